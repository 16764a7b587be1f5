// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/module_map.h"

#include <dlfcn.h>
#include <elf.h>
#include <link.h>

#include <atomic>
#include <cstring>

#include "record/shim/stack/mappings.h"
#include "record/shim/symbols.h"
#include "record/shim/system/memory.h"
#include "record/shim/system/pointer.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

// The head of glibc's answer, the same on all of its 64-bit architectures.
struct FoundObject {
  unsigned long long flags = 0;
  void* begin = nullptr;
  void* end = nullptr;
  void* link_map = nullptr;
  void* eh_frame_hdr = nullptr;
  unsigned long long rest[16] = {};
};
using FindObject = int (*)(void* address, FoundObject* found);

// Code that is mapped: of a module, or of none.
struct CodeRange {
  uintptr_t begin = 0;
  uintptr_t end = 0;
  Module module;  // module.end is 0: code made at run time
};

// More than this many are not told apart from data.
constexpr size_t kMostRanges = 8192;
// The kernel is asked for a twentieth of the time at most: an address in nothing known is
// often garbage.
constexpr int64_t kPausePerReading = 20;

struct CodeRanges {
  FindObject find_object = nullptr;
  CodeRange* ranges = nullptr;  // by address
  size_t count = 0;
  int64_t read_at_ns = 0;  // 0: never
  int64_t reading_ns = 0;  // that it took
  Module being_read;       // the module whose mappings go by
  uint64_t being_read_inode = 0;
};
constinit CodeRanges known;

// Copies what may be gone by now: a module that another thread closes.
template <typename T>
bool read_object(uintptr_t address, T& object) {
  static_assert(sizeof(T) % 8 == 0);
  uint64_t words[sizeof(T) / 8];
  for (size_t i = 0; i < sizeof(T) / 8; ++i) {
    if (address % 8 != 0 || !is_readable(address + i * 8)) return false;
    words[i] = *pointer_to<const volatile uint64_t>(address + i * 8);
  }
  std::memcpy(&object, words, sizeof object);
  return true;
}

// Learns from a module's first bytes how far it reaches and where its unwind table is.
bool read_module(uintptr_t begin, Module& module) {
  ElfW(Ehdr) head = {};
  if (!read_object(begin, head) || std::memcmp(head.e_ident, ELFMAG, SELFMAG) != 0) return false;
  if (head.e_phentsize != sizeof(ElfW(Phdr))) return false;
  uintptr_t first = UINTPTR_MAX;
  uintptr_t last = 0;
  uintptr_t eh_frame_hdr = 0;
  for (size_t i = 0; i < head.e_phnum; ++i) {
    ElfW(Phdr) header = {};
    if (!read_object(begin + head.e_phoff + i * sizeof header, header)) return false;
    if (header.p_type == PT_GNU_EH_FRAME) eh_frame_hdr = header.p_vaddr;
    if (header.p_type != PT_LOAD) continue;
    if (header.p_vaddr < first) first = header.p_vaddr - header.p_offset % 4096;
    if (header.p_vaddr + header.p_memsz > last) last = header.p_vaddr + header.p_memsz;
  }
  if (first >= last) return false;
  const uintptr_t bias = begin - first;
  module = {begin, bias + last, eh_frame_hdr == 0 ? 0 : bias + eh_frame_hdr};
  return true;
}

bool note_mapping(void*, const Mapping& mapping) {
  const bool may_begin_module =
      mapping.readable && mapping.offset == 0 && (mapping.inode != 0 || mapping.executable);
  if (mapping.begin >= known.being_read.end) known.being_read = {};
  if (may_begin_module) {
    Module module;
    if (read_module(mapping.begin, module)) {
      known.being_read = module;
      known.being_read_inode = mapping.inode;
    }
  }
  if (!mapping.executable || known.count == kMostRanges) return true;
  const bool is_of_module = mapping.inode == known.being_read_inode;
  known.ranges[known.count++] = {mapping.begin, mapping.end,
                                 is_of_module ? known.being_read : Module{}};
  return true;
}

void read_ranges() {
  constexpr size_t kBytes = kMostRanges * sizeof(CodeRange);
  if (known.ranges == nullptr) known.ranges = static_cast<CodeRange*>(map_pages(kBytes));
  if (known.ranges == nullptr) return;
  known.count = 0;
  known.being_read = {};
  const int64_t begin_ns = now_ns();
  visit_mappings(&note_mapping, nullptr);
  known.read_at_ns = now_ns();
  known.reading_ns = known.read_at_ns - begin_ns;
}

const CodeRange* find_known_range(uintptr_t address) {
  size_t low = 0;
  size_t high = known.count;
  while (low < high) {
    const size_t middle = (low + high) / 2;
    if (known.ranges[middle].end <= address) {
      low = middle + 1;
    } else {
      high = middle;
    }
  }
  if (low == known.count || known.ranges[low].begin > address) return nullptr;
  return &known.ranges[low];
}

// Asks the kernel anew for an address in nothing known, but not for each of many.
bool may_read_ranges() {
  return known.read_at_ns == 0 ||
         now_ns() - known.read_at_ns >= kPausePerReading * known.reading_ns;
}

const CodeRange* find_range(uintptr_t address) {
  const CodeRange* range = find_known_range(address);
  if (range != nullptr || !may_read_ranges()) return range;
  read_ranges();
  return find_known_range(address);
}

}  // namespace

void start_module_map() {
  known.find_object = reinterpret_cast<FindObject>(find_symbol("_dl_find_object"));
}

bool find_module(uintptr_t address, Module& module) {
  if (known.find_object != nullptr) {
    FoundObject found;
    if (known.find_object(pointer_to<void>(address), &found) != 0) return false;
    module = {reinterpret_cast<uintptr_t>(found.begin), reinterpret_cast<uintptr_t>(found.end),
              reinterpret_cast<uintptr_t>(found.eh_frame_hdr)};
    return true;
  }
  const CodeRange* const range = find_range(address);
  if (range == nullptr || range->module.end == 0) return false;
  module = range->module;
  return true;
}

bool is_code(uintptr_t address) {
  Module module;
  return find_module(address, module) || find_range(address) != nullptr;
}

void forget_module_map() {
  known.count = 0;
  known.read_at_ns = 0;
}

}  // namespace jescope::shim
