// SPDX-License-Identifier: Apache-2.0
//
// The values of DWARF attributes. How many bytes a value takes, and what they
// mean, is its form:
//
//   DW_FORM_strp   6f 02 00 00   offset 0x26f in .debug_str
//   DW_FORM_addrx  05            the unit's address number 5
//   DW_FORM_udata  e5 8e 26      624485
//
// A value is read as the number it is made of; what it refers to is looked up
// where it is wanted (unit.h).
#pragma once

#include <array>
#include <cstdint>
#include <string_view>

#include "symbolize/dwarf/byte_cursor.h"

namespace jescope {

inline constexpr uint64_t kFormImplicitConst = 0x21;      // DW_FORM_implicit_const
inline constexpr uint64_t kFormLlvmAddrxOffset = 0x2001;  // not in <dwarf.h>

struct FormValue {
  uint16_t form = 0;      // DW_FORM_*; 0: there is no such attribute
  uint64_t number = 0;    // number, offset, index or reference; of a block its length
  std::string_view text;  // of DW_FORM_string

  bool is_there() const { return form != 0; }
};

// What the sizes of forms depend on.
struct FormSizes {
  uint8_t version = 4;        // of DWARF
  uint8_t address_bytes = 8;  // 2, 4 or 8
  uint8_t offset_bytes = 4;   // 8: the unit is of the 64-bit format

  friend bool operator==(const FormSizes&, const FormSizes&) = default;
};

// How a value is passed over.
enum class FormSkip : uint8_t {
  kFixed,     // fixed_form_bytes()
  kLeb,       // a LEB128 number
  kText,      // up to the next NUL
  kBlock1,    // a length of one byte, then as many bytes
  kBlock2,    //
  kBlock4,    //
  kBlockLeb,  //
  kLebAnd4,   // a LEB128 number and four bytes
  kIndirect,  // a LEB128 number is the form, then its value
  kUnknown,
};

FormSkip form_skip(uint64_t form);

// Returns the length of a value of a form that is FormSkip::kFixed.
unsigned fixed_form_bytes(uint64_t form, FormSizes sizes);

// The two answers above for all common forms of units of these sizes.
class FormTable {
 public:
  explicit FormTable(FormSizes sizes);

  struct Row {
    FormSkip skip = FormSkip::kUnknown;
    uint8_t bytes = 0;  // of FormSkip::kFixed
  };
  Row operator[](uint64_t form) const { return form < kRows ? rows_[form] : far_row(form); }

 private:
  static constexpr size_t kRows = 0x2d;
  Row far_row(uint64_t form) const;

  FormSizes sizes_;
  std::array<Row, kRows> rows_;
};

// Passes over a value; an unknown form is the cursor's failure.
void skip_form(ByteCursor& cursor, uint64_t form, FormSizes sizes);

// Reads a value; an unknown form is the cursor's failure. `implicit`: the
// number in the abbreviation, for DW_FORM_implicit_const.
FormValue read_form(ByteCursor& cursor, uint64_t form, int64_t implicit, FormSizes sizes);

}  // namespace jescope
