// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/walk.h"

#include <cstring>

#include "record/shim/stack/call_frames.h"
#include "record/shim/stack/mappings.h"
#include "record/shim/stack/module_map.h"
#include "record/shim/stack/plain_row.h"
#include "record/shim/stack/row_table.h"
#include "record/shim/stack/signal_frame.h"
#include "record/shim/stack/stack_reader.h"
#include "record/shim/stack/unwind_lock.h"
#include "record/shim/system/own_stack.h"
#include "record/shim/system/pointer.h"
#include "record/shim/system/system.h"

namespace jescope::shim {
namespace {

constinit RowTable rows;

// Where rows are made: libunwind needs several KiB. Under the unwinder's lock.
constinit OwnStack row_stack;

// A frame that is only guessed is no larger: beyond lies another stack.
constexpr uintptr_t kLargestGuess = uintptr_t{1} << 20;

// A return address without what arm64's pointer authentication put into its upper bits.
uintptr_t plain_address(uintptr_t address) {
#if defined(__aarch64__)
  constexpr uintptr_t kAddressBits = (uintptr_t{1} << 48) - 1;
  return address & kAddressBits;
#else
  return address;
#endif
}

bool ends_handler(uintptr_t pc) {
  const uintptr_t first = pc & ~uintptr_t{7};
  if (!is_readable(first) || !is_readable(first + kTrampolineBytes)) return false;
  unsigned char code[kTrampolineBytes];
  std::memcpy(code, pointer_to<const void>(pc), sizeof code);
  return is_trampoline(code, sizeof code);
}

// Returns false where no code is. Only rows of modules are kept: code that is made at run
// time goes without notice, and a module may come in its place.
bool make_row(uintptr_t pc, uintptr_t address, Row& row) {
  Module module;
  const bool is_in_module = find_module(address, module);
  row = {};
  if (ends_handler(pc)) {  // where `address` may lie before all code
    row.kind = RowKind::kSignal;
  } else if (is_in_module) {
    row = compute_row(address, module);
  } else if (!is_code(address)) {
    return false;
  }
  if (is_in_module) rows.insert(address, row);
  return true;
}

// Calls `search` under the lock, on a stack with room for it. No handler may come there: to
// the kernel the thread's alternate stack looks free meanwhile.
template <typename Search>
[[gnu::noinline]] bool find_out(Search search) {
  const SignalsHeld signals(kAllSignals);
  const Locked locked(unwind_lock);
  bool is_found = false;
  row_stack.run([&] { is_found = search(); });
  return is_found;
}

bool find_new_row(uintptr_t pc, uintptr_t address, Row& row) {
  return find_out([&, pc, address] { return make_row(pc, address, row); });
}

bool is_code_now(uintptr_t address) {
  return find_out([address] { return is_code(address); });
}

// Where the return addresses of a walk go.
class FrameList {
 public:
  FrameList(const AddressRange& skipped, uintptr_t* frames, size_t limit)
      : skipped_(skipped), begin_(frames), at_(frames), end_(frames + limit) {}

  bool takes_more() const { return at_ != end_ && skipped_left_ != 0; }
  void add(uintptr_t frame) {
    *at_ = frame;
    const bool is_skipped = skipped_.holds(frame);
    at_ += is_skipped ? 0 : 1;
    skipped_left_ -= is_skipped ? 1 : 0;
  }
  size_t count() const { return static_cast<size_t>(at_ - begin_); }

 private:
  AddressRange skipped_;
  uintptr_t* begin_;
  uintptr_t* at_;
  uintptr_t* end_;
  size_t skipped_left_ = 64;  // skipped frames take steps too, and must end
};

class Walker {
 public:
  explicit Walker(const Registers& from) : at_(from) { reader_.move_to(from.sp); }

  // Walks while rows are known and plain, and the stack is where it may be read: what
  // nearly all of a walk is. All that it needs stays in the processor's registers.
  FrameList walk_plain(FrameList frames) {
    if (is_exact_) return frames;
    Registers at = at_;
    const AddressRange stack = reader_.readable();
    PackedRow packed;
    while (frames.takes_more() && rows.find(at.pc - 1, packed)) {
      const PlainRow row(packed.first);
      const uintptr_t cfa = row.cfa(at);
      const bool is_within = at.sp >= stack.begin && cfa > at.sp && cfa <= stack.end;
      if (!row.is_plain() || !is_within || cfa % 8 != 0) break;
      const auto* const words = pointer_to<const volatile uintptr_t>(cfa);
      const intptr_t lowest = -static_cast<intptr_t>((cfa - stack.begin) / 8);
      const intptr_t highest = static_cast<intptr_t>((stack.end - cfa) / 8);
      const auto may_read = [&](intptr_t offset) { return offset >= lowest && offset < highest; };
      if (!may_read(row.return_offset()) || !may_read(row.fp_offset()) ||
          !may_read(row.base_offset())) {
        break;
      }
      frames.add(at.pc);
      at.pc = plain_address(words[row.return_offset()]);
      if (row.fp_offset() != 0) at.fp = words[row.fp_offset()];
      if (row.base_offset() != 0) at.base = words[row.base_offset()];
      at.sp = cfa;
    }
    at_ = at;
    return frames;
  }

  bool find_row(Row& row) const {
    if (at_.pc == 0) return false;
    const uintptr_t address = is_exact_ ? at_.pc : at_.pc - 1;
    PackedRow packed;
    if (!rows.find(address, packed)) return find_new_row(at_.pc, address, row);
    row = unpack_row(packed);
    return true;
  }
  uintptr_t return_address() const { return is_exact_ ? at_.pc + 1 : at_.pc; }

  // Goes to the caller; false at the end.
  bool step(const Row& row) {
    switch (row.kind) {
      case RowKind::kFrame: return step_frame(row);
      case RowKind::kSignal: return step_signal();
      case RowKind::kUnknown: return step_guess();
      case RowKind::kEnd: break;
    }
    return false;
  }

 private:
  uintptr_t address_of_place(const Place& place, uintptr_t cfa) const {
    const auto offset = static_cast<uintptr_t>(static_cast<intptr_t>(place.offset));
    switch (place.anchor) {
      case Anchor::kCfa: return cfa + offset;
      case Anchor::kStackPointer: return at_.sp + offset;
      case Anchor::kFramePointer: return at_.fp + offset;
      case Anchor::kBase: return at_.base + offset;
      case Anchor::kNone: break;
    }
    return 0;
  }

  // Reads a saved register; it keeps its value where it is not saved.
  bool restore(const Place& place, uintptr_t cfa, uintptr_t& value) {
    return place.anchor == Anchor::kNone || reader_.read(address_of_place(place, cfa), value);
  }

  // A frame that has nothing on the stack is only where the walk began or a signal came.
  bool is_above(uintptr_t cfa) const { return cfa > at_.sp || (cfa == at_.sp && is_exact_); }

  bool step_frame(const Row& row) {
    uintptr_t cfa = address_of_place(row.cfa, 0);
    if (row.cfa_is_loaded) {
      if (!reader_.read(cfa, cfa)) return false;
      cfa += static_cast<uintptr_t>(static_cast<intptr_t>(row.cfa_added));
    }
    if (!is_above(cfa)) return false;
    Registers caller = at_;
    caller.sp = cfa;
    caller.pc = at_.link;
    if (row.return_address.anchor == Anchor::kNone && !is_exact_) return false;
    if (!restore(row.return_address, cfa, caller.pc)) return false;
    if (!restore(row.fp, cfa, caller.fp) || !restore(row.base, cfa, caller.base)) return false;
    return go_to(caller);
  }

  bool step_signal() {
    Registers interrupted;
    const uintptr_t frame = at_.sp;
    if (!reader_.read(frame + SignalFrame::kPc, interrupted.pc) ||
        !reader_.read(frame + SignalFrame::kStackPointer, interrupted.sp) ||
        !reader_.read(frame + SignalFrame::kFramePointer, interrupted.fp) ||
        !reader_.read(frame + SignalFrame::kBase, interrupted.base)) {
      return false;
    }
#if defined(__aarch64__)
    if (!reader_.read(frame + SignalFrame::kLink, interrupted.link)) return false;
#endif
    reader_.move_to(interrupted.sp);
    at_ = interrupted;
    is_exact_ = true;
    return true;
  }

  // Code that nothing describes: where it keeps a frame pointer, it points to the
  // caller's, and the return address stands above.
  bool step_guess() {
    Registers caller;
    if (at_.fp < at_.sp || at_.fp - at_.sp > kLargestGuess) return false;
    if (!reader_.read(at_.fp, caller.fp) || !reader_.read(at_.fp + 8, caller.pc)) return false;
    caller.sp = at_.fp + 16;
    caller.base = at_.base;
    if (!is_code_now(plain_address(caller.pc) - 1)) return false;
    return go_to(caller);
  }

  bool go_to(Registers caller) {
    caller.pc = plain_address(caller.pc);
    at_ = caller;
    is_exact_ = false;
    return true;
  }

  Registers at_;
  bool is_exact_ = true;  // pc is the next instruction, not one after a call
  StackReader reader_;
};

}  // namespace

size_t walk_stack(const Registers& from, const AddressRange& skipped, uintptr_t* frames,
                  size_t limit) {
  Walker walker(from);
  FrameList list(skipped, frames, limit);
  Row row;
  while (list.takes_more() && walker.find_row(row)) {
    list.add(walker.return_address());
    if (!walker.step(row)) break;
    list = walker.walk_plain(list);
  }
  return list.count();
}

void forget_rows() {
  rows.clear();
}

}  // namespace jescope::shim
