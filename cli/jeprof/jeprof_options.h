// SPDX-License-Identifier: Apache-2.0
//
// jeprof's command line: the words of version 5.3 in, a Request out.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// What happens with the report.
enum class JeprofThen {
  kPrint,
  kInteract,  // no report; a prompt
  kGv,        // shown by the program of that name
  kEvince,
  kWeb,  // shown by the browser
};

struct JeprofInvocation {
  std::string text;  // not empty: print this and stop
  Request request;
  JeprofThen then = JeprofThen::kPrint;
  int64_t scale = 0;                     // --scale, for gv; 0: its own
  std::vector<std::string> notes;        // about options that change nothing here
  std::vector<std::string> local_files;  // of the arguments, as they are told to the user
};

struct JeprofTerminal {
  bool output_is_terminal = false;
  bool is_posixly_correct = false;
};

// Reads the arguments after the program's name.
Result<JeprofInvocation> parse_jeprof_arguments(std::span<const std::string> arguments,
                                                const JeprofTerminal& terminal);

// Returns the text of `jeprof --help`.
std::string jeprof_usage();

}  // namespace jescope
