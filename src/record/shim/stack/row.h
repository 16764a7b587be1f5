// SPDX-License-Identifier: Apache-2.0
//
// One row of call frame information: how a frame's caller is found, for one address of
// code. Packed into two words, so that a table of rows needs no lock.
//
//                 ┌──────────────────────┐
//   CFA ────────▶ │ caller's frame       │  the caller's stack pointer
//                 ├──────────────────────┤
//   CFA - 8       │ return address       │  (x86-64)
//   CFA + offset  │ saved registers      │
//   sp ─────────▶ │                      │
#pragma once

#include <cstdint>

namespace jescope::shim {

/// The registers from which frames are found.
struct Registers {
  uintptr_t pc = 0;
  uintptr_t sp = 0;
  uintptr_t fp = 0;    // rbp, x29
  uintptr_t base = 0;  // rbx, x19: some functions find their frame by it
  uintptr_t link = 0;  // x30; not on x86-64
};

enum class RowKind : uint8_t {
  kUnknown,  // no call frame information, or none that a row can say
  kFrame,
  kSignal,  // the kernel's frame of a signal: registers lie on the stack
  kEnd,     // there is no caller
};

/// What a place on the stack is counted from.
enum class Anchor : uint8_t { kNone, kCfa, kStackPointer, kFramePointer, kBase };

struct Place {
  Anchor anchor = Anchor::kNone;  // kNone: the register is not saved, it still holds its value
  int32_t offset = 0;

  bool operator==(const Place&) const = default;
};

struct Row {
  RowKind kind = RowKind::kUnknown;
  Place cfa;                   // never from kCfa
  bool cfa_is_loaded = false;  // the CFA is what `cfa` points to, plus `cfa_added`
  int32_t cfa_added = 0;
  Place return_address;
  Place fp;
  Place base;

  bool operator==(const Row&) const = default;
};

struct PackedRow {
  uint64_t first = 0;
  uint64_t second = 0;
};

/// Returns false where a number does not fit: offsets from the CFA of a MiB and more. Rows
/// that can be are plain (plain_row.h), and have no second word.
bool pack_row(const Row& row, PackedRow& packed);

Row unpack_row(const PackedRow& packed);

}  // namespace jescope::shim
