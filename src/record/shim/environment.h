// SPDX-License-Identifier: Apache-2.0
//
// What the environment tells the recorder.
#pragma once

#include <string_view>

#include "record/shim/system/files.h"

namespace jescope::shim {

struct Environment {
  bool is_set;  // JESCOPE_RECORD is there, if empty
  std::string_view setting;
  std::string_view prefix;  // as it stands
};

/// False before the C library has read its environment.
bool has_environment();

/// The views are the environment's own, and change with it.
Environment read_environment();

/// Adds `prefix`, from the root on: a relative one begins in the folder of now. Returns
/// false where it does not fit or there is no such folder.
bool add_absolute_prefix(Text<4096>& path, std::string_view prefix);

/// Takes the variables, and this library's name in LD_PRELOAD, out of the environment.
void hide_from_children();

}  // namespace jescope::shim
