// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/plain_row.h"

namespace jescope::shim {
namespace {

bool put_words(int32_t bytes, unsigned bits, unsigned shift, uint64_t& word) {
  const int32_t words = bytes / 8;
  const int32_t limit = int32_t{1} << (bits - 1);
  if (bytes % 8 != 0 || words < -limit || words >= limit) return false;
  word |= (static_cast<uint64_t>(words) & ((uint64_t{1} << bits) - 1)) << shift;
  return true;
}

bool put_saved(const Place& place, unsigned bits, unsigned shift, uint64_t& word) {
  if (place.anchor == Anchor::kNone) return true;
  return place.anchor == Anchor::kCfa && place.offset != 0 &&
         put_words(place.offset, bits, shift, word);
}

Place saved_at(intptr_t words) {
  if (words == 0) return {};
  return {Anchor::kCfa, static_cast<int32_t>(words * 8)};
}

// By their numbers in a word.
constexpr Anchor kAnchors[] = {Anchor::kStackPointer, Anchor::kFramePointer, Anchor::kBase};

}  // namespace

bool pack_plain_row(const Row& row, uint64_t& word) {
  uint64_t anchor = 0;
  while (anchor < 3 && kAnchors[anchor] != row.cfa.anchor) ++anchor;
  if (row.kind != RowKind::kFrame || row.cfa_is_loaded || anchor == 3) return false;
  if (row.return_address.anchor != Anchor::kCfa) return false;
  word = static_cast<uint64_t>(row.kind) | PlainRow::kIsPlain | anchor << PlainRow::kAnchorShift;
  constexpr unsigned kBits = PlainRow::kOffsetBits;
  return put_words(row.cfa.offset, 64 - PlainRow::kCfaShift, PlainRow::kCfaShift, word) &&
         put_saved(row.return_address, kBits, PlainRow::kReturnShift, word) &&
         put_saved(row.fp, kBits, PlainRow::kFpShift, word) &&
         put_saved(row.base, kBits, PlainRow::kBaseShift, word);
}

Row unpack_plain_row(uint64_t word) {
  const PlainRow plain(word);
  Row row;
  row.kind = RowKind::kFrame;
  const uint64_t anchor = (word & PlainRow::kAnchorMask) >> PlainRow::kAnchorShift;
  row.cfa = {kAnchors[anchor % 3],
             static_cast<int32_t>(8 * (static_cast<int64_t>(word) >> PlainRow::kCfaShift))};
  row.return_address = saved_at(plain.return_offset());
  row.fp = saved_at(plain.fp_offset());
  row.base = saved_at(plain.base_offset());
  return row;
}

}  // namespace jescope::shim
