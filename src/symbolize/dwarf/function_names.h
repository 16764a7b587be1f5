// SPDX-License-Identifier: Apache-2.0
//
// Readable names of DWARF functions: the linker's name where DWARF gives it,
// else the short name behind the scopes it is declared in. Each function's name
// is read once, however often it was inlined, and demangled once, in however
// many units it is declared.
#pragma once

#include <set>
#include <string>
#include <string_view>
#include <unordered_map>

#include "symbolize/dwarf/scope_names.h"

namespace jescope {

struct FunctionName {
  std::string text;          // demangled; empty: DWARF gives none, or not all of it
  bool is_complete = false;  // from the linker's name: with namespaces and parameters
  std::string short_name;    // without namespaces; only of names that are not complete
};

class FunctionNames {
 public:
  explicit FunctionNames(UnitCache& units)
      : units_(units),
        scopes_(units, [this](const Entry& function) { return name_of(function).text; }) {}
  FunctionNames(const FunctionNames&) = delete;
  FunctionNames& operator=(const FunctionNames&) = delete;

  // Returns the name of a function or of an inlined instance of it. The
  // reference stays valid until clear().
  const FunctionName& name_of(const Entry& entry);

  // Returns the name of a function whose attributes are read already.
  const FunctionName& name_of(const Entry& entry, const EntryFacts& facts);

  // Returns demangle(linkage_name).
  const std::string& readable(std::string_view linkage_name);

  // Returns `readable` without the marks of a copy, as in "f(int) [clone .cold]".
  const std::string& without_clone_mark(const std::string& readable);

  // Takes what the walk over `unit` has seen.
  void learn(const DwarfUnit& unit, std::vector<ScopeContent> seen) {
    scopes_.learn(unit, std::move(seen));
  }

  // Forgets entries, which are about to go; what is demangled is kept.
  void clear();

  // True when damage has cost names of scopes.
  bool is_damaged() const { return scopes_.is_damaged(); }

 private:
  FunctionName read(const Entry& function);

  UnitCache& units_;
  ScopeNames scopes_;
  std::unordered_map<const uint8_t*, FunctionName> by_entry_;          // key: Entry::address()
  std::unordered_map<std::string_view, std::string> by_linkage_name_;  // keys: in sections
  std::set<std::string> unmarked_;                                     // names without marks
};

}  // namespace jescope
