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

#include <elfutils/libdw.h>

#include <functional>
#include <string>
#include <unordered_map>

#include "symbolize/dwarf/entry_tree.h"

namespace jescope {

class ScopeNames {
 public:
  using NameOfFunction = std::function<std::string(Dwarf_Die)>;

  // `name_of_function` gives the names of functions that are scopes; it may
  // call this object again.
  explicit ScopeNames(NameOfFunction name_of_function)
      : name_of_function_(std::move(name_of_function)) {}

  // Returns what stands before the function's name, with its "::"; empty at
  // the outermost level, in C, and for a function of C's linkage.
  std::string prefix_of_function(Dwarf_Die function);

 private:
  std::string prefix_of(const Dwarf_Die& entry);
  std::string prefix_in(const Dwarf_Die& scope);
  std::string read_prefix(Dwarf_Die scope);
  std::string part_of(Dwarf_Die scope);
  const std::string& nameless_type(const Dwarf_Die& type);
  void number_types(const Dwarf_Die& scope);

  NameOfFunction name_of_function_;
  EntryTree tree_;
  std::unordered_map<const void*, std::string> prefixes_;  // key: Dwarf_Die::addr of the scope
  std::unordered_map<const void*, std::string> nameless_;  // key: Dwarf_Die::addr of the type
  int depth_ = 0;
};

}  // namespace jescope
