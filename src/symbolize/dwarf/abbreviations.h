// SPDX-License-Identifier: Apache-2.0
//
// Tables of .debug_abbrev: the shapes that a unit's entries have. An entry is
// the number of its shape and the values, without names or forms:
//
//   .debug_abbrev  code, tag, 1 byte: has children, {attribute, form [, constant]}..., 0, 0
//                  ...
//                  0                       the table's end (all numbers are ULEB128)
//
//   03  DW_TAG_variable  no children       .debug_info   03  91 02 00 00  05  20 00 00 00
//       DW_AT_name       DW_FORM_strp                        name         line type
//       DW_AT_decl_line  DW_FORM_data1
//       DW_AT_type       DW_FORM_ref4
//
// Most entries are only passed over, so each shape is turned into steps: a
// number of bytes to jump over, then one value that must be looked at. The shape
// above has no such value; its entries are passed by one addition of 9.
#pragma once

#include <array>
#include <cstdint>
#include <map>
#include <vector>

#include "symbolize/dwarf/forms.h"

namespace jescope {

// Of one shape. Compilers write up to about forty.
inline constexpr size_t kMostAttributes = 128;

enum class EntryKind : uint8_t {
  kOther,
  kFunction,   // DW_TAG_subprogram
  kInlined,    // DW_TAG_inlined_subroutine
  kBlock,      // lexical, try and catch blocks
  kNamespace,  // DW_TAG_namespace, DW_TAG_module
  kType,       // classes, structures, unions and enumerations
};

// The values that a walk over entries looks at.
enum class Slot : uint8_t { kLowPc, kHighPc, kRanges, kSibling };
inline constexpr size_t kSlots = 4;

// What is done with the value of a step.
enum class StepWay : uint8_t {
  kEnd,      // there is none, the entry ends here
  kLeb,      // pass over a LEB128 number
  kBlock,    // pass over a block that begins with its length
  kNumber4,  // read four bytes
  kNumber8,  // read eight
  kOther,    // as the form says: read it if it has a slot
};

struct AbbreviationStep {
  uint16_t skip_bytes = 0;  // before the value
  uint16_t form = 0;        // of the value
  StepWay way = StepWay::kEnd;
  uint8_t slot = kSlots;  // where the value goes; kSlots: nowhere
};

inline constexpr uint32_t kNotFixed = UINT32_MAX;

struct Abbreviation {
  uint64_t attributes = 0;           // offset of the {attribute, form} list
  uint32_t first_step = 0;           // that fill all slots
  uint32_t first_step_across = 0;    // that fill only the sibling's
  uint32_t fixed_bytes = kNotFixed;  // of the entry's values; kNotFixed: take the steps across
  uint16_t tag = 0;                  // DW_TAG_*
  EntryKind kind = EntryKind::kOther;
  bool has_children = false;
  std::array<uint16_t, kSlots> forms = {};  // of the slots; 0: no such attribute
};

class Abbreviations {
 public:
  // Reads the table at `offset`. A shape that is damaged or has more than 128
  // attributes ends the table; entries of the shapes behind cannot be read.
  static Abbreviations read(Bytes section, uint64_t offset, FormSizes sizes);

  // Returns the shape of that number; null: there is none.
  const Abbreviation* find(uint64_t code) const {
    if (code - 1 < in_order_) return shapes_.data() + (code - 1);
    return find_far(code);
  }

  const AbbreviationStep* steps() const { return steps_.data(); }
  Bytes section() const { return section_; }
  size_t table_bytes() const { return table_bytes_; }  // in the section
  size_t memory_bytes() const;

 private:
  const Abbreviation* find_far(uint64_t code) const;

  Bytes section_;
  size_t table_bytes_ = 0;
  std::vector<Abbreviation> shapes_;
  uint64_t in_order_ = 0;  // so many of shapes_ have the code of their row + 1
  // Code to row, of the others. A hash table would be slow where the file's writer
  // knows how it spreads its keys; this is so for all numbers that files choose.
  std::map<uint64_t, uint32_t> far_;
  std::vector<AbbreviationStep> steps_;
};

// One attribute of a shape.
struct AttributeSpec {
  uint64_t name = 0;  // DW_AT_*; with form 0: the list's end
  uint64_t form = 0;
  int64_t implicit = 0;  // value of DW_FORM_implicit_const
};

// Inline: the loop over a table is all it does.
inline AttributeSpec read_attribute_spec(ByteCursor& cursor) {
  AttributeSpec spec;
  spec.name = cursor.uleb();
  spec.form = cursor.uleb();
  if (spec.form == kFormImplicitConst) [[unlikely]]
    spec.implicit = cursor.sleb();
  return spec;
}

// Returns the offset of the attributes of shape `code` in the table at
// `offset`, for who wants one shape only. 0: there is none.
struct LoneAbbreviation {
  uint64_t attributes = 0;  // 0: the table has no such shape
  uint64_t tag = 0;
  bool has_children = false;
  uint64_t read_bytes = 0;  // of the table, to find it
};
LoneAbbreviation find_abbreviation(Bytes section, uint64_t offset, uint64_t code);

}  // namespace jescope
