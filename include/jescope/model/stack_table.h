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
    const auto hash_of = [this](uint32_t row) { return hash(rows_[row]); };
    const Entry wanted{parent, element};
    const auto is_row = [&](uint32_t row) { return rows_[row] == wanted; };
    const auto next = static_cast<uint32_t>(rows_.size());
    const uint32_t row = index_.find_or_add(hash(wanted), next, is_row, hash_of);
    if (row == next) rows_.push_back(wanted);
    return Row(row);
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

  static uint64_t hash(const Entry& entry) {
    return mix_hash(entry.parent.raw(), entry.element.raw());
  }

  std::vector<Entry> rows_;
  Interner index_;
};

}  // namespace jescope
