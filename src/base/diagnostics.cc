// SPDX-License-Identifier: Apache-2.0
//
// Counts diagnostics by kind.
#include "jescope/base/diagnostics.h"

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
  const auto [known, is_new] = row_of_kind_.emplace(diagnostic.kind, list_.size());
  if (is_new) {
    list_.push_back(std::move(diagnostic));
    return;
  }
  Diagnostic& first = list_[known->second];
  if (!is_same_note(first, diagnostic)) first.times += diagnostic.times;
}

}  // namespace jescope
