// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/stack_reader.h"

#include <atomic>

#include "record/shim/stack/mappings.h"
#include "record/shim/stack/unwind_lock.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

constexpr uintptr_t kPage = 4096;  // or a part of one, where pages are larger

// The main thread's stack grows down to here at most; the kernel keeps other mappings
// away from what its limit allows, which is this by default.
constexpr uintptr_t kMainStackRoom = uintptr_t{8} << 20;

// Both are written once, the end last.
struct MainStack {
  std::atomic<uintptr_t> begin = 0;
  std::atomic<uintptr_t> end = 0;
};
constinit MainStack main_stack;

// To ask the kernel for all mappings costs as much as to try pages in so many walks, and
// many threads are over before.
constexpr uint32_t kWalksBeforeLookup = 64;

struct ThreadStack {
  AddressRange range;
  uint32_t walks = 0;  // up to the one that looks it up
};
constinit thread_local ThreadStack thread_stack __attribute__((tls_model("initial-exec"))) = {};

uintptr_t thread_pointer() {
  uintptr_t pointer = 0;
#if defined(__x86_64__)
  asm("mov %%fs:0, %0" : "=r"(pointer));
#else
  asm("mrs %0, tpidr_el0" : "=r"(pointer));
#endif
  return pointer;
}

// C libraries put what belongs to a thread at the upper end of its stack, so the mapping
// that holds it is the stack; frames lie below it.
struct Lookup {
  uintptr_t thread_pointer = 0;
  AddressRange around_thread;
  AddressRange main;
};

bool note_stack(void* visitor, const Mapping& mapping) {
  auto& lookup = *static_cast<Lookup*>(visitor);
  if (mapping.main_stack) lookup.main = {mapping.begin, mapping.end};
  const bool holds = mapping.begin <= lookup.thread_pointer && lookup.thread_pointer < mapping.end;
  if (holds && mapping.readable) lookup.around_thread = {mapping.begin, lookup.thread_pointer};
  return true;
}

void look_up_stacks() {
  Lookup lookup;
  lookup.thread_pointer = thread_pointer();
  {
    const Locked locked(unwind_lock);
    visit_mappings(&note_stack, &lookup);
  }
  if (main_stack.end == 0 && lookup.main.end > kMainStackRoom) {
    const uintptr_t lowest = lookup.main.end - kMainStackRoom;
    main_stack.begin = lowest < lookup.main.begin ? lowest : lookup.main.begin;
    main_stack.end = lookup.main.end;
  }
  // The main thread's own things lie elsewhere, beside what may be unmapped.
  const bool is_main = thread_id() == process_id();
  thread_stack.range = is_main ? AddressRange{} : lookup.around_thread;
}

// Returns the calling thread's stack, or the main thread's where `sp` is on it; empty
// where it is not known, or not yet.
AddressRange own_stack(uintptr_t sp) {
  if (thread_stack.walks <= kWalksBeforeLookup && thread_stack.walks++ == kWalksBeforeLookup) {
    look_up_stacks();
  }
  if (thread_stack.range.holds(sp)) return thread_stack.range;
  const AddressRange main = {main_stack.begin.load(), main_stack.end.load()};
  return main.holds(sp) ? main : AddressRange{};
}

}  // namespace

void StackReader::move_to(uintptr_t sp) {
  own_ = own_stack(sp);
  if (own_.end != 0) own_ = {sp, own_.end & ~uintptr_t{7}};
  readable_ = own_;
}

bool StackReader::reach(uintptr_t address) {
  if (own_.holds(address)) {
    readable_ = own_;
    return true;
  }
  if (!is_readable(address)) return false;
  const uintptr_t page = address & ~(kPage - 1);
  // Frames go up page by page.
  const uintptr_t begin = page == readable_.end ? readable_.begin : page;
  readable_ = {begin, page + kPage};
  return true;
}

}  // namespace jescope::shim
