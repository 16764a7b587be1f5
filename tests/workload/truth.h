// SPDX-License-Identifier: Apache-2.0
//
// The workload's own account, and whether a stack is the one it speaks of.
#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "profile_json.h"

namespace workload {

// A line of the truth file.
struct TruthRow {
  std::vector<std::string> chain;  // our functions, innermost first
  Numbers numbers = {};
};

// Reads "f;g;main<TAB>live objects<TAB>live bytes<TAB>total objects<TAB>total bytes".
// An unreadable file gives no rows.
std::vector<TruthRow> read_truth(const std::string& path);

// Returns the functions of the workload's own modules, innermost first, without
// the standard library's templates that were compiled into them. Nothing when
// the workload is not what called the allocator.
std::optional<std::vector<std::string>> own_chain(const JsonStack& stack);

// True if each function is the expected one, whatever its parameters, return
// type and enclosing scope look like in a demangler's words.
bool is_same_chain(const std::vector<std::string>& expected,
                   const std::vector<std::string>& functions);

}  // namespace workload
