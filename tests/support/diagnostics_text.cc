// SPDX-License-Identifier: Apache-2.0
#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

std::string with_hint(const std::string& where, const std::string& message,
                      const std::string& hint) {
  std::string text = where.empty() ? message : where + ": " + message;
  text += '\n';
  return hint.empty() ? text : text + "hint: " + hint + "\n";
}

}  // namespace

std::string to_text(const Error& error) {
  return with_hint(error.where, error.message, error.hint);
}

std::string to_text(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& each : diagnostics.list()) {
    text += each.severity == Severity::kNote ? "note: " : "warning: ";
    const std::string times = each.times > 1 ? " (" + std::to_string(each.times) + " times)" : "";
    text += with_hint(each.where, each.message + times, each.hint);
  }
  return text;
}

}  // namespace jescope
