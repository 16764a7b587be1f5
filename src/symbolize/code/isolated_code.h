// SPDX-License-Identifier: Apache-2.0
//
// Reads code in processes of its own, one for each module, and the bytes that go
// there and back:
//
//   question   the module's query as for names, as one text; then the wanted offsets
//   answer     reason; functions, and for each its name, address, file offset, size,
//              whether it is cut, its instructions: for each size and text
#pragma once

#include <memory>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/symbolize/code_source.h"

namespace jescope {

// Returns a source that asks `inner` in forked processes. Where no process can be
// made it asks here.
std::unique_ptr<CodeSource> isolate_code(std::unique_ptr<CodeSource> inner,
                                         const WorkerLimits& limits, Progress* progress);

std::string encode_code(const ModuleCode& code);

// Nothing when the bytes are not an encoded answer, whole.
std::optional<ModuleCode> decode_code(std::string_view bytes);

}  // namespace jescope
