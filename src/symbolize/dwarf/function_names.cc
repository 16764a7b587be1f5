// SPDX-License-Identifier: Apache-2.0
//
// An instance and its abstract function have one name, kept under the latter.
#include "symbolize/dwarf/function_names.h"

#include "jescope/symbolize/demangle.h"
#include "symbolize/dwarf/references.h"
#include "symbolize/name_length.h"

namespace jescope {

const FunctionName& FunctionNames::name_of(const Entry& entry) {
  return name_of(entry, read_facts(entry));
}

const FunctionName& FunctionNames::name_of(const Entry& entry, const EntryFacts& facts) {
  const Entry function = follow_or_stay(units_, entry, facts.origin);
  const auto found = by_entry_.find(function.address());
  if (found != by_entry_.end()) return found->second;
  FunctionName name = read(function);  // may read those it is inside
  return by_entry_.try_emplace(function.address(), std::move(name)).first->second;
}

const std::string& FunctionNames::readable(std::string_view linkage_name) {
  const auto [found, is_new] = by_linkage_name_.try_emplace(linkage_name);
  if (is_new) found->second = demangle(linkage_name);
  return found->second;
}

const std::string& FunctionNames::without_clone_mark(const std::string& readable) {
  const size_t mark = readable.find(" [clone ");
  if (mark == std::string::npos) return readable;
  return *unmarked_.insert(readable.substr(0, mark)).first;
}

FunctionName FunctionNames::read(const Entry& function) {
  const NameFacts names = read_names(units_, function);
  if (!names.linkage_name.empty()) return {readable(names.linkage_name), true, {}};
  if (names.name.empty() || names.is_partial) return {};
  std::optional<std::string> text = scopes_.prefix_of_function(function, names.is_external);
  if (!text) return {};
  *text += names.name;
  if (text->size() > kMostNameBytes) text->resize(kMostNameBytes);
  return {*std::move(text), false, std::string(names.name)};
}

void FunctionNames::clear() {
  by_entry_.clear();
  scopes_.clear();
}

}  // namespace jescope
