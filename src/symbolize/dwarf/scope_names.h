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
#include <string>
#include <unordered_map>

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
  // the outermost level, in C, and for a function of C's linkage.
  std::string prefix_of_function(const Entry& function, bool is_external);

  // Takes what the walk over `unit` has seen.
  void learn(const DwarfUnit& unit, std::vector<ScopeContent> seen) {
    tree_.learn(unit, std::move(seen));
  }

  // Forgets entries, which are about to go.
  void clear();

 private:
  std::string prefix_of(const Entry& entry);
  std::string prefix_in(const Entry& scope);
  std::string read_prefix(const Entry& scope);
  std::string part_of(const Entry& scope, EntryKind kind);
  std::string kind_of_nameless(const Entry& type);
  bool has_call_operator(const Entry& type);
  const std::string& nameless_type(const Entry& type);
  void number_types(const Entry& scope);

  UnitCache& units_;
  NameOfFunction name_of_function_;
  EntryTree tree_;
  // Keys: Entry::address()
  std::unordered_map<const uint8_t*, std::string> prefixes_;  // of what is in the scope
  std::unordered_map<const uint8_t*, std::string> nameless_;  // types
  int depth_ = 0;
};

}  // namespace jescope
