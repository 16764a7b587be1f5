// SPDX-License-Identifier: Apache-2.0
//
// Readable names of DWARF functions: the linker's name where DWARF gives it,
// else the short name behind the scopes it is declared in. Each function's name
// is read once, however often it was inlined, and demangled once, in however
// many units it is declared.
#pragma once

#include <elfutils/libdw.h>

#include <string>
#include <string_view>
#include <unordered_map>

#include "symbolize/dwarf/scope_names.h"

namespace jescope {

struct FunctionName {
  std::string text;          // demangled; empty: DWARF gives none
  bool is_complete = false;  // from the linker's name: with namespaces and parameters
  std::string short_name;    // without namespaces; only of names that are not complete
};

class FunctionNames {
 public:
  FunctionNames() : scopes_([this](Dwarf_Die function) { return name_of(function).text; }) {}
  FunctionNames(const FunctionNames&) = delete;
  FunctionNames& operator=(const FunctionNames&) = delete;

  // Returns the name of a function or of an inlined instance of it. The
  // reference stays valid until the next call.
  const FunctionName& name_of(Dwarf_Die entry);

  // Returns demangle(linkage_name).
  const std::string& readable(std::string_view linkage_name);

 private:
  FunctionName read(Dwarf_Die& function);

  ScopeNames scopes_;
  std::unordered_map<const void*, FunctionName> by_entry_;  // key: Dwarf_Die::addr
  std::unordered_map<std::string, std::string> by_linkage_name_;
};

}  // namespace jescope
