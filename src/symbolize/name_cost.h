// SPDX-License-Identifier: Apache-2.0
//
// Whether libiberty can print a C++ name in sound time and on a small stack. A
// name's substitutions make it a graph of shared parts. Printing stops when the
// text grows too long, but looking for the pack that an expansion ("Dp", "sp",
// "sZ") repeats walks the graph as a tree and prints nothing:
//
//   Dp S5_   S5_ = a<S4_, S4_>   S4_ = a<S3_, S3_>   ...   2^5 parts
#pragma once

#include <string>

namespace jescope {

// Returns true when `linkage_name` may be given to the C++ demangler.
bool is_cheap_to_demangle(const std::string& linkage_name);

}  // namespace jescope
