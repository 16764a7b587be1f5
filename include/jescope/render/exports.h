// SPDX-License-Identifier: Apache-2.0
//
// Writes profiles for other programs.
#pragma once

#include <string>
#include <string_view>

#include "jescope/model/profile.h"
#include "jescope/summarize/call_costs.h"

namespace jescope {

// Folded stacks, as flamegraph.pl, inferno and speedscope read them: frames
// outermost first, joined by ';', a space, the value; sorted bytewise.
std::string render_folded(const Profile& profile, Metric metric);

// The same of two snapshots, as difffolded.pl and inferno-diff-folded write them:
// a stack's value before and after, both of one line, zero where a side has none.
std::string render_folded_sides(const Profile& sides, Metric metric);

// A callgrind file for KCachegrind and callgrind_annotate. AllocBytes and
// AllocObjects are written when `has_totals`. `command` names the program.
std::string render_callgrind(const CallCosts& costs, bool has_totals, const std::string& command);

// A callgrind file of what sum_change_costs() returns for a difference: the
// events Grown and Shrunk, both 0 or more, in the unit of `metric`.
std::string render_callgrind_change(const CallCosts& costs, Metric metric,
                                    const std::string& command);

// The gzipped protocol buffer of pprof (its proto/profile.proto): live objects
// and bytes and, where they were accumulated, all that were allocated. Of two
// snapshots the first is the base, as pprof's -diff_base marks it; snapshots that
// are threads are labels. `comment` is shown by `pprof -comments`; `drop_frames` is
// what pprof and jescope leave out, a regular expression on whole names.
std::string render_pprof(const Profile& profile, std::string_view comment,
                         std::string_view drop_frames = {});

// A file for speedscope: a profile for each metric, `first` before the others; of
// several snapshots one for each.
std::string render_speedscope(const Profile& profile, Metric first, const std::string& name);

// JSON lines, one for each stack, outermost frame first: rows for a database.
// `name` is the dump's where the profile has no snapshots.
std::string render_stack_rows(const Profile& profile, const std::string& name);

// The same, dump by dump: there may be hundreds.
class StackRows {
 public:
  explicit StackRows(Profile profile, const std::string& name = {});

  // Returns the rows of the next dump that has any; empty: that was the last.
  std::string next();

 private:
  Profile profile_;
  std::vector<std::string> labels_;   // by frame
  std::vector<std::string> modules_;  // by frame
  std::vector<std::string> origins_;  // by snapshot
  size_t next_ = 0;                   // sample
};

// JSON of schema "jescope/profile/1", stacks innermost first, largest first.
std::string render_profile_json(const Profile& profile);

}  // namespace jescope
