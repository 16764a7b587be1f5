// SPDX-License-Identifier: Apache-2.0
#include "cli/messages.h"

#include <fmt/format.h>

#include "cli/command_line.h"
#include "jescope/base/printable.h"

namespace jescope {

namespace {

// What was given may be a megabyte; a message repeats its beginning.
std::string shown(std::string_view text) {
  constexpr size_t kMostBytes = 2000;
  if (text.size() <= kMostBytes) return printable_text(text);
  return printable_text(text.substr(0, kMostBytes)) + "…";
}

}  // namespace

std::string message(std::string_view where, std::string_view what, std::string_view hint) {
  std::string text = "jescope: ";
  if (!where.empty()) text += shown(where) + ": ";
  text += shown(what) + '\n';
  if (!hint.empty()) text += "hint: " + shown(hint) + '\n';
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
