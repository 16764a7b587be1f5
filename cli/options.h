// SPDX-License-Identifier: Apache-2.0
//
// Arguments in, a Request out. Nothing else knows the names of options.
#pragma once

#include <optional>
#include <span>
#include <string>

#include "cli/shell/shell_verbs.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

enum class ColorChoice { kAuto, kAlways, kNever };

// What the arguments ask for.
struct Invocation {
  std::string help;  // not empty: print this and stop
  Request request;
  std::string output;  // -o; empty: standard output
  ColorChoice color = ColorChoice::kAuto;
  bool quiet = false;
  bool no_cache = false;
  ShellDialect dialect = ShellDialect::kJescope;  // of kShell
};

// Reads the arguments after the program's name.
Result<Invocation> parse_arguments(std::span<const std::string> arguments);

// Returns an error where a picture or page is to go to a file whose name ends otherwise
// than its kind's do. A name without an ending, and names of tables, promise nothing.
std::optional<Error> check_ending(const Invocation& invocation);

}  // namespace jescope
