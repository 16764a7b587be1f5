// SPDX-License-Identifier: Apache-2.0
#include "record/shim/dumps/earlier_dumps.h"

#include <fcntl.h>

#include <algorithm>
#include <cstddef>
#include <cstring>

#include "record/shim/system/files.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

// An entry as getdents64 gives it: inode and offset, 8 bytes each, the entry's length,
// the file's type, and its name, which ends in a zero.
constexpr size_t kLengthAt = 16;
constexpr size_t kNameAt = 19;

// Longer ones are no numbers of dumps.
constexpr size_t kMostDigits = 15;

// Of a folder: some 16 MiB of entries with the writer's buffer. A program waits meanwhile.
constexpr int kMostReads = 256;

// Returns 1 and the number in "12.f.heap" at the beginning of `rest`; 0 where there is none.
uint64_t number_after(std::string_view rest) {
  uint64_t number = 0;
  size_t digits = 0;
  while (digits < rest.size() && rest[digits] >= '0' && rest[digits] <= '9') {
    if (digits == kMostDigits) return 0;
    number = number * 10 + static_cast<uint64_t>(rest[digits++] - '0');
  }
  const bool is_number = digits > 0 && digits < rest.size() && rest[digits] == '.';
  return is_number ? number + 1 : 0;
}

// Calls `visit(entry)` for each name in `entries` that begins with `name`; a zero is behind it.
template <typename Visit>
void visit_names(std::string_view entries, std::string_view name, const Visit& visit) {
  while (entries.size() > kNameAt) {
    uint16_t length = 0;
    std::memcpy(&length, entries.data() + kLengthAt, sizeof length);
    if (length <= kNameAt || length > entries.size()) break;
    std::string_view entry(entries.data() + kNameAt, length - kNameAt);
    entry.remove_suffix(entry.size() - std::min(entry.find('\0'), entry.size()));
    if (entry.starts_with(name)) visit(entry);
    entries.remove_prefix(length);
  }
}

// Calls `visit(folder, entry)` for each file whose path begins so: the descriptor of its folder,
// its name there. Of a huge folder only so many entries are looked at.
template <typename Visit>
void visit_files(std::string_view beginning, std::span<char> room, const Visit& visit) {
  const size_t slash = beginning.rfind('/');
  if (slash == std::string_view::npos) return;
  Text<4096> folder;
  folder.add({beginning.data(), slash + 1});
  beginning.remove_prefix(slash + 1);
  const long descriptor = call_kernel(SYS_openat, AT_FDCWD, address_of(folder.c_str()),
                                      O_RDONLY | O_DIRECTORY | O_CLOEXEC);
  if (descriptor < 0) return;
  for (int i = 0; i < kMostReads; ++i) {
    const long filled = call_kernel(SYS_getdents64, descriptor, address_of(room.data()),
                                    static_cast<long>(room.size()));
    if (filled <= 0) break;
    visit_names({room.data(), static_cast<size_t>(filled)}, beginning,
                [&](std::string_view entry) { visit(descriptor, entry); });
  }
  call_kernel(SYS_close, descriptor);
}

}  // namespace

uint64_t number_after_earlier(std::string_view beginning, std::span<char> room) {
  uint64_t highest = 0;
  const size_t length = beginning.size() - (beginning.rfind('/') + 1);
  visit_files(beginning, room, [&](long, std::string_view entry) {
    entry.remove_prefix(length);
    highest = std::max(highest, number_after(entry));
  });
  return highest;
}

void remove_unfinished(std::string_view beginning, std::span<char> room) {
  visit_files(beginning, room, [](long folder, std::string_view entry) {
    if (!entry.ends_with(".heap.part")) return;
    call_kernel(SYS_unlinkat, folder, address_of(entry.data()), 0);
  });
}

}  // namespace jescope::shim
