// SPDX-License-Identifier: Apache-2.0
//
// The first pass looks where functions usually stand: in the unit and its
// namespaces. More passes, for addresses that found no function, look
// everywhere: GCC puts the methods of local classes inside the functions that
// define them, and those need not have code of their own. A pass finds one level
// of functions inside functions.
#include "symbolize/dwarf/inline_tree.h"

#include <dwarf.h>

#include <algorithm>
#include <numeric>

#include "symbolize/dwarf/dwarf_ranges.h"

namespace jescope {
namespace {

constexpr int kMostDepth = 256;  // of entries; damaged files nest without end

using Wanted = std::vector<uint32_t>;  // rows of addresses, ascending

enum class Pass { kUsualPlaces, kEverywhere };

// Where the walk is.
struct Scope {
  const Wanted& wanted;  // addresses in this entry
  uint32_t function;     // the innermost function around; kNoFunction: none
  int depth;

  Scope deeper() const { return {wanted, function, depth + 1}; }
};

// Upper bound of the work on a sound unit: its entries, of at least one byte
// each, and their ranges.
uint64_t most_steps(Dwarf_Die& root) {
  Dwarf_Off next_unit = 0;
  size_t header_bytes = 0;
  const Dwarf_Off start = dwarf_dieoffset(&root) - dwarf_cuoffset(&root);
  Dwarf* dwarf = dwarf_cu_getdwarf(root.cu);
  const bool is_known =
      dwarf_nextcu(dwarf, start, &next_unit, &header_bytes, nullptr, nullptr, nullptr) == 0;
  constexpr uint64_t kForSmallUnits = uint64_t{1} << 20;
  return kForSmallUnits + (is_known && next_unit > start ? 4 * (next_unit - start) : 0);
}

class Walker {
 public:
  Walker(std::span<const LinkAddress> addresses, uint64_t steps)
      : addresses_(addresses), budget_(steps) {
    tree_.innermost.assign(addresses.size(), kNoFunction);
  }

  void walk(Dwarf_Die root, const Wanted& wanted, Pass pass) {
    pass_ = pass;
    walk_children(root, Scope{wanted, kNoFunction, 0});
  }

  Wanted without_function() const {
    Wanted rows;
    for (uint32_t row = 0; row < tree_.innermost.size(); ++row) {
      if (tree_.innermost[row] == kNoFunction) rows.push_back(row);
    }
    return rows;
  }

  InlineTree take() {
    tree_.is_damaged = is_damaged_ || budget_.is_spent();
    return std::move(tree_);
  }

 private:
  void walk_children(Dwarf_Die& parent, const Scope& scope) {
    Dwarf_Die entry;
    int state = scope.depth < kMostDepth ? dwarf_child(&parent, &entry) : -1;
    while (state == 0 && budget_.spend()) {
      visit(entry, scope);
      state = dwarf_siblingof(&entry, &entry);
    }
    if (state < 0) is_damaged_ = true;
  }

  void visit(Dwarf_Die& entry, const Scope& scope) {
    switch (dwarf_tag(&entry)) {
      case DW_TAG_subprogram: return visit_function(entry, scope);
      case DW_TAG_inlined_subroutine: return visit_inlined(entry, scope);
      case DW_TAG_lexical_block:
      case DW_TAG_try_block:
      case DW_TAG_catch_block: return visit_block(entry, scope);
      case DW_TAG_namespace:
      case DW_TAG_module: return walk_children(entry, scope.deeper());
      case DW_TAG_structure_type:
      case DW_TAG_class_type:
      case DW_TAG_union_type:
      case DW_TAG_enumeration_type:
        if (pass_ == Pass::kEverywhere) walk_children(entry, scope.deeper());
        return;
      default: return;
    }
  }

  void visit_function(Dwarf_Die& entry, const Scope& scope) {
    const Wanted inside = free_of(wanted_in(entry, scope.wanted).rows);
    if (!inside.empty()) return enter(entry, kNoFunction, inside, scope.depth);
    if (pass_ == Pass::kEverywhere && scope.function == kNoFunction) {
      walk_children(entry, scope.deeper());
    }
  }

  void visit_inlined(Dwarf_Die& entry, const Scope& scope) {
    if (scope.function == kNoFunction) return;
    const Wanted inside = wanted_in(entry, scope.wanted).rows;
    if (!inside.empty()) enter(entry, scope.function, inside, scope.depth);
  }

  // A block without ranges of its own holds what its function holds.
  void visit_block(Dwarf_Die& entry, const Scope& scope) {
    if (scope.function == kNoFunction) return walk_children(entry, scope.deeper());
    const Inside inside = wanted_in(entry, scope.wanted);
    if (!inside.has_ranges) return walk_children(entry, scope.deeper());
    if (inside.rows.empty()) return;
    walk_children(entry, Scope{inside.rows, scope.function, scope.depth + 1});
  }

  void enter(Dwarf_Die& entry, uint32_t caller, const Wanted& inside, int depth) {
    const auto function = static_cast<uint32_t>(tree_.functions.size());
    tree_.functions.push_back({entry, caller});
    for (const uint32_t row : inside) tree_.innermost[row] = function;
    walk_children(entry, Scope{inside, function, depth + 1});
  }

  struct Inside {
    Wanted rows;
    bool has_ranges = false;
  };

  // Returns the part of `wanted` that lies in the entry's ranges.
  Inside wanted_in(Dwarf_Die& entry, const Wanted& wanted) {
    Inside inside;
    const size_t ranges = for_each_range(entry, budget_, [&](LinkAddress start, LinkAddress end) {
      auto row = std::lower_bound(wanted.begin(), wanted.end(), start,
                                  [&](uint32_t r, LinkAddress a) { return addresses_[r] < a; });
      for (; row != wanted.end() && addresses_[*row] < end; ++row) inside.rows.push_back(*row);
    });
    inside.has_ranges = ranges != 0;
    if (ranges > 1) sort_unique(inside.rows);
    return inside;
  }

  static void sort_unique(Wanted& rows) {
    std::sort(rows.begin(), rows.end());
    rows.erase(std::unique(rows.begin(), rows.end()), rows.end());
  }

  // Of copies that claim one address, the first in the file has it.
  Wanted free_of(Wanted rows) const {
    std::erase_if(rows, [&](uint32_t row) { return tree_.innermost[row] != kNoFunction; });
    return rows;
  }

  std::span<const LinkAddress> addresses_;
  WorkBudget budget_;
  Pass pass_ = Pass::kUsualPlaces;
  InlineTree tree_;
  bool is_damaged_ = false;
};

}  // namespace

InlineTree build_inline_tree(Dwarf_Die root, std::span<const LinkAddress> addresses) {
  Walker walker(addresses, most_steps(root));
  walker.walk(root, walker.without_function(), Pass::kUsualPlaces);
  Wanted left = walker.without_function();
  for (size_t before = left.size() + 1; !left.empty() && left.size() < before;) {
    before = left.size();
    walker.walk(root, left, Pass::kEverywhere);
    left = walker.without_function();
  }
  return walker.take();
}

}  // namespace jescope
