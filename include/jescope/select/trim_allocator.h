// SPDX-License-Identifier: Apache-2.0
//
// Removes the allocator from the innermost end of stacks, so that the first
// frame is the function that asked for memory.
#pragma once

#include <string>
#include <string_view>

#include "jescope/model/profile.h"

namespace jescope {

// Returns `profile` without each stack's innermost run of allocator frames: all
// of libjemalloc (also stripped), jemalloc linked into the program under any
// prefix, malloc and its kin, operator new, the allocator classes of libstdc++
// and libc++ and what containers call to reach them, Rust's allocation layer,
// and, where nothing has a name and stacks may begin in an allocator, the places in which
// every stack begins.
// A frame further out stays, whatever its name; a stack of nothing else keeps
// its outermost frame.
Profile trim_allocator(const Profile& profile);

// True for the demangled name of a function that only hands memory on.
bool is_allocator_function(std::string_view name);

// Returns a regular expression (RE2) that matches the whole names of such functions,
// without arguments: jemalloc's and libc's under every prefix, and Rust's.
std::string allocator_expression();

// True for the path of a library that is an allocator as a whole.
bool is_allocator_module(std::string_view path);

}  // namespace jescope
