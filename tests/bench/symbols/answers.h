// SPDX-License-Identifier: Apache-2.0
//
// What a symbolizer said, read from what `addr2line -afiC` and its like print
// (an example is in name_addresses.cc), and what a module's own tables say of
// where its functions are.
#pragma once

#include <cstdint>
#include <map>
#include <string>
#include <string_view>
#include <vector>

namespace jescope::testing {

struct AnswerFrame {
  std::string function;  // "??": none
  std::string file;      // "??": none
  uint64_t line = 0;     // 0: none
};

using Answer = std::vector<AnswerFrame>;  // innermost first; never empty
using Answers = std::map<uint64_t, Answer>;

// Returns the answers of the file at `path`, by address.
Answers read_answers(const std::string& path);

bool is_named(const Answer& answer);

// One function of the module: a symbol with a size, or a frame of .eh_frame.
struct Bound {
  uint64_t start = 0;
  uint64_t end = 0;
  std::string name;  // demangled; empty: a frame
};

class Bounds {
 public:
  // Reads lines as nm -S and readelf --debug-dump=frames have them, numbers in
  // hexadecimal: "symbol START LENGTH NAME" and "frame START END". Without such
  // a file nothing is known of the module.
  static Bounds read(const std::string& path);

  // Returns those that hold `address`.
  std::vector<Bound> around(uint64_t address) const;
  bool is_known() const { return !bounds_.empty(); }

 private:
  std::vector<Bound> bounds_;           // by start
  std::vector<uint64_t> furthest_end_;  // of a bound and all before it
};

}  // namespace jescope::testing
