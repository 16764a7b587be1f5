// SPDX-License-Identifier: Apache-2.0
//
// Reads tables, and plans how entries are passed over.
#include "symbolize/dwarf/abbreviations.h"

#include <dwarf.h>

#include <algorithm>
#include <span>

namespace jescope {
namespace {

constexpr auto kSiblingRow = static_cast<size_t>(Slot::kSibling);

EntryKind kind_of(uint64_t tag) {
  switch (tag) {
    case DW_TAG_subprogram: return EntryKind::kFunction;
    case DW_TAG_inlined_subroutine: return EntryKind::kInlined;
    case DW_TAG_lexical_block:
    case DW_TAG_try_block:
    case DW_TAG_catch_block: return EntryKind::kBlock;
    case DW_TAG_namespace:
    case DW_TAG_module: return EntryKind::kNamespace;
    case DW_TAG_structure_type:
    case DW_TAG_class_type:
    case DW_TAG_union_type:
    case DW_TAG_enumeration_type: return EntryKind::kType;
    default: return EntryKind::kOther;
  }
}

bool may_have_code(EntryKind kind) {
  return kind == EntryKind::kFunction || kind == EntryKind::kInlined || kind == EntryKind::kBlock;
}

// Returns kSlots for attributes that a walk does not look at.
size_t slot_of(uint64_t attribute) {
  switch (attribute) {
    case DW_AT_low_pc: return static_cast<size_t>(Slot::kLowPc);
    case DW_AT_high_pc: return static_cast<size_t>(Slot::kHighPc);
    case DW_AT_ranges: return static_cast<size_t>(Slot::kRanges);
    case DW_AT_sibling: return kSiblingRow;
    default: return kSlots;
  }
}

StepWay way_of(FormTable::Row row, size_t slot) {
  const bool is_read = slot != kSlots;
  if (is_read && row.skip == FormSkip::kFixed && row.bytes == 4) return StepWay::kNumber4;
  if (is_read && row.skip == FormSkip::kFixed && row.bytes == 8) return StepWay::kNumber8;
  if (!is_read && row.skip == FormSkip::kLeb) return StepWay::kLeb;
  return !is_read && row.skip == FormSkip::kBlockLeb ? StepWay::kBlock : StepWay::kOther;
}

// Joins the values nobody looks at.
class StepList {
 public:
  StepList(std::vector<AbbreviationStep>& steps, const FormTable& forms)
      : steps_(steps), first_(steps.size()), forms_(forms) {}

  uint32_t first() const { return static_cast<uint32_t>(first_); }

  void add(uint64_t form, size_t slot) {
    const FormTable::Row row = forms_[form];
    if (row.skip == FormSkip::kFixed && slot == kSlots) {
      bytes_ = static_cast<uint16_t>(bytes_ + row.bytes);  // of 128 attributes at most
      return;
    }
    steps_.push_back(
        {bytes_, static_cast<uint16_t>(form), way_of(row, slot), static_cast<uint8_t>(slot)});
    bytes_ = 0;
  }

  // Returns the length of the values; kNotFixed: it depends on them.
  uint32_t end() {
    const uint32_t fixed = steps_.size() == first_ ? bytes_ : kNotFixed;
    steps_.push_back({bytes_});
    return fixed;
  }

 private:
  std::vector<AbbreviationStep>& steps_;
  size_t first_;
  const FormTable& forms_;
  uint16_t bytes_ = 0;
};

// Reads the attributes of one shape and plans its steps.
class ShapeReader {
 public:
  ShapeReader(std::vector<AbbreviationStep>& steps, FormSizes sizes)
      : steps_(steps), forms_(sizes) {}

  // Returns false when the shape cannot be used.
  bool read(ByteCursor& cursor, Abbreviation& shape) {
    const uint64_t tag = cursor.uleb();
    shape.tag = tag > UINT16_MAX ? uint16_t{0} : static_cast<uint16_t>(tag);
    shape.kind = kind_of(tag);
    shape.has_children = cursor.u8() != 0;
    shape.attributes = cursor.position();
    if (!read_attributes(cursor)) return false;
    plan_across(shape);
    plan_all(shape);
    return true;
  }

 private:
  struct Attribute {
    uint64_t name = 0;
    uint64_t form = 0;
  };

  bool read_attributes(ByteCursor& cursor) {
    for (attributes_count_ = 0; !cursor.has_failed();) {
      const AttributeSpec spec = read_attribute_spec(cursor);
      if (spec.name == 0 && spec.form == 0) return !cursor.has_failed();
      if (attributes_count_ == kMostAttributes) return false;
      attributes_[attributes_count_++] = {spec.name, spec.form};
    }
    return false;
  }

  std::span<const Attribute> attributes() const { return {attributes_.data(), attributes_count_}; }

  void plan_across(Abbreviation& shape) {
    StepList steps(steps_, forms_);
    for (const Attribute& attribute : attributes()) {
      const bool is_sibling = attribute.name == DW_AT_sibling;
      if (is_sibling) shape.forms[kSiblingRow] = static_cast<uint16_t>(attribute.form);
      steps.add(attribute.form, is_sibling ? kSiblingRow : kSlots);
    }
    shape.first_step_across = steps.first();
    shape.fixed_bytes = steps.end();
    shape.first_step = shape.first_step_across;
  }

  // A constant that stands in the shape itself would need a slot of its own
  // kind; compilers write none for these attributes.
  void plan_all(Abbreviation& shape) {
    if (!may_have_code(shape.kind)) return;
    StepList steps(steps_, forms_);
    for (const Attribute& attribute : attributes()) {
      const size_t slot = slot_of(attribute.name);
      const bool is_used = slot != kSlots && attribute.form != DW_FORM_implicit_const &&
                           attribute.form != DW_FORM_indirect;
      if (is_used) shape.forms[slot] = static_cast<uint16_t>(attribute.form);
      steps.add(attribute.form, is_used ? slot : kSlots);
    }
    shape.first_step = steps.first();
    steps.end();
  }

  std::vector<AbbreviationStep>& steps_;
  FormTable forms_;
  std::array<Attribute, kMostAttributes> attributes_;
  size_t attributes_count_ = 0;
};

}  // namespace

Abbreviations Abbreviations::read(Bytes section, uint64_t offset, FormSizes sizes) {
  Abbreviations table;
  table.section_ = section;
  ByteCursor cursor(section, offset, false);
  ShapeReader reader(table.steps_, sizes);
  for (uint64_t code = cursor.uleb(); code != 0 && !cursor.has_failed(); code = cursor.uleb()) {
    Abbreviation shape;
    if (!reader.read(cursor, shape)) break;
    const auto row = static_cast<uint32_t>(table.shapes_.size());
    table.shapes_.push_back(shape);
    if (code == row + uint64_t{1} && table.in_order_ == row) {
      ++table.in_order_;
    } else {
      table.far_.try_emplace(code, row);
    }
  }
  table.table_bytes_ = static_cast<size_t>(cursor.position() - std::min(offset, cursor.position()));
  return table;
}

const Abbreviation* Abbreviations::find_far(uint64_t code) const {
  const auto found = far_.find(code);
  return found == far_.end() ? nullptr : &shapes_[found->second];
}

size_t Abbreviations::memory_bytes() const {
  constexpr size_t kNodeBytes = 48;
  return shapes_.capacity() * sizeof(Abbreviation) + steps_.capacity() * sizeof(AbbreviationStep) +
         far_.size() * kNodeBytes;
}

LoneAbbreviation find_abbreviation(Bytes section, uint64_t offset, uint64_t code) {
  LoneAbbreviation result;
  ByteCursor cursor(section, offset, false);
  for (uint64_t here = cursor.uleb(); here != 0 && !cursor.has_failed(); here = cursor.uleb()) {
    result.tag = cursor.uleb();
    result.has_children = cursor.u8() != 0;
    if (here == code && !cursor.has_failed()) {
      result.attributes = cursor.position();
      break;
    }
    AttributeSpec spec;
    do {
      spec = read_attribute_spec(cursor);
    } while (spec.name != 0 || spec.form != 0);
  }
  result.read_bytes = cursor.position() - std::min(offset, cursor.position());
  return result;
}

}  // namespace jescope
