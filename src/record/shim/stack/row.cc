// SPDX-License-Identifier: Apache-2.0
//
//   first   kind 2 | plain 1: no | loaded 1 | anchors of CFA, return address, fp, base
//           3 each | CFA's offset 26 | what is added to it 22
//   second  offsets of return address 22, fp 21, base 21
#include "record/shim/stack/row.h"

#include "record/shim/stack/plain_row.h"

namespace jescope::shim {
namespace {

class BitWriter {
 public:
  void put(uint64_t number, unsigned bits) {
    word_ |= (number & mask(bits)) << used_;
    used_ += bits;
  }
  void put_signed(int64_t number, unsigned bits) {
    const int64_t limit = int64_t{1} << (bits - 1);
    fits_ = fits_ && number >= -limit && number < limit;
    put(static_cast<uint64_t>(number), bits);
  }
  uint64_t word() const { return word_; }
  bool fits() const { return fits_; }

  static constexpr uint64_t mask(unsigned bits) { return (uint64_t{1} << bits) - 1; }

 private:
  uint64_t word_ = 0;
  unsigned used_ = 0;
  bool fits_ = true;
};

class BitReader {
 public:
  explicit BitReader(uint64_t word) : word_(word) {}

  uint64_t get(unsigned bits) {
    const uint64_t number = word_ & BitWriter::mask(bits);
    word_ >>= bits;
    return number;
  }
  int32_t get_signed(unsigned bits) {
    const auto shifted = static_cast<int64_t>(get(bits) << (64 - bits));
    return static_cast<int32_t>(shifted >> (64 - bits));
  }
  Anchor get_anchor() { return static_cast<Anchor>(get(3)); }

 private:
  uint64_t word_;
};

}  // namespace

bool pack_row(const Row& row, PackedRow& packed) {
  packed = {};
  if (pack_plain_row(row, packed.first)) return true;
  BitWriter first;
  first.put(static_cast<uint64_t>(row.kind), 2);
  first.put(0, 1);  // it is not plain
  first.put(row.cfa_is_loaded ? 1 : 0, 1);
  first.put(static_cast<uint64_t>(row.cfa.anchor), 3);
  first.put(static_cast<uint64_t>(row.return_address.anchor), 3);
  first.put(static_cast<uint64_t>(row.fp.anchor), 3);
  first.put(static_cast<uint64_t>(row.base.anchor), 3);
  first.put_signed(row.cfa.offset, 26);
  first.put_signed(row.cfa_added, 22);
  BitWriter second;
  second.put_signed(row.return_address.offset, 22);
  second.put_signed(row.fp.offset, 21);
  second.put_signed(row.base.offset, 21);
  packed = {first.word(), second.word()};
  return first.fits() && second.fits();
}

Row unpack_row(const PackedRow& packed) {
  if (PlainRow(packed.first).is_plain()) return unpack_plain_row(packed.first);
  Row row;
  BitReader first(packed.first);
  row.kind = static_cast<RowKind>(first.get(2));
  first.get(1);
  row.cfa_is_loaded = first.get(1) != 0;
  row.cfa.anchor = first.get_anchor();
  row.return_address.anchor = first.get_anchor();
  row.fp.anchor = first.get_anchor();
  row.base.anchor = first.get_anchor();
  row.cfa.offset = first.get_signed(26);
  row.cfa_added = first.get_signed(22);
  BitReader second(packed.second);
  row.return_address.offset = second.get_signed(22);
  row.fp.offset = second.get_signed(21);
  row.base.offset = second.get_signed(21);
  return row;
}

}  // namespace jescope::shim
