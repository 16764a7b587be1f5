// SPDX-License-Identifier: Apache-2.0
//
// A folder of kept files that is the user's alone and does not grow for ever.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace jescope {

// Makes `folder` and those it is in, for this user alone. False when it cannot
// be made, or is another's or open to others.
bool make_private_folder(const std::string& folder);

// Returns the file's bytes and marks it as used now; empty when there is none,
// it is no regular file, or it has more than `most_bytes`.
std::string read_kept_file(const std::string& path, uint64_t most_bytes);

// Writes the file, for this user alone, and puts it in the place of whatever had
// its name: a link there is replaced, not followed. False when it cannot be.
bool write_kept_file(const std::string& path, std::string_view bytes);

// Removes the files that were not used for longest until those left have at
// most `most_bytes` together. Touches nothing but ".names" files and what was
// left of writing one.
void trim_folder(const std::string& folder, uint64_t most_bytes);

}  // namespace jescope
