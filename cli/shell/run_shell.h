// SPDX-License-Identifier: Apache-2.0
//
// The prompt: lines in, answers out, until the end.
#pragma once

#include <functional>

#include "cli/shell/shell_console.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

struct ShellStart {
  Request request;  // dumps, names, and what holds until something is set
  ShellDialect dialect = ShellDialect::kJescope;
  bool quiet = false;  // no notes and warnings
};

// Reads the dumps once, calls `loaded` (request.progress is not used from then on), then answers
// the lines of the console. A line that cannot be answered is told, and the next one follows. An
// error: the dumps cannot be read, or answers cannot be written.
Result<Done> run_shell(const ShellStart& start, ShellConsole& console,
                       const std::function<void()>& loaded);

}  // namespace jescope
