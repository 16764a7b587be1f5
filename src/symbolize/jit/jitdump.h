// SPDX-License-Identifier: Apache-2.0
//
// Reads the binary dumps that just-in-time compilers write for perf
// (jit-PID.dump), in either byte order:
//
//   header        magic:4 "JiTD" version:4 size:4 machine:4 0:4 process:4 time:8 flags:8
//   any record    kind:4 size:4 time:8, then
//   load      0   process:4 thread:4 address:8 address:8 length:8 number:8 name NUL code
//   move      1   process:4 thread:4 address:8 old:8 new:8 length:8 number:8
//   debug     2   address:8 entries:8, each entry address:8 line:4 column:4 file NUL;
//                 of the load that follows
//   close     3, unwinding 4
//
// A file named "\xff" is that of the entry before.
#pragma once

#include <cstdint>
#include <span>

#include "symbolize/jit/perf_map.h"

namespace jescope {

// Returns true when what `descriptor` is open on begins as such a dump.
bool is_jitdump(int descriptor);

// Names `addresses` (in any order), with source lines where the dump has them.
JitMapNames read_jitdump(int descriptor, std::span<const uint64_t> addresses);

}  // namespace jescope
