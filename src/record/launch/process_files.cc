// SPDX-License-Identifier: Apache-2.0
#include "record/launch/process_files.h"

#include <fcntl.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <filesystem>
#include <system_error>

namespace jescope {
namespace {

namespace fs = std::filesystem;

constexpr size_t kMostMapBytes = size_t{32} << 20;

bool is_number(const std::string& name) {
  return !name.empty() && name.find_first_not_of("0123456789") == std::string::npos;
}

}  // namespace

std::vector<std::string> process_numbers() {
  std::vector<std::string> numbers;
  std::error_code error;
  for (fs::directory_iterator entry("/proc", error), end; !error && entry != end;
       entry.increment(error)) {
    std::string name = entry->path().filename().string();
    if (is_number(name)) numbers.push_back(std::move(name));
  }
  return numbers;
}

std::string read_process_file(const std::string& path, size_t most) {
  std::string text;
  const int descriptor = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return text;
  std::array<char, 65536> piece;
  while (text.size() < most) {
    const ssize_t got = ::read(descriptor, piece.data(), piece.size());
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) break;
    text.append(piece.data(), static_cast<size_t>(got));
  }
  ::close(descriptor);
  return text;
}

std::string read_process_maps(const std::string& number) {
  return read_process_file("/proc/" + number + "/maps", kMostMapBytes);
}

}  // namespace jescope
