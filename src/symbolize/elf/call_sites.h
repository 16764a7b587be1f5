// SPDX-License-Identifier: Apache-2.0
//
// Whether the places of a dump are call sites in a file. Each is the byte before
// a return address, so in the build that ran a call instruction ends behind it:
//
//   place 0x1238   0x1234: e8 17 00 00 00   callq f     ends at 0x1239: a call
//
// In another build of the same layout most places are in the midst of something
// else. Not all are calls in the right one either: where the kernel starts a
// thread or runs a signal handler, nobody called. Places of handlers are known
// by the system calls that stand there, but not that of an instruction that was
// interrupted.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>
#include <string>

#include "symbolize/elf/elf_file.h"

namespace jescope {

struct CallSites {
  size_t places = 0;  // that tell something; 0: as where the machine's calls are not known
  size_t calls = 0;   // of these

  size_t misses() const { return places - calls; }

  // True when the file cannot be the one that ran.
  bool prove_another_build() const { return places >= 4 && 2 * calls < places; }

  // True when more places miss than threads and signals explain, two at most.
  // Where only a part of the code was changed, most places before it are calls.
  bool suggest_another_build() const {
    const bool are_many = misses() >= 2 && misses() * 10 > places;
    return are_many || (misses() >= 3 && misses() * 50 > places);
  }
};

// Looks at the byte at each of `offsets` of the file. A debug file without the
// program's code tells nothing.
CallSites count_call_sites(const ElfFile& file, std::span<const uint64_t> offsets);

// Returns "3 of 40 places of the dump are no calls in it".
std::string to_text(const CallSites& sites);

}  // namespace jescope
