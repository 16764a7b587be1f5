// SPDX-License-Identifier: Apache-2.0
#include "record/attach/process_files.h"

#include <dirent.h>
#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <string_view>

namespace jescope {
namespace {

class OpenFile : public ByteReader {
 public:
  explicit OpenFile(int descriptor) : descriptor_(descriptor) {}
  OpenFile(const OpenFile&) = delete;
  OpenFile& operator=(const OpenFile&) = delete;
  ~OpenFile() override { close(descriptor_); }

  bool read(uint64_t place, void* target, size_t length) const override {
    auto* to = static_cast<char*>(target);
    while (length > 0) {
      const ssize_t got = pread(descriptor_, to, length, static_cast<off_t>(place));
      if (got < 0 && errno == EINTR) continue;
      if (got <= 0) return false;
      to += got;
      place += static_cast<uint64_t>(got);
      length -= static_cast<size_t>(got);
    }
    return true;
  }

 private:
  int descriptor_;
};

// Opening must not wait, as a name may lead to a FIFO by now.
std::unique_ptr<ByteReader> open_regular(const std::string& path, int flags) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK | O_NOCTTY | flags);
  if (descriptor < 0) return nullptr;
  auto file = std::make_unique<OpenFile>(descriptor);
  struct stat status = {};
  if (fstat(descriptor, &status) != 0 || !S_ISREG(status.st_mode)) return nullptr;
  return file;
}

// The beginning of an ELF file holds its headers and, as linkers lay it out, its
// build-id. Device and inode would not do: overlay file systems tell several.
bool begins_alike(const ByteReader& file, const MappedArea& area, const ByteReader& memory) {
  if (area.mapping.file_offset != 0) return true;
  const size_t length = std::min<uint64_t>(area.size_bytes(), 1024);
  const std::string mapped = memory.bytes(area.mapping.start, length);
  return !mapped.empty() && mapped == file.bytes(0, length);
}

// Returns the entries of the folder that are numbers, smallest first.
std::vector<pid_t> numbers_in(const std::string& path) {
  std::vector<pid_t> numbers;
  DIR* const folder = opendir(path.c_str());
  if (folder == nullptr) return numbers;
  while (const dirent* const entry = readdir(folder)) {
    const std::string_view name = entry->d_name;
    pid_t number = 0;
    const auto [stop, error] = std::from_chars(name.data(), name.data() + name.size(), number);
    if (error == std::errc() && stop == name.data() + name.size()) numbers.push_back(number);
  }
  closedir(folder);
  std::ranges::sort(numbers);
  return numbers;
}

}  // namespace

std::string read_kernel_file(const std::string& path, size_t most_bytes) {
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return {};
  std::string text;
  std::array<char, 1 << 16> piece = {};
  ssize_t got = 0;
  while (text.size() < most_bytes &&
         (got = ::read(descriptor, piece.data(),
                       std::min(piece.size(), most_bytes - text.size()))) > 0) {
    text.append(piece.data(), static_cast<size_t>(got));
  }
  const int error = got < 0 ? errno : 0;
  close(descriptor);
  errno = error;
  return text;
}

std::string read_process_file(pid_t process, const std::string& name, size_t most_bytes) {
  return read_kernel_file(fmt::format("/proc/{}/{}", process, name), most_bytes);
}

std::string read_process_link(pid_t process, const std::string& name) {
  std::array<char, 4096> target = {};
  const std::string path = fmt::format("/proc/{}/{}", process, name);
  const ssize_t length = readlink(path.c_str(), target.data(), target.size());
  return {target.data(), static_cast<size_t>(std::max<ssize_t>(length, 0))};
}

std::vector<pid_t> list_process_ids() {
  return numbers_in("/proc");
}

std::vector<pid_t> list_thread_ids(pid_t process) {
  return numbers_in(fmt::format("/proc/{}/task", process));
}

std::unique_ptr<ByteReader> open_process_memory(pid_t process) {
  const int descriptor = open(fmt::format("/proc/{}/mem", process).c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return nullptr;
  return std::make_unique<OpenFile>(descriptor);
}

std::unique_ptr<ByteReader> open_mapped_file(pid_t process, const MappedArea& area,
                                             const ByteReader& memory) {
  const Mapping& mapping = area.mapping;
  // Needs rights that not all have who may look at the process.
  const std::string by_area =
      fmt::format("/proc/{}/map_files/{:x}-{:x}", process, mapping.start, mapping.end);
  std::unique_ptr<ByteReader> file = open_regular(by_area, 0);
  if (file != nullptr) return file;
  if (mapping.deleted) return nullptr;
  const std::string by_name = fmt::format("/proc/{}/root{}", process, mapping.path);
  file = open_regular(by_name, O_NOFOLLOW);
  if (file != nullptr && begins_alike(*file, area, memory)) return file;
  return nullptr;
}

}  // namespace jescope
