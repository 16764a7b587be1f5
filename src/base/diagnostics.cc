// SPDX-License-Identifier: Apache-2.0
//
// Counts diagnostics by kind. The list stays short (one entry a kind), so a
// linear search is enough.
#include "jescope/base/diagnostics.h"

#include <algorithm>
#include <utility>

namespace jescope {
namespace {

// A choice that is told again, of another dump, is the same choice.
bool is_same_note(const Diagnostic& a, const Diagnostic& b) {
  return a.severity == Severity::kNote && a.where == b.where && a.message == b.message;
}

}  // namespace

void Diagnostics::warn(std::string_view kind, std::string where, std::string message,
                       std::string hint) {
  add({Severity::kWarning, std::string(kind), std::move(where), std::move(message), std::move(hint),
       1});
}

void Diagnostics::note(std::string_view kind, std::string where, std::string message,
                       std::string hint) {
  add({Severity::kNote, std::string(kind), std::move(where), std::move(message), std::move(hint),
       1});
}

void Diagnostics::append(const Diagnostics& other) {
  for (const Diagnostic& diagnostic : other.list_) add(diagnostic);
}

void Diagnostics::add(Diagnostic diagnostic) {
  const auto same_kind = [&](const Diagnostic& d) { return d.kind == diagnostic.kind; };
  const auto found = std::find_if(list_.begin(), list_.end(), same_kind);
  if (found != list_.end()) {
    if (is_same_note(*found, diagnostic)) return;
    found->times += diagnostic.times;
    return;
  }
  list_.push_back(std::move(diagnostic));
}

}  // namespace jescope
