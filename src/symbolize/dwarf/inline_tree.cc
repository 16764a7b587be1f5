// SPDX-License-Identifier: Apache-2.0
//
// The first pass looks where functions usually stand: in the unit and its
// namespaces. More passes, for addresses that found no function, look
// everywhere: GCC puts the methods of local classes inside the functions that
// define them, and those need not have code of their own. A pass finds one level
// of functions inside functions.
//
// Where the walk is stands on a stack of our own, so nesting costs no more than
// memory. A level's wanted addresses are a piece of one list: of their parent's
// piece, or of a new one at the list's end.
#include "symbolize/dwarf/inline_tree.h"

#include <algorithm>

#include "symbolize/dwarf/entry_ranges.h"
#include "symbolize/dwarf/entry_scanner.h"

namespace jescope {
namespace {

constexpr size_t kMostLevels = size_t{1} << 20;  // damaged files nest without end
constexpr int kMostPasses = 64;

enum class Pass { kUsualPlaces, kEverywhere };

// A piece of the list of wanted rows; rows ascend.
struct RowsPiece {
  size_t begin = 0;
  size_t end = 0;
  bool is_empty() const { return begin == end; }
};

// A list of children that the walk is in.
struct Level {
  RowsPiece rows;         // of the addresses in their parent
  size_t list_end = 0;    // of the list of rows, when the level is left
  uint32_t function = 0;  // the innermost function around; kNoFunction: none
  uint32_t scope = 0;     // row of what is noted of the scope; kNotNoted: nothing
};

constexpr uint32_t kNotNoted = UINT32_MAX;

// Upper bound of the steps on a sound unit beside its entries: their ranges,
// and each address once for each function around it.
uint64_t most_steps(const DwarfUnit& unit, size_t addresses) {
  constexpr uint64_t kForSmallUnits = uint64_t{1} << 20;
  constexpr uint64_t kDeepestChain = 256;
  return kForSmallUnits + 4 * (unit.header.end - unit.header.start) + kDeepestChain * addresses;
}

class Walker {
 public:
  Walker(const DwarfUnit& unit, const LoadSegments& segments,
         std::span<const LinkAddress> addresses)
      : unit_(unit),
        segments_(segments),
        addresses_(addresses),
        budget_(most_steps(unit, addresses.size())) {
    tree_.innermost.assign(addresses.size(), kNoFunction);
  }

  // Returns false when no address is left without a function.
  bool begin_pass(Pass pass) {
    pass_ = pass;
    rows_.clear();
    for (uint32_t row = 0; row < tree_.innermost.size(); ++row) {
      if (tree_.innermost[row] == kNoFunction) rows_.push_back(row);
    }
    return !rows_.empty();
  }

  size_t wanted() const { return rows_.size(); }

  void walk() {
    EntryScanner scanner(unit_, unit_.header.first_entry());
    EntryHead head;
    if (!scanner.next(head) || head.is_end() || !head.abbreviation->has_children) return;
    const RowsPiece all = {0, rows_.size()};
    levels_.assign(1, Level{all, rows_.size(), kNoFunction, begin_scope(head.offset)});
    while (!levels_.empty() && scanner.next(head)) {
      note(head);
      if (head.is_end()) {
        leave();
      } else {
        visit(head, scanner);
      }
    }
    if (!levels_.empty()) forget_open_scopes();
    tree_.is_damaged |= scanner.is_damaged() || budget_.is_spent();
  }

  InlineTree take() { return std::move(tree_); }

 private:
  void leave() {
    rows_.resize(levels_.back().list_end);
    levels_.pop_back();
  }

  // Goes on with the children of the entry, if it has any.
  void enter(const EntryHead& head, RowsPiece rows, size_t list_end, uint32_t function) {
    if (!head.abbreviation->has_children) {
      rows_.resize(list_end);
      return;
    }
    const bool is_scope = head.kind() == EntryKind::kNamespace;
    levels_.push_back({rows, list_end, function, is_scope ? begin_scope(head.offset) : kNotNoted});
    if (levels_.size() > kMostLevels) end_walk();
  }

  void end_walk() {
    forget_open_scopes();
    levels_.clear();
    tree_.is_damaged = true;
  }

  // Only the first pass takes notes; it sees all units and namespaces.
  uint32_t begin_scope(uint64_t offset) {
    if (pass_ != Pass::kUsualPlaces) return kNotNoted;
    tree_.scopes.push_back({offset, {}});
    return static_cast<uint32_t>(tree_.scopes.size() - 1);
  }

  // An entry begins where the one before it, with all its children, ends.
  void note(const EntryHead& head) {
    if (levels_.back().scope == kNotNoted) return;
    std::vector<Container>& containers = tree_.scopes[levels_.back().scope].containers;
    if (!containers.empty() && containers.back().end == 0) containers.back().end = head.offset;
    if (!head.is_end() && head.kind() != EntryKind::kOther && head.abbreviation->has_children) {
      containers.push_back({head.offset, 0, head.kind()});
    }
  }

  // A walk that ended early has not seen all of the scopes it was in.
  void forget_open_scopes() { tree_.scopes.clear(); }

  void visit(const EntryHead& head, EntryScanner& scanner) {
    const Level level = levels_.back();
    switch (head.kind()) {
      case EntryKind::kFunction: return visit_function(head, level, scanner);
      case EntryKind::kInlined: return visit_inlined(head, level, scanner);
      case EntryKind::kBlock: return visit_block(head, level, scanner);
      case EntryKind::kNamespace: return enter(head, level.rows, rows_.size(), level.function);
      case EntryKind::kType:
        if (pass_ == Pass::kUsualPlaces) return scanner.pass_children(head);
        return enter(head, level.rows, rows_.size(), level.function);
      case EntryKind::kOther: return scanner.pass_children(head);
    }
  }

  void visit_function(const EntryHead& head, const Level& level, EntryScanner& scanner) {
    const size_t list_end = rows_.size();
    const RowsPiece inside = free_of(wanted_in(head, level.rows).rows);
    if (is_one_range_each()) return enter_scattered(head, inside, level, list_end);
    if (!inside.is_empty()) return enter_function(head, kNoFunction, inside, list_end);
    rows_.resize(list_end);
    const bool may_hold_more =
        pass_ == Pass::kEverywhere && level.function == kNoFunction && !level.rows.is_empty();
    if (!may_hold_more) return scanner.pass_children(head);
    enter(head, level.rows, list_end, kNoFunction);
  }

  // In DWARF 2 an entry has one range. Of a function in two parts, inlined or
  // not, what is inlined into the second stands in the entry of the first all the
  // same.
  bool is_one_range_each() const {
    return unit_.header.sizes.version == 2 && pass_ == Pass::kUsualPlaces;
  }

  static uint32_t scattered_caller(const EntryHead& head, const Level& level) {
    return head.kind() == EntryKind::kInlined ? level.function : kNoFunction;
  }

  void enter_scattered(const EntryHead& head, RowsPiece inside, const Level& level,
                       size_t list_end) {
    if (!budget_.spend(inside.end - inside.begin + 1)) return end_walk();
    const uint32_t function = add_function(head, scattered_caller(head, level), inside);
    rows_.resize(list_end);
    enter(head, level.rows, list_end, function);
  }

  // One without ranges has no place of its own; those inlined into it have.
  void visit_inlined(const EntryHead& head, const Level& level, EntryScanner& scanner) {
    if (level.function == kNoFunction) return scanner.pass_children(head);
    const size_t list_end = rows_.size();
    const Inside inside = wanted_in(head, level.rows);
    if (is_one_range_each()) return enter_scattered(head, inside.rows, level, list_end);
    if (!inside.has_ranges) return enter(head, level.rows, list_end, level.function);
    if (!inside.rows.is_empty()) return enter_function(head, level.function, inside.rows, list_end);
    rows_.resize(list_end);
    scanner.pass_children(head);
  }

  // A block without ranges of its own holds what its function holds.
  void visit_block(const EntryHead& head, const Level& level, EntryScanner& scanner) {
    const size_t list_end = rows_.size();
    const bool has_all = level.function == kNoFunction || is_one_range_each();
    if (has_all) return enter(head, level.rows, list_end, level.function);
    const Inside inside = wanted_in(head, level.rows);
    if (!inside.has_ranges) return enter(head, level.rows, list_end, level.function);
    if (!inside.rows.is_empty()) return enter(head, inside.rows, list_end, level.function);
    rows_.resize(list_end);
    scanner.pass_children(head);
  }

  void enter_function(const EntryHead& head, uint32_t caller, RowsPiece inside, size_t list_end) {
    if (!budget_.spend(inside.end - inside.begin)) return end_walk();
    enter(head, inside, list_end, add_function(head, caller, inside));
  }

  uint32_t add_function(const EntryHead& head, uint32_t caller, RowsPiece inside) {
    const auto function = static_cast<uint32_t>(tree_.functions.size());
    tree_.functions.push_back({head.offset, caller});
    for (size_t i = inside.begin; i < inside.end; ++i) tree_.innermost[rows_[i]] = function;
    return function;
  }

  struct Inside {
    RowsPiece rows;
    bool has_ranges = false;
  };

  // Returns the part of `wanted` that lies in the entry's ranges.
  Inside wanted_in(const EntryHead& head, RowsPiece wanted) {
    Inside inside;
    bool is_first = true;
    inside.has_ranges =
        for_each_range(unit_, code_of(head), budget_, [&](LinkAddress start, LinkAddress end) {
          const RowsPiece piece = rows_between(start, end, wanted);
          if (piece.is_empty() || !is_linked_code(segments_, start, end)) return;
          inside.rows = is_first ? piece : joined(inside.rows, piece);
          is_first = false;
        });
    return inside;
  }

  RowsPiece rows_between(LinkAddress start, LinkAddress end, RowsPiece wanted) const {
    const auto first = rows_.begin() + static_cast<std::ptrdiff_t>(wanted.begin);
    const auto last = rows_.begin() + static_cast<std::ptrdiff_t>(wanted.end);
    const auto is_before = [&](uint32_t row, LinkAddress address) {
      return addresses_[row] < address;
    };
    const auto from = std::lower_bound(first, last, start, is_before);
    if (from == last || addresses_[*from] >= end) return {};
    const auto to = std::lower_bound(from, last, end, is_before);
    return {static_cast<size_t>(from - rows_.begin()), static_cast<size_t>(to - rows_.begin())};
  }

  // Returns a new piece at the end of the list, with the rows of both.
  RowsPiece joined(RowsPiece a, RowsPiece b) {
    if (a.end == b.begin) return {a.begin, b.end};
    const size_t begin = rows_.size();
    if (!budget_.spend(a.end - a.begin + b.end - b.begin)) return a;
    rows_.reserve(begin + (a.end - a.begin) + (b.end - b.begin));
    for (size_t i = a.begin; i < a.end; ++i) rows_.push_back(rows_[i]);
    for (size_t i = b.begin; i < b.end; ++i) rows_.push_back(rows_[i]);
    const auto first = rows_.begin() + static_cast<std::ptrdiff_t>(begin);
    std::sort(first, rows_.end());
    rows_.erase(std::unique(first, rows_.end()), rows_.end());
    return {begin, rows_.size()};
  }

  // Of copies that claim one address, the first in the file has it.
  RowsPiece free_of(RowsPiece piece) {
    const auto is_free = [&](uint32_t row) { return tree_.innermost[row] == kNoFunction; };
    size_t taken = 0;
    for (size_t i = piece.begin; i < piece.end; ++i) taken += is_free(rows_[i]) ? 0 : 1;
    if (taken == 0) return piece;
    const size_t begin = rows_.size();
    if (!budget_.spend(piece.end - piece.begin)) return {};
    rows_.reserve(begin + (piece.end - piece.begin));
    for (size_t i = piece.begin; i < piece.end; ++i) {
      if (is_free(rows_[i])) rows_.push_back(rows_[i]);
    }
    return {begin, rows_.size()};
  }

  const DwarfUnit& unit_;
  const LoadSegments& segments_;
  std::span<const LinkAddress> addresses_;
  WorkBudget budget_;
  Pass pass_ = Pass::kUsualPlaces;
  std::vector<uint32_t> rows_;
  std::vector<Level> levels_;
  InlineTree tree_;
};

}  // namespace

InlineTree build_inline_tree(const DwarfUnit& unit, const LoadSegments& segments,
                             std::span<const LinkAddress> addresses) {
  Walker walker(unit, segments, addresses);
  if (walker.begin_pass(Pass::kUsualPlaces)) walker.walk();
  size_t before = addresses.size() + 1;
  for (int pass = 0; pass < kMostPasses && walker.begin_pass(Pass::kEverywhere); ++pass) {
    if (walker.wanted() == before) break;
    before = walker.wanted();
    walker.walk();
  }
  return walker.take();
}

}  // namespace jescope
