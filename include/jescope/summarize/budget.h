// SPDX-License-Identifier: Apache-2.0
//
// A file of gates and of growth that is accepted, with reasons:
//
//   # what the service may grow by from one release to the next
//   fail-on total>5%                     # agreed with operations
//   fail-on new > 1MiB
//   accept 8MiB function:^rocksdb::.*    # the block cache was doubled
//   accept 10% function:Parser
//
// A line is empty, a comment, or one word and what belongs to it. A comment
// begins with '#' at the start of a line or after a blank; behind a gate or an
// acceptance it is the reason.
#pragma once

#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/summarize/gates.h"

namespace jescope {

struct Budget {
  std::vector<Gate> gates;
  std::vector<Acceptance> accepted;
};

// Reads a budget; `path` is for messages. The first line that is not as above
// is an error: a budget that is half understood would let growth pass.
Result<Budget> parse_budget(std::string_view text, std::string_view path,
                            const CompileExpression& compile);

}  // namespace jescope
