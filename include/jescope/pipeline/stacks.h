// SPDX-License-Identifier: Apache-2.0
//
// The stacks of a running process with names: what `jescope dump PID --stacks` prints.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/thread_stacks.h"
#include "jescope/pipeline/request.h"

namespace jescope {

enum class StackFormat {
  kText,    // threads with equal stacks stand together
  kJson,    // "schema": "jescope/stacks/1"
  kFolded,  // a line a stack, its count that of its threads
};

// Names the stacks as the request says for dumps: `by`, inlined functions, symbols.
Result<std::string> show_stacks(const ProcessStacks& stacks, const Request& request,
                                StackFormat format, Diagnostics& diagnostics);

}  // namespace jescope
