// SPDX-License-Identifier: Apache-2.0
//
// One of several dumps whose stacks stand side by side in one profile: the two
// sides of a comparison, or the points of a series. Also one of the threads of a
// single dump.
#pragma once

#include <cstdint>
#include <limits>
#include <optional>
#include <string>

namespace jescope {

struct Snapshot {
  std::string source;                // path of the dump as given by the user
  uint64_t sequence = 0;             // as in the dump's name; 0: its name tells none
  int64_t written_ns = 0;            // when the file was last changed, since 1970; 0: unknown
  bool has_totals = false;           // the alloc_ metrics were accumulated
  uint64_t sample_period_bytes = 0;  // 0 or 1: every allocation was recorded
  uint64_t process_id = 0;           // as in the dump's name; 0: its name tells none
  // Of a thread: jemalloc's number and the name, which may be empty. Nothing: this
  // is all of a dump, or what of it is of no thread.
  std::optional<uint64_t> thread = std::nullopt;
  std::string thread_name = {};

  friend bool operator==(const Snapshot&, const Snapshot&) = default;
};

}  // namespace jescope
