// SPDX-License-Identifier: Apache-2.0
//
// What the user's arguments stand for: a program and dump files. Internal to
// `pipeline`.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "pipeline/inputs/remote_dumps.h"

namespace jescope {

struct Inputs {
  std::string program;             // empty: none was given
  std::vector<std::string> dumps;  // folders replaced by the dumps in them
  std::vector<std::string> base;   // what they are compared with; empty: nothing
  // Fetches those that are URLs.
  std::shared_ptr<RemoteDumps> remote = {};
};

// A first input that is an ELF file is the program, as in jeprof. `diff` takes
// the input after it as the base, unless --base gives one.
Result<Inputs> find_inputs(const Request& request);

// True when the inputs are folders, of which none has a dump yet.
bool is_empty_folder(const Request& request);

}  // namespace jescope
