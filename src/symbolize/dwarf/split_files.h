// SPDX-License-Identifier: Apache-2.0
//
// Where split DWARF (-gsplit-dwarf) is: the program has a skeleton unit with
// ranges and lines, a .dwo file beside the object, or a .dwp package beside the
// program, has the rest. Which files may be opened is for `find` to say; the
// reader only proves that what it gets has the skeleton's id.
#pragma once

#include <cstdint>
#include <string_view>

#include "symbolize/dwarf/debug_sections.h"

namespace jescope {

// What a skeleton unit says of its other half.
struct SplitUnitName {
  std::string_view file;                // DW_AT_dwo_name, as "build/main.dwo"
  std::string_view compilation_folder;  // DW_AT_comp_dir; empty: unknown
};

class SplitFiles {
 public:
  virtual ~SplitFiles() = default;

  // Returns the program's package of split units; null: there is none. The
  // result, here and below, is valid as long as this object. Both functions may
  // be called from several threads at a time.
  virtual const DebugSections* package() = 0;

  // Returns the sections of the .dwo file; null: it is not here.
  virtual const DebugSections* find(const SplitUnitName& unit) = 0;
};

}  // namespace jescope
