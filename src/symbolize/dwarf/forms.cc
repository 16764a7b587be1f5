// SPDX-License-Identifier: Apache-2.0
//
// One table of forms, by the way they are passed over.
#include "symbolize/dwarf/forms.h"

#include <dwarf.h>

#include <limits>

namespace jescope {
namespace {

void fail(ByteCursor& cursor) {
  cursor.skip(std::numeric_limits<uint64_t>::max());
}

bool is_signed(uint64_t form) {
  return form == DW_FORM_sdata;
}

uint64_t read_number(ByteCursor& cursor, uint64_t form, FormSizes sizes) {
  const unsigned bytes = fixed_form_bytes(form, sizes);
  if (bytes > sizeof(uint64_t)) {
    cursor.skip(bytes);
    return 0;
  }
  return bytes == 0 ? 1 : cursor.number(bytes);
}

uint64_t skip_block(ByteCursor& cursor, uint64_t length_bytes) {
  cursor.skip(length_bytes);
  return length_bytes;
}

FormValue read_indirect(ByteCursor& cursor, FormSizes sizes) {
  const uint64_t form = cursor.uleb();
  if (form == DW_FORM_indirect || form == DW_FORM_implicit_const) fail(cursor);
  if (cursor.has_failed()) return {};
  return read_form(cursor, form, 0, sizes);
}

}  // namespace

FormSkip form_skip(uint64_t form) {
  switch (form) {
    case DW_FORM_addr:
    case DW_FORM_ref_addr:
    case DW_FORM_strp:
    case DW_FORM_line_strp:
    case DW_FORM_strp_sup:
    case DW_FORM_sec_offset:
    case DW_FORM_GNU_ref_alt:
    case DW_FORM_GNU_strp_alt:
    case DW_FORM_flag:
    case DW_FORM_flag_present:
    case DW_FORM_implicit_const:
    case DW_FORM_data1:
    case DW_FORM_data2:
    case DW_FORM_data4:
    case DW_FORM_data8:
    case DW_FORM_data16:
    case DW_FORM_ref1:
    case DW_FORM_ref2:
    case DW_FORM_ref4:
    case DW_FORM_ref8:
    case DW_FORM_ref_sig8:
    case DW_FORM_ref_sup4:
    case DW_FORM_ref_sup8:
    case DW_FORM_strx1:
    case DW_FORM_strx2:
    case DW_FORM_strx3:
    case DW_FORM_strx4:
    case DW_FORM_addrx1:
    case DW_FORM_addrx2:
    case DW_FORM_addrx3:
    case DW_FORM_addrx4: return FormSkip::kFixed;
    case DW_FORM_sdata:
    case DW_FORM_udata:
    case DW_FORM_ref_udata:
    case DW_FORM_strx:
    case DW_FORM_addrx:
    case DW_FORM_loclistx:
    case DW_FORM_rnglistx:
    case DW_FORM_GNU_addr_index:
    case DW_FORM_GNU_str_index: return FormSkip::kLeb;
    case DW_FORM_string: return FormSkip::kText;
    case DW_FORM_block1: return FormSkip::kBlock1;
    case DW_FORM_block2: return FormSkip::kBlock2;
    case DW_FORM_block4: return FormSkip::kBlock4;
    case DW_FORM_block:
    case DW_FORM_exprloc: return FormSkip::kBlockLeb;
    case DW_FORM_indirect: return FormSkip::kIndirect;
    case kFormLlvmAddrxOffset: return FormSkip::kLebAnd4;
    default: return FormSkip::kUnknown;
  }
}

unsigned fixed_form_bytes(uint64_t form, FormSizes sizes) {
  switch (form) {
    case DW_FORM_flag_present:
    case DW_FORM_implicit_const: return 0;
    case DW_FORM_data1:
    case DW_FORM_flag:
    case DW_FORM_ref1:
    case DW_FORM_strx1:
    case DW_FORM_addrx1: return 1;
    case DW_FORM_data2:
    case DW_FORM_ref2:
    case DW_FORM_strx2:
    case DW_FORM_addrx2: return 2;
    case DW_FORM_strx3:
    case DW_FORM_addrx3: return 3;
    case DW_FORM_data4:
    case DW_FORM_ref4:
    case DW_FORM_ref_sup4:
    case DW_FORM_strx4:
    case DW_FORM_addrx4: return 4;
    case DW_FORM_data8:
    case DW_FORM_ref8:
    case DW_FORM_ref_sup8:
    case DW_FORM_ref_sig8: return 8;
    case DW_FORM_data16: return 16;
    case DW_FORM_addr: return sizes.address_bytes;
    case DW_FORM_ref_addr: return sizes.version <= 2 ? sizes.address_bytes : sizes.offset_bytes;
    default: return sizes.offset_bytes;
  }
}

FormTable::FormTable(FormSizes sizes) : sizes_(sizes) {
  for (uint64_t form = 0; form < kRows; ++form) rows_[form] = far_row(form);
}

FormTable::Row FormTable::far_row(uint64_t form) const {
  const FormSkip skip = form_skip(form);
  if (skip != FormSkip::kFixed) return {skip, 0};
  return {skip, static_cast<uint8_t>(fixed_form_bytes(form, sizes_))};
}

void skip_form(ByteCursor& cursor, uint64_t form, FormSizes sizes) {
  switch (form_skip(form)) {
    case FormSkip::kFixed: return cursor.skip(fixed_form_bytes(form, sizes));
    case FormSkip::kLeb: return cursor.skip_leb();
    case FormSkip::kText: static_cast<void>(cursor.text()); return;
    case FormSkip::kBlock1: return cursor.skip(cursor.u8());
    case FormSkip::kBlock2: return cursor.skip(cursor.u16());
    case FormSkip::kBlock4: return cursor.skip(cursor.u32());
    case FormSkip::kBlockLeb: return cursor.skip(cursor.uleb());
    case FormSkip::kLebAnd4: cursor.skip_leb(); return cursor.skip(4);
    case FormSkip::kIndirect: static_cast<void>(read_indirect(cursor, sizes)); return;
    case FormSkip::kUnknown: return fail(cursor);
  }
}

FormValue read_form(ByteCursor& cursor, uint64_t form, int64_t implicit, FormSizes sizes) {
  FormValue value = {static_cast<uint16_t>(form), 0, {}};
  switch (form_skip(form)) {
    case FormSkip::kFixed:
      value.number = form == DW_FORM_implicit_const ? static_cast<uint64_t>(implicit)
                                                    : read_number(cursor, form, sizes);
      break;
    case FormSkip::kLeb:
      value.number = is_signed(form) ? static_cast<uint64_t>(cursor.sleb()) : cursor.uleb();
      break;
    case FormSkip::kText: value.text = cursor.text(); break;
    case FormSkip::kBlock1: value.number = skip_block(cursor, cursor.u8()); break;
    case FormSkip::kBlock2: value.number = skip_block(cursor, cursor.u16()); break;
    case FormSkip::kBlock4: value.number = skip_block(cursor, cursor.u32()); break;
    case FormSkip::kBlockLeb: value.number = skip_block(cursor, cursor.uleb()); break;
    case FormSkip::kLebAnd4:
      value.number = cursor.uleb();
      value.number |= uint64_t{cursor.u32()} << 32;
      break;
    case FormSkip::kIndirect: return read_indirect(cursor, sizes);
    case FormSkip::kUnknown: fail(cursor); break;
  }
  return value;
}

}  // namespace jescope
