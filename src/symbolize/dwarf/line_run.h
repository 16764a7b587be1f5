// SPDX-License-Identifier: Apache-2.0
//
// Runs a line program once, from its first operation to its last:
//
//   09 02 <address>   extended, 9 bytes: the address, for a function begins
//   03 0b             standard, advance the line by 11
//   4c                special: one row, a few bytes and lines on
//   02 18 00 01 01    advance the address by 0x18, end the sequence
//
// Its state stays in registers, so `sink` must not keep references into it. It
// is told of each row, of the end of each sequence, of each address that is set
// and not counted, and of files:
//
//   void move(uint64_t address);
//   void row(uint64_t address, uint32_t file, uint32_t line);
//   void end(uint64_t address);
//   void file(const LineFile&);
#pragma once

#include <dwarf.h>

#include <array>
#include <cstdint>
#include <limits>

#include "symbolize/dwarf/line_header.h"
#include "symbolize/name_length.h"

namespace jescope {

struct LineRegisters {
  uint64_t address = 0;
  uint64_t operation = 0;  // inside the instruction, on VLIW machines
  uint32_t file = 1;
  uint32_t line = 1;
};

// How far each special operation goes.
struct SpecialStep {
  uint32_t instructions = 0;
  uint32_t lines = 0;  // modulo 2^32
};

class LineRun {
 public:
  LineRun(const LineHeader& header, unsigned address_bytes)
      : header_(header),
        address_bytes_(address_bytes),
        address_mask_(address_bytes >= 8 ? ~uint64_t{0}
                                         : (uint64_t{1} << (8 * address_bytes)) - 1) {
    for (unsigned code = header.first_special; code < 256; ++code) {
      const unsigned step = code - header.first_special;
      const unsigned range = header.line_range == 0 ? 256 : header.line_range;
      steps_[code] = {step / range, static_cast<uint32_t>(header.line_base) + step % range};
    }
  }

  template <typename Sink>
  void run(bool is_big_endian, Sink& sink) const {
    ByteCursor cursor(header_.program, 0, is_big_endian);
    LineRegisters at;
    while (!cursor.is_at_end()) {
      const uint8_t code = cursor.u8();
      if (code >= header_.first_special) {
        advance(at, steps_[code].instructions);
        at.line += steps_[code].lines;
        sink.row(at.address, at.file, at.line);
      } else if (code != 0) {
        run_standard(code, cursor, at, sink);
      } else {
        run_extended(cursor, at, sink);
      }
    }
  }

 private:
  void advance(LineRegisters& at, uint64_t instructions) const {
    if (header_.most_operations > 1) [[unlikely]] {
      const uint64_t operations = at.operation + instructions;
      at.operation = operations % header_.most_operations;
      instructions = operations / header_.most_operations;
    }
    at.address = (at.address + instructions * header_.least_step) & address_mask_;
  }

  template <typename Sink>
  void run_standard(uint8_t code, ByteCursor& cursor, LineRegisters& at, Sink& sink) const {
    switch (code) {
      case DW_LNS_copy: sink.row(at.address, at.file, at.line); break;
      case DW_LNS_advance_pc: advance(at, cursor.uleb()); break;
      case DW_LNS_advance_line: at.line += static_cast<uint32_t>(cursor.sleb()); break;
      case DW_LNS_set_file: at.file = file_number(cursor.uleb()); break;
      case DW_LNS_set_column: cursor.skip_leb(); break;
      case DW_LNS_negate_stmt:
      case DW_LNS_set_basic_block: break;
      case DW_LNS_const_add_pc: advance(at, steps_[255].instructions); break;
      case DW_LNS_fixed_advance_pc:
        at.address = (at.address + cursor.u16()) & address_mask_;
        at.operation = 0;
        break;
      default:
        for (unsigned i = 0; i < header_.operand_counts[code]; ++i) cursor.skip_leb();
    }
  }

  template <typename Sink>
  void run_extended(ByteCursor& cursor, LineRegisters& at, Sink& sink) const {
    const uint64_t length_bytes = cursor.uleb();
    if (length_bytes == 0) return;
    const uint64_t left_behind =
        length_bytes > cursor.left_bytes() ? 0 : cursor.left_bytes() - length_bytes;
    switch (cursor.u8()) {
      case DW_LNE_end_sequence:
        sink.end(at.address);
        at = {};
        break;
      case DW_LNE_set_address:
        set_address(length_bytes - 1, cursor, at);
        sink.move(at.address);
        break;
      case DW_LNE_define_file: sink.file(defined_file(cursor)); break;
      default: break;
    }
    if (cursor.left_bytes() > left_behind) cursor.skip(cursor.left_bytes() - left_behind);
  }

  void set_address(uint64_t operand_bytes, ByteCursor& cursor, LineRegisters& at) const {
    const bool is_odd = operand_bytes == 0 || operand_bytes > 8;
    const uint64_t bytes = is_odd ? address_bytes_ : operand_bytes;
    at.address = cursor.number(static_cast<unsigned>(bytes)) & address_mask_;
    at.operation = 0;
  }

  static LineFile defined_file(ByteCursor& cursor) {
    const std::string_view name = cut_name(cursor.text());
    return {name, cursor.uleb()};
  }

  static uint32_t file_number(uint64_t number) {
    constexpr uint64_t kMost = std::numeric_limits<uint32_t>::max();
    return static_cast<uint32_t>(number < kMost ? number : kMost);
  }

  const LineHeader& header_;
  unsigned address_bytes_;
  uint64_t address_mask_;
  std::array<SpecialStep, 256> steps_{};
};

}  // namespace jescope
