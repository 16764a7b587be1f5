// SPDX-License-Identifier: Apache-2.0
//
// Makes the snapshots of a profile meet by name although they come from other
// builds, folders or hosts: functions by NameRules, modules and source files by
// the ends of their paths, and places without a name, whose offsets mean nothing
// in another build, by their module. Done before `regroup`, which then puts
// equal names together.
#pragma once

#include <string>
#include <vector>

#include "jescope/model/merged_names.h"
#include "jescope/model/profile.h"
#include "jescope/select/name_rules.h"

namespace jescope {

// Whether paths that differ between the first snapshot and a later one may be
// those of one file.
enum class Paths {
  kCompare,  // as they are written
  kUnify,    // by their last parts, where no other file could be meant: the
             // first snapshot's path then stands for both
};

struct RenameOptions {
  Paths paths = Paths::kCompare;
  // Paths of modules whose offsets cannot be compared. All places in one that
  // have no name become a single frame, "libfoo.so [no name]".
  std::vector<std::string> incomparable_modules;
};

struct Renamed {
  Profile profile;
  MergedNames merged;
};

// Returns `profile` with new names; frames that are then equal in all fields
// meet. The user's rules are applied to source files, too; Profile::modules
// stays.
Renamed rename(const Profile& profile, const NameRules& rules, const RenameOptions& options);

// Returns the modules of two profiles, named and not yet lined up, whose offsets
// cannot be compared: those whose build-ids are both known and differ, and what
// is no file ("[anonymous]"), where an offset is an address of one process.
// Modules of different paths are paired as Paths::kUnify does.
std::vector<std::string> incomparable_modules(const Profile& before, const Profile& after);

}  // namespace jescope
