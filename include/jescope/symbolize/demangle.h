// SPDX-License-Identifier: Apache-2.0
//
// Turns linker names into the names people write: C++ (Itanium ABI), Rust
// (legacy, without its hash, and v0) and D. Names of C, Objective-C and Swift
// stay as they are.
//
// A compiler may split a function or copy it for some callers; the pieces get
// names of their own, "foo.cold", "foo.part.0", "foo.constprop.1". To people
// they are one function, so all of them are named foo, where c++filt would say
// "foo() [clone .cold]". Versions ("foo@@V1") are dropped as well.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the readable form of `name`, or `name` itself when it is not mangled,
// not understood, or its readable form would exceed 64 KiB (a few hundred
// mangled bytes can stand for gigabytes) or take as long to find. Either is cut
// after 16 KiB.
std::string demangle(std::string_view name);

}  // namespace jescope
