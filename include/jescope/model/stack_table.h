// SPDX-License-Identifier: Apache-2.0
//
// Call stacks as a prefix tree: stacks that begin alike share rows. Each row
// is one element (a location or a frame) and the row it was called from; a
// stack is named by its innermost row. A parent's row always precedes its
// children's, so one pass from the last row to the first sums subtrees.
//
//   main → run → alloc        row 0: main   parent -
//   main → run → read         row 1: run    parent 0
//                             row 2: alloc  parent 1
//                             row 3: read   parent 1
#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <vector>

#include "jescope/base/hash.h"
#include "jescope/base/id.h"
#include "jescope/base/interner.h"

namespace jescope {

template <typename Element>
class StackTable {
 public:
  struct RowTag {};
  using Row = Id<RowTag>;  // none() is the empty stack

  // Returns the stack that is `parent` with `element` called innermost.
  Row child(Row parent, Element element) {
    index_appended();
    const Entry wanted{parent, element};
    const auto is_row = [&](uint32_t row) { return rows_[row] == wanted; };
    const uint32_t row = find_or_add(wanted, rows_.size(), is_row);
    if (row == rows_.size()) rows_.push_back(wanted);
    indexed_ = rows_.size();
    return Row(row);
  }

  // The same for a caller who knows that this stack is new. Searches nothing,
  // which is several times faster.
  Row append(Row parent, Element element) {
    rows_.push_back({parent, element});
    return Row(rows_.size() - 1);
  }

  Row parent(Row row) const { return rows_[row.row()].parent; }
  Element element(Row row) const { return rows_[row.row()].element; }
  size_t size() const { return rows_.size(); }

  // Returns the elements of the stack that ends in `row`, innermost first.
  std::vector<Element> innermost_first(Row row) const {
    std::vector<Element> elements;
    for (; !row.is_none(); row = parent(row)) elements.push_back(element(row));
    return elements;
  }

  // Returns the same elements, outermost first.
  std::vector<Element> outermost_first(Row row) const {
    std::vector<Element> elements = innermost_first(row);
    std::reverse(elements.begin(), elements.end());
    return elements;
  }

 private:
  struct Entry {
    Row parent;
    Element element;
    friend bool operator==(const Entry&, const Entry&) = default;
  };

  template <typename IsRow>
  uint32_t find_or_add(const Entry& wanted, size_t next, IsRow is_row) {
    const uint64_t hash = mix_hash(wanted.parent.raw(), wanted.element.raw());
    return index_.find_or_add(hash, static_cast<uint32_t>(next), is_row);
  }

  void index_appended() {
    const auto is_new = [](uint32_t) { return false; };
    for (; indexed_ < rows_.size(); ++indexed_) find_or_add(rows_[indexed_], indexed_, is_new);
  }

  std::vector<Entry> rows_;
  Interner index_;
  size_t indexed_ = 0;  // rows before it are in the index
};

}  // namespace jescope
