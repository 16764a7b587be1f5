// SPDX-License-Identifier: Apache-2.0
//
//   jescope dump [options] PID
//
// Internal to `cli`.
#pragma once

#include <span>
#include <string>

#include "cli/options.h"
#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/pipeline/stacks.h"
#include "jescope/record/attach.h"

namespace jescope {

struct DumpInvocation {
  std::string help;  // not empty: print this and stop
  AllocatorWish wish;
  std::string output;  // -o; empty: a name of its own, of stacks: standard output
  bool wants_stacks = false;
  StackFormat format = StackFormat::kText;  // of stacks
  Request request;                          // where their names come from
  ColorChoice color = ColorChoice::kAuto;
  bool no_cache = false;
  bool quiet = false;
};

// Reads the arguments after "dump".
Result<DumpInvocation> parse_dump_arguments(std::span<const std::string> arguments);

}  // namespace jescope
