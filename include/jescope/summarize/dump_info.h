// SPDX-License-Identifier: Apache-2.0
//
// What a dump is and how much of it could be named: what `info` prints.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jescope/model/dump.h"
#include "jescope/model/profile.h"
#include "jescope/summarize/module_share.h"

namespace jescope {

struct ThreadShare {
  uint64_t number = 0;
  std::string name;  // empty: none was set
  Values values;     // of the thread's own lines; their sum need not be the total
};

struct DumpInfo {
  std::string source;
  std::optional<DumpName> name;
  std::string format;            // "heap_v2"
  std::string likely_allocator;  // "jemalloc 5.3.0 or later"
  uint64_t sample_period_bytes = 0;
  bool has_totals = false;
  bool has_mappings = false;
  size_t stacks = 0;     // records of the file
  size_t addresses = 0;  // distinct
  size_t without_backtrace = 0;
  size_t cut_short = 0;  // stacks as deep as jemalloc records, so perhaps deeper
  Values total;
  std::optional<RecorderNotes> recorder;  // of a dump that `jescope record` wrote
  double named_bytes_share = 0;           // of live bytes, in stacks whose innermost frame is named
  std::vector<ThreadShare> threads;       // by live bytes, largest first, then by number
  std::vector<ModuleShare> modules;       // with frames only; by live bytes, then by path
};

// Returns the share of `metric` in stacks whose innermost frame is named; 1 for
// an empty profile.
double named_share(const Profile& profile, Metric metric);

// `named` is `dump` with names and `trimmed` the same without allocator frames,
// both at Granularity::kAddress; `threads` are the estimates of the dump's
// threads, in the order of the dump.
DumpInfo describe_dump(const Dump& dump, const Profile& named, const Profile& trimmed,
                       std::vector<Values> threads);

}  // namespace jescope
