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

#include "symbolize/dwarf/entry_scanner.h"
#include "symbolize/dwarf/references.h"

namespace jescope {
namespace {

constexpr int kMostDepth = 64;  // of scopes; damaged files nest without end
constexpr size_t kMostPrefixBytes = size_t{1} << 14;

bool is_c(const Entry& entry) {
  const FormValue& language = entry.unit->root.language;
  if (!language.is_there()) return false;
  switch (language.number) {
    case DW_LANG_C89:
    case DW_LANG_C:
    case DW_LANG_C99:
    case DW_LANG_C11:
    case DW_LANG_Mips_Assembler: return true;
    default: return false;
  }
}

EntryKind kind_of(const Entry& entry) {
  const uint64_t code = entry.unit->cursor(entry.offset).uleb();
  const Abbreviation* const shape = entry.unit->abbreviations->find(code);
  return shape == nullptr ? EntryKind::kOther : shape->kind;
}

}  // namespace

std::string ScopeNames::prefix_of_function(const Entry& function, bool is_external) {
  const Entry declared = declaration_of(units_, function);
  if (is_c(declared)) return {};
  const std::optional<Entry> scope = tree_.scope_of(declared);
  if (!scope) return {};
  const bool has_c_linkage = is_external && kind_of(*scope) == EntryKind::kNamespace;
  return has_c_linkage ? std::string() : prefix_in(*scope);
}

void ScopeNames::clear() {
  tree_.clear();
  prefixes_.clear();
  nameless_.clear();
}

std::string ScopeNames::prefix_of(const Entry& entry) {
  const std::optional<Entry> scope = tree_.scope_of(declaration_of(units_, entry));
  return scope ? prefix_in(*scope) : std::string();
}

std::string ScopeNames::prefix_in(const Entry& scope) {
  const auto found = prefixes_.find(scope.address());
  if (found != prefixes_.end()) return found->second;
  if (depth_ == kMostDepth) return {};
  ++depth_;
  std::string prefix = read_prefix(scope);
  --depth_;
  if (prefix.size() > kMostPrefixBytes) prefix.clear();
  return prefixes_.emplace(scope.address(), std::move(prefix)).first->second;
}

std::string ScopeNames::read_prefix(const Entry& scope) {
  const EntryKind kind = kind_of(scope);
  switch (kind) {
    case EntryKind::kFunction:
    case EntryKind::kInlined: {
      const std::string name = name_of_function_(scope);
      return name.empty() ? name : name + "::";
    }
    case EntryKind::kNamespace:
    case EntryKind::kType: return prefix_of(scope) + part_of(scope, kind) + "::";
    default: return {};
  }
}

std::string ScopeNames::part_of(const Entry& scope, EntryKind kind) {
  if (kind == EntryKind::kType && !kind_of_nameless(scope).empty()) {
    return nameless_type(declaration_of(units_, scope));
  }
  const std::string_view name = read_names(units_, scope).name;
  return name.empty() ? "(anonymous namespace)" : std::string(name);
}

// Returns "lambda", "lambda(int)" or "unnamed type"; empty: the type has a name.
std::string ScopeNames::kind_of_nameless(const Entry& type) {
  const std::string_view name = read_names(units_, type).name;
  if (name.starts_with("<lambda") && name.ends_with(">")) {
    return std::string(name.substr(1, name.size() - 2));
  }
  if (!name.empty() && !name.starts_with("._anon")) return {};
  return has_call_operator(type) ? "lambda" : "unnamed type";
}

bool ScopeNames::has_call_operator(const Entry& type) {
  EntryScanner scanner(*type.unit, type.offset);
  EntryHead head;
  if (!scanner.next(head) || head.is_end() || !head.abbreviation->has_children) return false;
  while (scanner.next(head) && !head.is_end()) {
    const Entry member = {type.unit, head.offset};
    const bool is_function = head.kind() == EntryKind::kFunction;
    scanner.pass_children(head);
    if (!is_function) continue;
    const std::string_view name = read_names(units_, member).name;
    if (name == "operator()" || name.starts_with("operator()<")) return true;
  }
  return false;
}

const std::string& ScopeNames::nameless_type(const Entry& type) {
  if (!nameless_.contains(type.address())) {
    if (const std::optional<Entry> scope = tree_.scope_of(type)) number_types(*scope);
  }
  return nameless_.try_emplace(type.address(), "{unnamed type}").first->second;
}

void ScopeNames::number_types(const Entry& scope) {
  std::map<std::string, int> counts;
  for (const Entry& type : tree_.types_in(scope)) {
    const std::string kind = kind_of_nameless(type);
    if (kind.empty()) continue;
    nameless_.emplace(type.address(), fmt::format("{{{}#{}}}", kind, ++counts[kind]));
  }
}

}  // namespace jescope
