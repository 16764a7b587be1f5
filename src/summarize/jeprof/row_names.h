// SPDX-License-Identifier: Apache-2.0
//
// What jeprof calls a frame. Internal to `summarize`.
#pragma once

#include <string>
#include <vector>

#include "jescope/model/jeprof_words.h"
#include "jescope/model/profile.h"

namespace jescope {

// Names of the frames of a profile, as rows and nodes have them: the short name, with
// " (inline)" behind what was compiled into its caller. It depends on the function
// alone, so that scripts can follow it from dump to dump; overloads share it.
class JeprofRowNames {
 public:
  JeprofRowNames(const Profile& profile, Granularity granularity, JeprofNames names);

  std::string of(const Frame& frame) const;

 private:
  std::string shortened(const Frame& frame) const;
  std::string function(const Frame& frame) const;
  std::string line(const Frame& frame) const;
  std::string file(const Frame& frame) const;

  const Profile& profile_;
  const Granularity granularity_;
  const JeprofNames names_;
};

// Frames of one name are one entry.
struct JeprofEntries {
  std::vector<std::string> names;  // distinct, in order of the first frame that has it
  std::vector<size_t> of_frame;    // in `names`, by the profile's frames
};

JeprofEntries name_entries(const Profile& profile, Granularity granularity, JeprofNames names);

// Sums by entry, as jeprof has them before anything is left out.
struct JeprofSums {
  std::vector<Estimate> flat;        // by entry: of stacks that begin with it
  std::vector<Estimate> cumulative;  // by entry: of stacks that hold it
  Estimate chosen;                   // of all stacks that have frames
};

JeprofSums sum_entries(const Profile& profile, Metric metric, const JeprofEntries& entries);

}  // namespace jescope
