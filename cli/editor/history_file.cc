// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/history_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <system_error>

#include "jescope/base/new_file.h"
#include "jescope/base/output_file.h"

namespace jescope {
namespace {

constexpr size_t kMostLines = 1000;
constexpr off_t kLongBytes = 256L * 1024;
constexpr off_t kTooLongBytes = 16L * 1024 * 1024;  // none of ours

// Opens a regular file, and no other through a link.
int open_regular(const std::string& path, int flags) {
  const int descriptor =
      ::open(path.c_str(), flags | O_CLOEXEC | O_NOFOLLOW | O_NONBLOCK | O_NOCTTY, 0600);
  struct stat status = {};
  if (descriptor < 0 || (::fstat(descriptor, &status) == 0 && S_ISREG(status.st_mode))) {
    return descriptor;
  }
  ::close(descriptor);
  return -1;
}

std::string read_all(int descriptor) {
  std::string text;
  std::array<char, 4096> block = {};
  ssize_t count = 0;
  while ((count = ::read(descriptor, block.data(), block.size())) > 0) {
    text.append(block.data(), static_cast<size_t>(count));
    if (text.size() > kTooLongBytes) return {};
  }
  return text;
}

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    if (end > 0) lines.emplace_back(text.substr(0, end));
    text.remove_prefix(std::min(end + 1, text.size()));
  }
  if (lines.size() > kMostLines) lines.erase(lines.begin(), lines.end() - kMostLines);
  return lines;
}

void rewrite(const std::string& path, const std::vector<std::string>& lines) {
  NewFile file(std::filesystem::path(path).parent_path().string());
  std::string text;
  for (const std::string& line : lines) text += line + '\n';
  if (!file.is_open() || !write_all(file.descriptor(), text, path).ok()) return;
  file.rename_to(path);
}

}  // namespace

std::vector<std::string> HistoryFile::read() const {
  if (path_.empty()) return {};
  const int descriptor = open_regular(path_, O_RDONLY);
  if (descriptor < 0) return {};
  const std::string text = read_all(descriptor);
  ::close(descriptor);
  std::vector<std::string> lines = lines_of(text);
  if (text.size() > kLongBytes) rewrite(path_, lines);
  return lines;
}

void HistoryFile::append(std::string_view line) const {
  if (path_.empty() || line.find('\n') != std::string_view::npos) return;
  const std::filesystem::path folder = std::filesystem::path(path_).parent_path();
  std::error_code error;
  if (std::filesystem::create_directories(folder, error)) {
    std::filesystem::permissions(folder, std::filesystem::perms::owner_all, error);
  }
  const int descriptor = open_regular(path_, O_WRONLY | O_APPEND | O_CREAT);
  if (descriptor < 0) return;
  (void)write_all(descriptor, std::string(line) + '\n', path_);
  ::close(descriptor);
}

}  // namespace jescope
