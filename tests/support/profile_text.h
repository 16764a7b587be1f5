// SPDX-License-Identifier: Apache-2.0
//
// Profiles as folded text, both ways. A line is a stack, outermost frame first,
// and its values; what a frame has beside its function stands after bars:
//
//   main;run;Cache::insert 100                   inuse_space; one object
//   main;f|a.cc:7|libx.so+0x10|i 100/2/300/6     file, line, module, offset, inlined;
//                                                all four values (bytes/objects, live/total)
//   main;||libx.so+0x10 100~25                   no name; the variance of inuse_space, whole
//    8                                           a sample without frames
#pragma once

#include <string>
#include <string_view>

#include "jescope/model/profile.h"

namespace jescope {

// Reads a profile; lines in any order, empty ones are skipped. Text that is not
// as above is a mistake in the test and ends it.
Profile profile_of(std::string_view text, Granularity granularity = Granularity::kFunction);

// Writes a profile in the same form, lines sorted. Every value that is not at
// its shortest form is written.
std::string to_text(const Profile& profile);

}  // namespace jescope
