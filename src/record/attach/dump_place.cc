// SPDX-License-Identifier: Apache-2.0
#include "record/attach/dump_place.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/mman.h>
#include <sys/random.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <memory>
#include <utility>
#include <vector>

namespace jescope {
namespace {

constexpr auto kHere = static_cast<uint64_t>(AT_FDCWD);

// Makes a system call with a path as its argument; below zero: an errno.
int64_t call_with_path(BorrowedThread& thread, uint64_t number, const std::string& path,
                       uint64_t flags, uint64_t mode) {
  const std::optional<uint64_t> at = thread.place_text(path);
  if (!at) return -ENOMEM;
  const Result<int64_t> result = thread.system_call(number, {kHere, *at, flags, mode});
  thread.clear();
  return result.ok() ? *result : -EIO;
}

int64_t open_there(BorrowedThread& thread, const std::string& path, int flags) {
  return call_with_path(thread, SYS_openat, path, static_cast<uint64_t>(flags | O_CLOEXEC), 0600);
}

int64_t make_in_memory(BorrowedThread& thread) {
  const std::optional<uint64_t> name = thread.place_text("jescope-dump");
  if (!name) return -ENOMEM;
  const Result<int64_t> made = thread.system_call(SYS_memfd_create, {*name, MFD_CLOEXEC});
  thread.clear();
  return made.ok() ? *made : -EIO;
}

void close_there(BorrowedThread& thread, int64_t descriptor) {
  (void)thread.system_call(SYS_close, {static_cast<uint64_t>(descriptor)});
}

std::string random_name() {
  uint64_t number = 0;
  if (getrandom(&number, sizeof number, 0) != sizeof number)
    number = static_cast<uint64_t>(getpid());
  return fmt::format("jescope-{:016x}.heap", number);
}

std::vector<std::string> folders(const std::string& temporary) {
  std::vector<std::string> names = {"/tmp", "/var/tmp", "."};
  if (temporary.starts_with('/')) names.insert(names.begin(), temporary);
  return names;
}

}  // namespace

DumpPlace::DumpPlace(DumpPlace&& other) noexcept
    : path_(std::move(other.path_)),
      has_name_(other.has_name_),
      their_descriptor_(other.their_descriptor_),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

DumpPlace::~DumpPlace() {
  if (descriptor_ >= 0) close(descriptor_);
}

bool DumpPlace::open_here(pid_t process, pid_t id) {
  const std::string path = fmt::format("/proc/{}/task/{}/fd/{}", process, id, their_descriptor_);
  descriptor_ = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  return descriptor_ >= 0;
}

Result<DumpPlace> DumpPlace::make(BorrowedThread& thread, pid_t process, pid_t id,
                                  const std::string& temporary) {
  DumpPlace place;
  int64_t& made = place.their_descriptor_;
  for (const std::string& folder : folders(temporary)) {
    made = open_there(thread, folder, O_TMPFILE | O_RDWR);
    if (made >= 0) break;
  }
  if (made < 0) made = make_in_memory(thread);
  if (made >= 0) {
    // Of the process, self/fd would be empty where its first thread has ended.
    place.path_ = fmt::format("/proc/thread-self/fd/{}", made);
    // A process whose root folder has no /proc cannot come to it by that name.
    const int64_t again = open_there(thread, place.path_, O_WRONLY);
    if (again >= 0) close_there(thread, again);
    if (again >= 0 && place.open_here(process, id)) return place;
    close_there(thread, made);
  }
  for (const std::string& folder : folders(temporary)) {
    place.path_ = folder + "/" + random_name();
    made = open_there(thread, place.path_, O_CREAT | O_EXCL | O_NOFOLLOW | O_RDWR);
    if (made < 0) continue;
    place.has_name_ = true;
    if (place.open_here(process, id)) return place;
    place.take(thread);
  }
  return Error{ErrorCode::kUnwritable, fmt::format("process {}", process),
               fmt::format("expected a place where it can write its dump, got {}",
                           std::strerror(static_cast<int>(made < 0 ? -made : EACCES))),
               "give it a folder that it can write to: TMPDIR, /tmp or its own"};
}

void DumpPlace::take(BorrowedThread& thread) {
  close_there(thread, their_descriptor_);
  if (has_name_) call_with_path(thread, SYS_unlinkat, path_, 0, 0);
}

uint64_t DumpPlace::size_bytes() const {
  struct stat status = {};
  return fstat(descriptor_, &status) == 0 ? static_cast<uint64_t>(status.st_size) : 0;
}

bool DumpPlace::ends_with(std::string_view text) const {
  const uint64_t size = size_bytes();
  if (size < text.size()) return false;
  std::string end(text.size(), '\0');
  const ssize_t got =
      pread(descriptor_, end.data(), end.size(), static_cast<off_t>(size - text.size()));
  return got == static_cast<ssize_t>(text.size()) && end == text;
}

std::function<std::string()> DumpPlace::reader() const {
  constexpr size_t kPieceBytes = 1 << 20;
  const auto close_it = [](const int* descriptor) {
    close(*descriptor);
    delete descriptor;
  };
  const std::shared_ptr<int> file(new int(fcntl(descriptor_, F_DUPFD_CLOEXEC, 0)), close_it);
  return [file, place = off_t{0}]() mutable {
    std::string piece(kPieceBytes, '\0');
    const ssize_t got = pread(*file, piece.data(), piece.size(), place);
    piece.resize(got > 0 ? static_cast<size_t>(got) : 0);
    place += static_cast<off_t>(piece.size());
    return piece;
  };
}

}  // namespace jescope
