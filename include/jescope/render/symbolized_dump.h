// SPDX-License-Identifier: Apache-2.0
//
// A profile as a heap dump that brings its names: jescope and jeprof read it
// without any binary.
#pragma once

#include <string>

#include "jescope/model/profile.h"

namespace jescope {

// Writes a profile of one dump; samples without any value are left out.
//
// Kept: stacks, functions and what is inlined into them, the module of a
// function, all four values to the last digit. jeprof does not scale them.
//
// Lost, since the format cannot say it: sampling errors (the values read back
// as exact), source files, lines and call sites (a function's are put
// together), a module that is not the same for all of a function's code.
// Addresses are made up, from names: jeprof may add and subtract such dumps.
//
// A name stands on one line as printable_text() has it. What readers would take
// for something else is altered: "--" within a name becomes "- -" (but for
// "operator--", which jeprof alone cuts), "??" and "0x12" get brackets. A
// function inlined into one whose name ends in '-' stands as if it were called.
std::string render_symbolized_dump(const Profile& profile);

}  // namespace jescope
