// SPDX-License-Identifier: Apache-2.0
//
// The places where split DWARF may be, best first; see split_files.h. No file
// is opened here.
#pragma once

#include <string>
#include <vector>

#include "symbolize/files/file_place.h"
#include "symbolize/find/file_finder.h"

namespace jescope {

// Returns where the package of the program at `module`, with its debug
// information at `debug_file`, may be.
std::vector<FilePlace> package_places(const FilePlace& module, const FilePlace& debug_file,
                                      const FileFinder& finder);

// Returns where the .dwo file `name`, compiled in `folder`, may be. With a
// sysroot, neither leads out of it or out of the folders that the user names.
std::vector<FilePlace> unit_places(const std::string& name, const std::string& folder,
                                   const FilePlace& module, const FileFinder& finder);

}  // namespace jescope
