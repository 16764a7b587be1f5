// SPDX-License-Identifier: Apache-2.0
//
// The library that the kernel maps into every process, [vdso]: no file holds
// it, but all processes of one machine and architecture have the same.
#pragma once

#include <optional>

#include "jescope/model/address_profile.h"
#include "symbolize/elf/elf_file.h"

namespace jescope {

// Returns a copy of this process's own, if `module` of a process that runs on
// this machine can be the same.
std::optional<ElfFile> own_vdso(const Module& module);

}  // namespace jescope
