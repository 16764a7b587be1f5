// SPDX-License-Identifier: Apache-2.0
//
// Bytes of memory and of files. A file is read with read(2) into the caller's
// buffer; any kind of file will do (a pipe from a shell's <(...) too), but not
// a folder.
#include "jescope/read/byte_source.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "jescope/base/system_error.h"

namespace jescope {
namespace {

Error unreadable(const std::string& path) {
  return system_error(ErrorCode::kUnreadable, path, "to read it");
}

class MemorySource : public ByteSource {
 public:
  explicit MemorySource(std::string_view bytes) : bytes_(bytes) {}

  Result<size_t> read(std::span<char> room) override {
    const size_t length = std::min(room.size(), bytes_.size());
    std::copy_n(bytes_.data(), length, room.data());
    bytes_.remove_prefix(length);
    return length;
  }

 private:
  std::string_view bytes_;
};

class FileSource : public ByteSource {
 public:
  FileSource(int descriptor, std::string path) : descriptor_(descriptor), path_(std::move(path)) {}
  FileSource(const FileSource&) = delete;
  FileSource& operator=(const FileSource&) = delete;
  ~FileSource() override {
    if (descriptor_ != STDIN_FILENO) close(descriptor_);
  }

  Result<size_t> read(std::span<char> room) override {
    while (true) {
      const ssize_t got = ::read(descriptor_, room.data(), room.size());
      if (got >= 0) return static_cast<size_t>(got);
      if (errno != EINTR) return unreadable(path_);
    }
  }

 private:
  int descriptor_;
  std::string path_;
};

class CountedSource : public ByteSource {
 public:
  CountedSource(std::unique_ptr<ByteSource> source, ProgressPhase& phase)
      : source_(std::move(source)), phase_(phase) {}

  Result<size_t> read(std::span<char> room) override {
    Result<size_t> got = source_->read(room);
    if (got.ok()) phase_.advance(*got);
    return got;
  }

 private:
  std::unique_ptr<ByteSource> source_;
  ProgressPhase& phase_;
};

}  // namespace

std::unique_ptr<ByteSource> counted(std::unique_ptr<ByteSource> source, ProgressPhase& phase) {
  return std::make_unique<CountedSource>(std::move(source), phase);
}

std::unique_ptr<ByteSource> memory_source(std::string_view bytes) {
  return std::make_unique<MemorySource>(bytes);
}

Result<std::unique_ptr<ByteSource>> open_source(const std::string& path) {
  using Opened = std::unique_ptr<ByteSource>;
  if (path == "-") return Opened(std::make_unique<FileSource>(STDIN_FILENO, "standard input"));
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (descriptor < 0) return unreadable(path);
  Opened source = std::make_unique<FileSource>(descriptor, path);
  struct stat status = {};
  if (fstat(descriptor, &status) != 0) return unreadable(path);
  if (S_ISDIR(status.st_mode))
    return Error{ErrorCode::kUnreadable, path, "expected a file, got a folder", {}};
  return source;
}

}  // namespace jescope
