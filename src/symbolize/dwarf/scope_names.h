// SPDX-License-Identifier: Apache-2.0
//
// Where a function that has no linker's name is declared, as c++filt would
// write it. Compilers leave that name out for what other files cannot call:
//
//   (anonymous namespace)::Pool        a class in a nameless namespace
//   left(int)::Local                   a class in a function
//   left(int)::{lambda#2}              the second lambda of a function
//   left(int)::{unnamed type#1}        another nameless class
#pragma once

#include <functional>
#include <optional>
#include <string>
#include <unordered_map>
#include <unordered_set>

#include "symbolize/dwarf/entry_tree.h"

namespace jescope {

class ScopeNames {
 public:
  using NameOfFunction = std::function<std::string(const Entry&)>;

  // `name_of_function` gives the names of functions that are scopes; it may
  // call this object again.
  ScopeNames(UnitCache& units, NameOfFunction name_of_function)
      : units_(units), name_of_function_(std::move(name_of_function)) {}

  // Returns what stands before the function's name, with its "::"; empty at
  // the outermost level, in C, and for a function of C's linkage. Nothing when
  // a scope's name is not known, be it for a file that is not here.
  std::optional<std::string> prefix_of_function(const Entry& function, bool is_external);

  // Takes what the walk over `unit` has seen.
  void learn(const DwarfUnit& unit, std::vector<ScopeContent> seen) {
    tree_.learn(unit, std::move(seen));
  }

  // Forgets entries, which are about to go.
  void clear();

  // True when types have too many members to look at them all.
  bool is_damaged() const { return budget_.is_spent(); }

 private:
  using Text = std::optional<std::string>;  // nothing: not known

  Text prefix_of(const Entry& entry);
  Text prefix_in(const Entry& scope);
  Text read_prefix(const Entry& scope);
  Text prefix_of_scoped(const Entry& scope, EntryKind kind);
  Text part_of(const Entry& scope, EntryKind kind);
  Text kind_of_nameless(const Entry& type);
  std::optional<bool> has_call_operator(const Entry& type);
  std::optional<bool> is_call_operator(const Entry& member);
  Text nameless_type(const Entry& type);
  void number_types(const Entry& scope);

  UnitCache& units_;
  NameOfFunction name_of_function_;
  EntryTree tree_;
  // Keys: Entry::address()
  std::unordered_map<const uint8_t*, Text> prefixes_;  // of what is in the scope
  std::unordered_map<const uint8_t*, Text> nameless_;  // types
  std::unordered_set<const uint8_t*> numbered_;        // scopes whose types are in nameless_
  WorkBudget budget_{uint64_t{1} << 28};               // for members, in bytes
  int depth_ = 0;
};

}  // namespace jescope
