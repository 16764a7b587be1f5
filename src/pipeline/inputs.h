// SPDX-License-Identifier: Apache-2.0
//
// What the user's arguments stand for: a program and dump files. Internal to
// `pipeline`.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"

namespace jescope {

struct Inputs {
  std::string program;             // empty: none was given
  std::vector<std::string> dumps;  // folders replaced by the dumps in them
};

// A first input that is an ELF file is the program, as in jeprof.
Result<Inputs> find_inputs(const Request& request);

}  // namespace jescope
