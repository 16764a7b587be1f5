// SPDX-License-Identifier: Apache-2.0
//
// Collects what the user should know beside the answer: damage that was worked
// around (warnings) and choices that were made for them (notes). Nothing below
// `cli` prints; it adds here, and `cli` shows the list on stderr.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

namespace jescope {

enum class Severity {
  kNote,     // a choice made for the user, the answer is whole
  kWarning,  // the answer leaves something out or may be less exact
};

struct Diagnostic {
  Severity severity = Severity::kWarning;
  std::string kind;     // what it is counted by; never shown
  std::string where;    // path:line or an option; may be empty
  std::string message;  // one line
  std::string hint;     // a command that mends it, or empty
  uint64_t times = 1;   // how often this kind was reported
};

// The list, in the order of first appearance. Reports of one kind are counted,
// and only the first is kept in words. A note in the same words is not counted.
class Diagnostics {
 public:
  void warn(std::string_view kind, std::string where, std::string message, std::string hint = {});
  void note(std::string_view kind, std::string where, std::string message, std::string hint = {});

  const std::vector<Diagnostic>& list() const { return list_; }

  // Appends all of `other`, counting kinds that are already here.
  void append(const Diagnostics& other);

 private:
  void add(Diagnostic diagnostic);

  std::vector<Diagnostic> list_;
  std::unordered_map<std::string, size_t> row_of_kind_;  // in list_
};

}  // namespace jescope
