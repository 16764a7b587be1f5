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
constexpr int kMostMembers = 4096;       // of a nameless type
constexpr uint64_t kBytesOfNames = 256;  // what reading a member's names costs, in bytes passed

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

bool may_have_methods(const EntryHead& type) {
  return !type.is_end() && type.abbreviation->has_children &&
         type.abbreviation->tag != DW_TAG_enumeration_type;
}

}  // namespace

std::optional<std::string> ScopeNames::prefix_of_function(const Entry& function, bool is_external) {
  const std::optional<Entry> declared = declaration_of(units_, function);
  if (!declared) return std::nullopt;
  if (is_c(*declared)) return "";
  const std::optional<Entry> scope = tree_.scope_of(*declared);
  if (!scope) return "";
  const bool has_c_linkage = is_external && kind_of(*scope) == EntryKind::kNamespace;
  return has_c_linkage ? Text("") : prefix_in(*scope);
}

void ScopeNames::clear() {
  tree_.clear();
  prefixes_.clear();
  nameless_.clear();
  numbered_.clear();
}

ScopeNames::Text ScopeNames::prefix_of(const Entry& entry) {
  const std::optional<Entry> declared = declaration_of(units_, entry);
  if (!declared) return std::nullopt;
  const std::optional<Entry> scope = tree_.scope_of(*declared);
  return scope ? prefix_in(*scope) : "";
}

ScopeNames::Text ScopeNames::prefix_in(const Entry& scope) {
  const auto found = prefixes_.find(scope.address());
  if (found != prefixes_.end()) return found->second;
  if (depth_ == kMostDepth) return "";
  ++depth_;
  Text prefix = read_prefix(scope);
  --depth_;
  if (prefix && prefix->size() > kMostPrefixBytes) prefix->clear();
  return prefixes_.emplace(scope.address(), std::move(prefix)).first->second;
}

ScopeNames::Text ScopeNames::read_prefix(const Entry& scope) {
  const EntryKind kind = kind_of(scope);
  switch (kind) {
    case EntryKind::kFunction:
    case EntryKind::kInlined: {
      const std::string name = name_of_function_(scope);
      return name.empty() ? Text() : name + "::";
    }
    case EntryKind::kNamespace:
    case EntryKind::kType: return prefix_of_scoped(scope, kind);
    default: return "";
  }
}

ScopeNames::Text ScopeNames::prefix_of_scoped(const Entry& scope, EntryKind kind) {
  Text prefix = prefix_of(scope);
  const Text part = prefix ? part_of(scope, kind) : Text();
  if (!part) return std::nullopt;
  return *prefix + *part + "::";
}

ScopeNames::Text ScopeNames::part_of(const Entry& scope, EntryKind kind) {
  if (kind == EntryKind::kType && kind_of_nameless(scope) != "") {
    const std::optional<Entry> declared = declaration_of(units_, scope);
    return declared ? nameless_type(*declared) : Text();
  }
  const NameFacts names = read_names(units_, scope);
  if (!names.name.empty()) return std::string(names.name);
  return names.is_partial ? Text() : "(anonymous namespace)";
}

// Returns "lambda", "lambda(int)" or "unnamed type"; empty: the type has a name.
ScopeNames::Text ScopeNames::kind_of_nameless(const Entry& type) {
  const NameFacts names = read_names(units_, type);
  const std::string_view name = names.name;
  if (name.starts_with("<lambda") && name.ends_with(">")) {
    return std::string(name.substr(1, name.size() - 2));
  }
  if (!name.empty() && !name.starts_with("._anon")) return "";
  if (name.empty() && names.is_partial) return std::nullopt;
  const std::optional<bool> is_lambda = has_call_operator(type);
  if (!is_lambda) return std::nullopt;
  return *is_lambda ? "lambda" : "unnamed type";
}

// Nothing when the type has a method whose name is not known, or too many
// members: in a damaged file each type's may go on to the end of the unit.
std::optional<bool> ScopeNames::has_call_operator(const Entry& type) {
  EntryScanner scanner(*type.unit, type.offset);
  EntryHead head;
  if (!scanner.next(head) || !may_have_methods(head)) return false;
  bool is_known = true;
  for (int members = 0; members < kMostMembers; ++members) {
    if (!scanner.next(head) || head.is_end()) return is_known ? std::optional(false) : std::nullopt;
    const Entry member = {type.unit, head.offset};
    const bool is_function = head.kind() == EntryKind::kFunction;
    scanner.pass_children(head);
    if (!budget_.spend(scanner.position() - member.offset)) return std::nullopt;
    if (!is_function) continue;
    const std::optional<bool> is_call = is_call_operator(member);
    if (is_call == true) return true;
    is_known &= is_call.has_value();
  }
  return std::nullopt;
}

std::optional<bool> ScopeNames::is_call_operator(const Entry& member) {
  if (!budget_.spend(kBytesOfNames)) return std::nullopt;
  const NameFacts names = read_names(units_, member);
  if (names.name == "operator()" || names.name.starts_with("operator()<")) return true;
  return names.name.empty() && names.is_partial ? std::nullopt : std::optional(false);
}

ScopeNames::Text ScopeNames::nameless_type(const Entry& type) {
  if (!nameless_.contains(type.address())) {
    if (const std::optional<Entry> scope = tree_.scope_of(type)) number_types(*scope);
  }
  return nameless_.try_emplace(type.address(), "{unnamed type}").first->second;
}

// A type of which nobody knows what it is leaves those behind it without a number.
void ScopeNames::number_types(const Entry& scope) {
  if (!numbered_.insert(scope.address()).second) return;
  std::map<std::string, int> counts;
  bool is_known = true;
  for (const Entry& type : tree_.types_in(scope)) {
    const Text kind = kind_of_nameless(type);
    is_known &= kind.has_value();
    if (kind == "") continue;
    nameless_.emplace(type.address(),
                      is_known ? fmt::format("{{{}#{}}}", *kind, ++counts[*kind]) : Text());
  }
}

}  // namespace jescope
