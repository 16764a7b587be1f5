// SPDX-License-Identifier: Apache-2.0
//
// A file that was found but not taken, and the proof that it is not the one.
// Whoever tells a person why names are missing shows these.
#pragma once

#include <string>

namespace jescope {

struct Refusal {
  enum class Why {
    kBuildId,        // found and wanted are build-ids, lower-case hex; found may be empty
    kSharedBuildId,  // the same of a file that a debug file shares with others (dwz)
    kChecksum,       // found and wanted are CRC32s of .gnu_debuglink, as "0x%08x"
    kLayout,         // its code does not fit the dump's map; found and wanted are empty
  };

  std::string path;  // as a person writes it, the sysroot included
  Why why = Why::kBuildId;
  std::string found = {};
  std::string wanted = {};
};

// Returns "/x.debug has build-id 2fa1, the module 30b2".
std::string to_text(const Refusal& refusal);

}  // namespace jescope
