// SPDX-License-Identifier: Apache-2.0
#include "record/shim/system/files.h"

#include <fcntl.h>
#include <signal.h>
#include <sys/stat.h>

#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

constexpr long kInterrupted = -4;  // EINTR
constexpr long kExists = -17;      // EEXIST
constexpr int kBadDescriptor = 9;  // EBADF
constexpr long kTooBig = -27;      // EFBIG
constexpr long kNoSpace = -28;     // ENOSPC

// Moves a descriptor to a high number, where the limit allows one. Programs expect that
// open() gives the lowest number nobody uses, and some close all numbers they know nothing
// of: what they open then must not have the number that a dump is written to.
long moved_up(long descriptor) {
  for (const long least : {900, 200}) {
    const long moved = call_kernel(SYS_fcntl, descriptor, F_DUPFD_CLOEXEC, least);
    if (moved < 0) continue;
    call_kernel(SYS_close, descriptor);
    return moved;
  }
  return descriptor;
}

long open_file(const char* path, int flags) {
  const long opened = call_kernel(SYS_openat, AT_FDCWD, address_of(path), flags | O_CLOEXEC, 0644);
  return opened < 0 ? opened : moved_up(opened);
}

// A file of its own: what somebody else put there is not written to, and not waited for.
long make_file(const char* path) {
  constexpr int kFlags = O_WRONLY | O_CREAT | O_EXCL | O_NOFOLLOW;
  const long made = open_file(path, kFlags);
  if (made != kExists) return made;
  call_kernel(SYS_unlinkat, AT_FDCWD, address_of(path), 0);
  return open_file(path, kFlags);
}

long read_some(long descriptor, char* bytes, size_t limit) {
  long got = kInterrupted;
  while (got == kInterrupted) {
    got = call_kernel(SYS_read, descriptor, address_of(bytes), static_cast<long>(limit));
  }
  return got;
}

// Takes the signal that comes with kTooBig, and is held back now: it would end a program
// that wrote no such file.
void take_file_size_signal() {
  constexpr uint64_t kMask = uint64_t{1} << (SIGXFSZ - 1);
  constexpr timespec kNow = {0, 0};
  call_kernel(SYS_rt_sigtimedwait, address_of(&kMask), 0, address_of(&kNow), sizeof kMask);
}

// Returns 0 or the error.
int write_all(long descriptor, std::string_view text) {
  while (!text.empty()) {
    const long put =
        call_kernel(SYS_write, descriptor, address_of(text.data()), static_cast<long>(text.size()));
    if (put == kInterrupted) continue;
    if (put == kTooBig) take_file_size_signal();
    if (put <= 0) return static_cast<int>(put == 0 ? -kNoSpace : -put);
    text.remove_prefix(static_cast<size_t>(put));
  }
  return 0;
}

FileIdentity file_of(long descriptor) {
  struct stat status = {};
  if (call_kernel(SYS_fstat, descriptor, address_of(&status)) != 0) return {};
  return {status.st_dev, status.st_ino};
}

constinit FileIdentity standard_error = {};

}  // namespace

Digits::Digits(uint64_t number, unsigned base) {
  do {
    digits_[--first_] = "0123456789abcdef"[number % base];
    number /= base;
  } while (number != 0);
}

Text<64> path_of_own(std::string_view file) {
  Text<64> path;
  path.add("/proc/self/task/").add_number(static_cast<uint64_t>(thread_id()));
  path.add("/").add(file);
  return path;
}

size_t read_file(const char* path, char* bytes, size_t limit) {
  const long descriptor = open_file(path, O_RDONLY);
  if (descriptor < 0) return 0;
  size_t filled = 0;
  while (filled < limit) {
    const long got = read_some(descriptor, bytes + filled, limit - filled);
    if (got <= 0) break;
    filled += static_cast<size_t>(got);
  }
  call_kernel(SYS_close, descriptor);
  return filled;
}

size_t count_threads() {
  // "... Threads:\t2 ..."
  constexpr std::string_view kName = "\nThreads:\t";
  char status[4096];
  const std::string_view text(status, read_file("/proc/self/status", status, sizeof status));
  const size_t found = text.find(kName);
  if (found == std::string_view::npos) return 0;
  size_t count = 0;
  for (size_t at = found + kName.size(); at < text.size() && text[at] >= '0' && text[at] <= '9';
       ++at) {
    count = count * 10 + static_cast<size_t>(text[at] - '0');
  }
  return count;
}

void remember_standard_error() {
  standard_error = file_of(2);
}

bool tell(std::string_view line) {
  if (file_of(2) != standard_error) return false;
  Text<512> text;
  text.add("jescope_record: ").add(line).add("\n");
  return write_all(2, text.view()) == 0;
}

NewFile::NewFile(const char* path, std::span<char> buffer)
    : buffer_(buffer), descriptor_(make_file(path)) {
  if (descriptor_ < 0) error_ = static_cast<int>(-descriptor_);
  if (descriptor_ >= 0) identity_ = file_of(descriptor_);
}

NewFile::~NewFile() {
  check();
  if (descriptor_ >= 0) call_kernel(SYS_close, descriptor_);
}

void NewFile::check() {
  if (descriptor_ < 0 || file_of(descriptor_) == identity_) return;
  error_ = kBadDescriptor;
  descriptor_ = -1;
}

void NewFile::flush() {
  check();
  if (error_ == 0) error_ = write_all(descriptor_, {buffer_.data(), filled_});
  filled_ = 0;
}

NewFile& NewFile::add(std::string_view text) {
  while (!text.empty()) {
    if (filled_ == buffer_.size()) flush();
    const size_t room = buffer_.size() - filled_;
    const size_t taken = text.size() < room ? text.size() : room;
    std::memcpy(buffer_.data() + filled_, text.data(), taken);
    filled_ += taken;
    text.remove_prefix(taken);
  }
  return *this;
}

NewFile& NewFile::add_number(uint64_t number, unsigned base) {
  return add(Digits(number, base).text());
}

void NewFile::add_file(const char* path) {
  flush();
  const long source = open_file(path, O_RDONLY);
  if (source < 0) return;
  long got = 0;
  while ((got = read_some(source, buffer_.data(), buffer_.size())) > 0) {
    filled_ = static_cast<size_t>(got);
    flush();
  }
  call_kernel(SYS_close, source);
}

int NewFile::finish() {
  flush();
  return error_;
}

}  // namespace jescope::shim
