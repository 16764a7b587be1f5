// SPDX-License-Identifier: Apache-2.0
//
// Files that a process on this machine still has, though their names are gone:
//
//   /proc/301/exe                               -> /opt/app/server (deleted)
//   /proc/301/map_files/7f02a000-7f09c000       -> /tmp/librocksdbjni7.so (deleted)
//
// Opening these links opens the very file that is mapped.
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/model/address_profile.h"
#include "symbolize/files/file_place.h"

namespace jescope {

// Returns the links that may lead to the module's file; none without the right
// to look.
std::vector<FilePlace> live_places(uint64_t process_id, const Module& module);

}  // namespace jescope
