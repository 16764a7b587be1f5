// SPDX-License-Identifier: Apache-2.0
//
// Whether two dumps come from one process, by what they hold. Needed where
// programs choose names that do not tell.
#pragma once

#include <string>

#include "jescope/model/dump.h"

namespace jescope {

// True when both were mapped at the same randomized addresses: the stack and
// the first file. Without a map, or without randomization, the answer may be
// wrong in either direction.
bool looks_like_same_process(const Dump& a, const Dump& b);

// Returns what tells the process that wrote the dump from others: where its stack
// and its first file are mapped. Empty where there is no such map.
std::string process_mark(const Dump& dump);

// True when the dumps' names have one process number and their maps are at the same
// randomized addresses: in containers every process may be number 1, and copies have
// other names. Without such maps prefix and pid namespace must be the same, too; where
// a name does not tell, the maps decide.
bool are_of_same_process(const Dump& a, const Dump& b);

}  // namespace jescope
