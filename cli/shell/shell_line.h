// SPDX-License-Identifier: Apache-2.0
//
// A line that was typed at the prompt in, what is to be done out. Nothing is done
// here.
#pragma once

#include <string>
#include <string_view>

#include "cli/shell/shell_verbs.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// What the user can change at the prompt.
struct ShellSettings {
  Request standard;  // of the command line
  Request now;
  ShellDialect dialect = ShellDialect::kJescope;
};

enum class ShellAct {
  kNothing,
  kAnswer,    // the request
  kSet,       // the request holds from now on
  kSay,       // the text, to standard output
  kComplain,  // the text, to standard error
  kQuit
};

// The program that the user asks for by the command's name.
enum class Viewer { kNone, kBrowser, kKcachegrind, kGv, kEvince };

struct ShellStep {
  ShellAct act = ShellAct::kNothing;
  Request request = {};
  std::string output = {};        // the file for the answer; empty: standard output
  Viewer viewer = Viewer::kNone;  // gets the answer as a temporary file
  std::string text = {};
  bool tells_sums = false;  // in jeprof's dialect "Total: ..." stands before the answer
};

// Returns what the line asks for.
Result<ShellStep> read_shell_line(std::string_view line, const ShellSettings& settings);

}  // namespace jescope
