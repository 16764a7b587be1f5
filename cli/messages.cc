// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.h"

#include <fmt/format.h>

#include "cli/command_line.h"
#include "jescope/base/printable.h"

namespace jescope {

std::string message(std::string_view where, std::string_view what, std::string_view hint) {
  std::string text = "jescope: ";
  if (!where.empty()) text += printable_text(where) + ": ";
  text += printable_text(what) + '\n';
  if (!hint.empty()) text += "hint: " + printable_text(hint) + '\n';
  return text;
}

std::string describe(const Diagnostic& diagnostic) {
  std::string what = diagnostic.message;
  if (diagnostic.times > 1) what += fmt::format(" (and {} more like this)", diagnostic.times - 1);
  return message(diagnostic.where, what, diagnostic.hint);
}

std::string describe(const BrokenGate& broken) {
  const std::string gate = broken.gate.empty() ? std::string() : broken.gate + ": ";
  return message(broken.where, gate + broken.found, {});
}

std::string describe(const Error& error) {
  return message(error.where, error.message, error.hint);
}

int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage: return 2;
    case ErrorCode::kUnreadable: return kUnreadableInput;
    case ErrorCode::kUnwritable: return 4;
  }
  return kInternalError;
}

}  // namespace jescope
