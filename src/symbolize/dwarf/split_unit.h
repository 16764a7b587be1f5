// SPDX-License-Identifier: Apache-2.0
//
// Split DWARF (-gsplit-dwarf): the program has a skeleton unit with ranges and
// lines, a .dwo file beside the object the rest.
#pragma once

#include <elfutils/libdw.h>

#include <string>

#include "symbolize/dwarf/dwarf_guard.h"

namespace jescope {

struct UnitEntries {
  Dwarf_Die root;        // whose children are the unit's functions
  bool is_found = true;  // false: a skeleton whose .dwo file is not here
};

// The split units of one file; to be kept as long as entries of theirs are used.
class SplitUnits {
 public:
  // `folder`: of the file with the skeletons.
  explicit SplitUnits(std::string folder) : folder_(std::move(folder)) {}

  // Returns `root` itself or, for a skeleton, the root of its split unit.
  UnitEntries entries(const Dwarf_Die& root);

 private:
  std::string folder_;
  SectionCopies copies_;
};

}  // namespace jescope
