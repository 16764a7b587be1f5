// SPDX-License-Identifier: Apache-2.0
//
// Takes names and paths out of what is handed to somebody else. Each gets a
// pseudonym with the number of its first appearance, so equal ones stay equal
// and nothing can be computed back from them: functions f1, f2, files s1,
// modules /m1 and /m2.so, threads th1.
//
// Stays: the shape of stacks, all numbers, which function is in which module
// and which is inlined into which, the numbers of threads, the kernel's own
// names ("[vdso]"), that a module is a library or libjemalloc, and functions
// that only hand memory on: they become "malloc" or "operator new", so that they
// are told from the rest as before. Goes: addresses, for ones of the same order
// of appearance; source lines; build-ids; memory that no stack is in.
#pragma once

#include <optional>

#include "jescope/model/named_dump.h"
#include "jescope/model/profile.h"
#include "jescope/select/pattern.h"

namespace jescope {

// `keep` says which functions keep their names; nothing: none.
NamedDump redact(NamedDump named, const std::optional<Pattern>& keep);
Profile redact(const Profile& profile, const std::optional<Pattern>& keep);

}  // namespace jescope
