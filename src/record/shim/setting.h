// SPDX-License-Identifier: Apache-2.0
//
// What JESCOPE_RECORD says: key:value pairs parted by commas, as in
//
//   sample:524288,interval_ms:60000,at_rss:90%,keep:10
//
// The keys are told in src/record/README.md.
#pragma once

#include <cstdint>
#include <string_view>

namespace jescope::shim {

struct Setting {
  uint64_t sample_period_bytes = uint64_t{512} << 10;  // 1: every allocation
  uint64_t interval_bytes = 0;                         // 0: no such dumps
  uint64_t interval_ms = 0;                            // 0: no such dumps
  uint64_t signal = 0;                                 // 0: none
  uint64_t peak = 0;                                   // 1: dumps at new peaks
  uint64_t at_rss_bytes = 0;                           // 0: no such dumps
  uint64_t at_rss_percent = 0;                         // of the limit; 0: no such dumps
  uint64_t keep = 0;                                   // 0: all dumps stay
  uint64_t final_dump = 1;                             // 0: none at exit
  uint64_t depth = 128;                                // frames of a stack, at most
  uint64_t max_memory_bytes = uint64_t{256} << 20;
  uint64_t children = 1;  // 0: not the programs that this one starts
};

/// What could not be understood: "expected `expected`, got `got`". Views of the text read
/// and of constants.
struct SettingFault {
  std::string_view where;
  std::string_view expected;
  std::string_view got;
};

/// Returns whether all of `text` was understood; else `fault` says what was not, and
/// `setting` is of no use.
bool parse_setting(std::string_view text, Setting& setting, SettingFault& fault);

}  // namespace jescope::shim
