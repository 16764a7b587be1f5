// SPDX-License-Identifier: Apache-2.0
//
// Split DWARF (-gsplit-dwarf): the program has a skeleton unit with ranges and
// lines, a .dwo file or a package (.dwp) has the rest. The two have one id.
#pragma once

#include <map>
#include <memory>
#include <mutex>
#include <optional>

#include "symbolize/dwarf/split_files.h"
#include "symbolize/dwarf/unit.h"

namespace jescope {

// Where the other half of a skeleton is.
struct SplitUnitPlace {
  const DwarfSource* source = nullptr;
  UnitPlace place;
  UnitSections sections;
};

// True when `unit` is a skeleton.
bool is_skeleton(const DwarfUnit& unit);

// The split units of one program; serves all threads.
class SplitUnits {
 public:
  // `files` may be null: there are none.
  explicit SplitUnits(SplitFiles* files) : files_(files) {}

  // Returns where the split unit of `skeleton` is; nothing when it is not here.
  std::optional<SplitUnitPlace> find(const DwarfUnit& skeleton);

 private:
  // The units of one file by id; of several with one id, the first.
  using UnitsById = std::map<uint64_t, const UnitHeader*>;
  struct File {
    std::unique_ptr<DwarfSource> source;
    std::optional<UnitsById> units;  // not read yet; never of a package
  };

  static UnitsById read_ids(const DwarfSource& source);
  const DwarfSource& source_of(const DebugSections& sections);
  const UnitsById& units_of(const DebugSections& sections);
  std::optional<SplitUnitPlace> find_in_package(const DwarfUnit& skeleton);
  std::optional<SplitUnitPlace> find_in_file(const DwarfUnit& skeleton);

  SplitFiles* files_;
  std::mutex mutex_;  // of open_
  std::map<const DebugSections*, File> open_;
};

}  // namespace jescope
