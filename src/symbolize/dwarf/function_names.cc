// SPDX-License-Identifier: Apache-2.0
//
// A name may stand in the entry itself, in the abstract function it is an
// instance of, or in the declaration that one completes; libdw follows these
// references, at most 16 of them.
#include "symbolize/dwarf/function_names.h"

#include <dwarf.h>

#include "jescope/symbolize/demangle.h"

namespace jescope {
namespace {

// Returns the abstract function of an instance; itself when it is none.
Dwarf_Die abstract_function(Dwarf_Die entry) {
  Dwarf_Attribute attribute;
  Dwarf_Die origin;
  if (dwarf_attr(&entry, DW_AT_abstract_origin, &attribute) == nullptr) return entry;
  return dwarf_formref_die(&attribute, &origin) == nullptr ? entry : origin;
}

const char* text_attribute(Dwarf_Die& entry, unsigned int name) {
  Dwarf_Attribute attribute;
  return dwarf_formstring(dwarf_attr_integrate(&entry, name, &attribute));
}

const char* linkage_name(Dwarf_Die& entry) {
  const char* name = text_attribute(entry, DW_AT_linkage_name);
  return name != nullptr ? name : text_attribute(entry, DW_AT_MIPS_linkage_name);
}

}  // namespace

const FunctionName& FunctionNames::name_of(Dwarf_Die entry) {
  Dwarf_Die function = abstract_function(entry);
  const auto found = by_entry_.find(function.addr);
  if (found != by_entry_.end()) return found->second;
  FunctionName name = read(function);  // may read those it is inside
  return by_entry_.insert_or_assign(function.addr, std::move(name)).first->second;
}

const std::string& FunctionNames::readable(std::string_view linkage_name) {
  const auto [found, is_new] = by_linkage_name_.try_emplace(std::string(linkage_name));
  if (is_new) found->second = demangle(linkage_name);
  return found->second;
}

FunctionName FunctionNames::read(Dwarf_Die& function) {
  if (const char* name = linkage_name(function)) return {readable(name), true, {}};
  const char* name = text_attribute(function, DW_AT_name);
  if (name == nullptr) return {};
  return {scopes_.prefix_of_function(function) + name, false, name};
}

}  // namespace jescope
