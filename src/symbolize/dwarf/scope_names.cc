// SPDX-License-Identifier: Apache-2.0
//
// GCC gives closure types no name, or one as "<lambda(int)>"; libiberty writes
// "{lambda(int)#1}", with a number among the lambdas of these parameters in the
// function. Here the number is among the lambdas of the same name.
#include "symbolize/dwarf/scope_names.h"

#include <dwarf.h>
#include <fmt/format.h>

#include <map>
#include <string_view>

namespace jescope {
namespace {

constexpr int kMostDepth = 64;  // of scopes; damaged files nest without end
constexpr size_t kMostPrefixBytes = size_t{1} << 14;
constexpr int kMostReferences = 16;

std::string_view name_attribute(Dwarf_Die entry) {
  Dwarf_Attribute attribute;
  const char* name = dwarf_formstring(dwarf_attr_integrate(&entry, DW_AT_name, &attribute));
  return name == nullptr ? std::string_view() : std::string_view(name);
}

// Returns what `entry` refers to by that attribute; itself when it has none.
Dwarf_Die referred(Dwarf_Die entry, unsigned int name) {
  Dwarf_Attribute attribute;
  Dwarf_Die target;
  if (dwarf_attr(&entry, name, &attribute) == nullptr) return entry;
  return dwarf_formref_die(&attribute, &target) == nullptr ? entry : target;
}

// Returns where `entry` is declared: a definition may stand outside its scope.
Dwarf_Die declaration_of(Dwarf_Die entry) {
  for (int step = 0; step < kMostReferences; ++step) {
    const Dwarf_Die next = referred(referred(entry, DW_AT_abstract_origin), DW_AT_specification);
    if (next.addr == entry.addr) break;
    entry = next;
  }
  return entry;
}

bool is_c(Dwarf_Die entry) {
  Dwarf_Die unit;
  if (dwarf_diecu(&entry, &unit, nullptr, nullptr) == nullptr) return true;
  switch (dwarf_srclang(&unit)) {
    case DW_LANG_C89:
    case DW_LANG_C:
    case DW_LANG_C99:
    case DW_LANG_C11:
    case DW_LANG_Mips_Assembler: return true;
    default: return false;
  }
}

bool has_call_operator(Dwarf_Die type) {
  Dwarf_Die member;
  for (int state = dwarf_child(&type, &member); state == 0;
       state = dwarf_siblingof(&member, &member)) {
    if (dwarf_tag(&member) != DW_TAG_subprogram) continue;
    const std::string_view name = name_attribute(member);
    if (name == "operator()" || name.starts_with("operator()<")) return true;
  }
  return false;
}

// Returns "lambda", "lambda(int)" or "unnamed type"; empty: the type has a name.
std::string kind_of_nameless(const Dwarf_Die& type) {
  const std::string_view name = name_attribute(type);
  if (name.starts_with("<lambda") && name.ends_with(">")) {
    return std::string(name.substr(1, name.size() - 2));
  }
  if (!name.empty() && !name.starts_with("._anon")) return {};
  return has_call_operator(type) ? "lambda" : "unnamed type";
}

}  // namespace

std::string ScopeNames::prefix_of_function(Dwarf_Die function) {
  const Dwarf_Die declared = declaration_of(function);
  if (is_c(declared)) return {};
  std::optional<Dwarf_Die> scope = tree_.scope_of(declared);
  if (!scope) return {};
  const bool has_c_linkage = dwarf_hasattr_integrate(&function, DW_AT_external) != 0 &&
                             dwarf_tag(&*scope) == DW_TAG_namespace;
  return has_c_linkage ? std::string() : prefix_in(*scope);
}

std::string ScopeNames::prefix_of(const Dwarf_Die& entry) {
  const std::optional<Dwarf_Die> scope = tree_.scope_of(declaration_of(entry));
  return scope ? prefix_in(*scope) : std::string();
}

std::string ScopeNames::prefix_in(const Dwarf_Die& scope) {
  const auto found = prefixes_.find(scope.addr);
  if (found != prefixes_.end()) return found->second;
  if (depth_ == kMostDepth) return {};
  ++depth_;
  std::string prefix = read_prefix(scope);
  --depth_;
  if (prefix.size() > kMostPrefixBytes) prefix.clear();
  return prefixes_.emplace(scope.addr, std::move(prefix)).first->second;
}

std::string ScopeNames::read_prefix(Dwarf_Die scope) {
  switch (dwarf_tag(&scope)) {
    case DW_TAG_subprogram:
    case DW_TAG_inlined_subroutine: {
      const std::string name = name_of_function_(scope);
      return name.empty() ? name : name + "::";
    }
    case DW_TAG_namespace:
    case DW_TAG_module: return prefix_of(scope) + part_of(scope) + "::";
    default: return is_type(scope) ? prefix_of(scope) + part_of(scope) + "::" : std::string();
  }
}

std::string ScopeNames::part_of(Dwarf_Die scope) {
  if (is_type(scope) && !kind_of_nameless(scope).empty()) {
    return nameless_type(declaration_of(scope));
  }
  const std::string_view name = name_attribute(scope);
  return name.empty() ? "(anonymous namespace)" : std::string(name);
}

const std::string& ScopeNames::nameless_type(const Dwarf_Die& type) {
  if (!nameless_.contains(type.addr)) {
    if (const std::optional<Dwarf_Die> scope = tree_.scope_of(type)) number_types(*scope);
  }
  return nameless_.try_emplace(type.addr, "{unnamed type}").first->second;
}

void ScopeNames::number_types(const Dwarf_Die& scope) {
  std::map<std::string, int> counts;
  for (const Dwarf_Die& type : tree_.types_in(scope)) {
    const std::string kind = kind_of_nameless(type);
    if (kind.empty()) continue;
    nameless_.emplace(type.addr, fmt::format("{{{}#{}}}", kind, ++counts[kind]));
  }
}

}  // namespace jescope
