// SPDX-License-Identifier: Apache-2.0
//
// What the library in the program is told by its environment:
//
//   LD_PRELOAD=/tmp/jescope.x1/libjescope_record.so:<what was there>
//   JESCOPE_RECORD=sample:524288,interval_ms:10000,keep:5
//   JESCOPE_RECORD_PREFIX=/dumps/jescope
//
// src/record/README.md tells what each key means; those at their defaults are left
// out, but for the first.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

namespace jescope {

struct RecorderSetting {
  uint64_t sample_bytes = 524288;  // mean bytes between two samples; 1: every allocation
  uint64_t interval_bytes = 0;     // 0: no such dumps
  uint64_t interval_ms = 0;        // 0: no such dumps
  int signal = 0;                  // 0: none
  bool peak = false;
  std::string at_rss;  // "90%" or bytes; empty: no such dumps
  uint64_t keep = 0;   // dumps of a process; 0: all
  bool final_dump = true;
  uint64_t depth = 128;             // frames
  uint64_t max_memory = 268435456;  // bytes
  bool children = true;

  // True where dumps are written before the end, too.
  bool dumps_on_the_way() const {
    return interval_bytes > 0 || interval_ms > 0 || signal > 0 || peak || !at_rss.empty();
  }
};

// Returns the value of JESCOPE_RECORD.
std::string setting_text(const RecorderSetting& setting);

// Where the library is and what it is to do.
struct Injection {
  std::string recorder_path;  // its path, without blanks and colons
  std::string setting;        // of JESCOPE_RECORD
  std::string prefix;         // of the dumps
};

// Returns `environment` ("NAME=value") with what `injection` says; libraries that are
// in LD_PRELOAD stay there, behind ours.
std::vector<std::string> recording_environment(std::vector<std::string> environment,
                                               const Injection& injection);

// Returns the value of a variable; empty: it is not there.
std::string variable_of(const std::vector<std::string>& environment, const std::string& name);

}  // namespace jescope
