// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/mappings.h"

#include <fcntl.h>

#include "record/shim/system/files.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

class LineCursor {
 public:
  LineCursor(const char* begin, size_t length) : at_(begin), end_(begin + length) {}

  bool take(char expected) {
    if (at_ == end_ || *at_ != expected) return false;
    ++at_;
    return true;
  }
  bool take_any(char& taken) {
    if (at_ == end_) return false;
    taken = *at_++;
    return true;
  }
  bool take_number(unsigned base, uint64_t& number) {
    const char* const start = at_;
    number = 0;
    for (unsigned digit = 0; at_ != end_ && (digit = digit_of(*at_)) < base; ++at_) {
      number = number * base + digit;
    }
    return at_ != start;
  }
  void skip_spaces() {
    while (take(' ')) {
    }
  }
  bool rest_is(const char* text) const {
    const char* at = at_;
    while (at != end_ && *text != 0 && *at == *text) {
      ++at;
      ++text;
    }
    return at == end_ && *text == 0;
  }

 private:
  static unsigned digit_of(char c) {
    if (c >= '0' && c <= '9') return static_cast<unsigned>(c - '0');
    if (c >= 'a' && c <= 'f') return static_cast<unsigned>(c - 'a') + 10;
    return ~0U;
  }

  const char* at_;
  const char* end_;
};

// Long enough for all but the end of a long path, which nobody asks for.
struct Line {
  char text[128];
  size_t length = 0;

  void append(char c) {
    if (length < sizeof text) text[length++] = c;
  }
};

// Returns false when the visitor has enough.
bool visit_lines(const char* text, size_t length, Line& line, VisitMapping visit, void* visitor) {
  for (size_t i = 0; i < length; ++i) {
    if (text[i] != '\n') {
      line.append(text[i]);
      continue;
    }
    Mapping mapping;
    if (parse_mapping(line.text, line.length, mapping) && !visit(visitor, mapping)) return false;
    line.length = 0;
  }
  return true;
}

char read_buffer[4096];

}  // namespace

bool parse_mapping(const char* line, size_t length, Mapping& mapping) {
  LineCursor cursor(line, length);
  uint64_t begin = 0;
  uint64_t end = 0;
  uint64_t device = 0;
  char readable = 0;
  char writable = 0;
  char executable = 0;
  char shared = 0;
  if (!cursor.take_number(16, begin) || !cursor.take('-') || !cursor.take_number(16, end))
    return false;
  if (!cursor.take(' ') || !cursor.take_any(readable) || !cursor.take_any(writable)) return false;
  if (!cursor.take_any(executable) || !cursor.take_any(shared) || !cursor.take(' ')) return false;
  if (!cursor.take_number(16, mapping.offset) || !cursor.take(' ')) return false;
  if (!cursor.take_number(16, device) || !cursor.take(':')) return false;
  if (!cursor.take_number(16, device) || !cursor.take(' ')) return false;
  if (!cursor.take_number(10, mapping.inode)) return false;
  cursor.skip_spaces();
  mapping.begin = begin;
  mapping.end = end;
  mapping.readable = readable == 'r';
  mapping.executable = executable == 'x';
  mapping.main_stack = cursor.rest_is("[stack]");
  return begin < end;
}

bool visit_mappings(VisitMapping visit, void* visitor) {
  const Text<64> path = path_of_own("maps");
  const long file =
      call_kernel(SYS_openat, AT_FDCWD, address_of(path.c_str()), O_RDONLY | O_CLOEXEC);
  if (file < 0) return false;
  Line line;
  long length = 0;
  do {
    length = call_kernel(SYS_read, file, address_of(read_buffer), sizeof read_buffer);
  } while (length > 0 &&
           visit_lines(read_buffer, static_cast<size_t>(length), line, visit, visitor));
  call_kernel(SYS_close, file);
  return length >= 0;
}

bool is_readable(uintptr_t address) {
  // The kernel reads the new mask before it finds that there is no such way to set one;
  // a null pointer stands for no mask, and is not read.
  constexpr long kNoSuchWay = -1;
  constexpr long kBadAddress = -14;  // EFAULT
  constexpr uintptr_t kLeast = 4096;
  return address >= kLeast && call_kernel(SYS_rt_sigprocmask, kNoSuchWay,
                                          static_cast<long>(address), 0, 8) != kBadAddress;
}

}  // namespace jescope::shim
