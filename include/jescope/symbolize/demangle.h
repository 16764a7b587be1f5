// SPDX-License-Identifier: Apache-2.0
//
// Turns linker names into the names people write: C++ (Itanium ABI) and Rust
// (legacy, without its hash, and v0).
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the readable form of `name`, or `name` itself when it is not mangled,
// not understood, or its readable form would exceed 64 KiB (a few hundred
// mangled bytes can stand for gigabytes) or take as long to find.
std::string demangle(std::string_view name);

}  // namespace jescope
