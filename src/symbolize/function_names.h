// SPDX-License-Identifier: Apache-2.0
//
// Readable names of DWARF functions. Each function's name is read once,
// however often it was inlined, and demangled once, in however many units it is
// declared.
#pragma once

#include <elfutils/libdw.h>

#include <string>
#include <string_view>
#include <unordered_map>

namespace jescope {

struct FunctionName {
  std::string text;          // demangled; empty: DWARF gives none
  bool is_complete = false;  // from the linker's name: with namespaces and parameters
};

class FunctionNames {
 public:
  // Returns the name of a function or of an inlined instance of it. The
  // reference stays valid until the next call.
  const FunctionName& name_of(Dwarf_Die entry);

  // Returns demangle(linkage_name).
  const std::string& readable(std::string_view linkage_name);

 private:
  FunctionName read(Dwarf_Die& function);

  std::unordered_map<const void*, FunctionName> by_entry_;  // key: Dwarf_Die::addr
  std::unordered_map<std::string, std::string> by_linkage_name_;
};

}  // namespace jescope
