// SPDX-License-Identifier: Apache-2.0
//
// A series of dumps as text: a line is a stack and its values, one a dump; "-"
// where a dump lacks the stack. Stacks and values are those of profile_text.h.
//
//   main;load 10 20/2 30/3
//   main;idle - - 5
#pragma once

#include <sstream>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/profile_builder.h"
#include "tests/support/profile_text.h"

namespace jescope {

// The folded text of each dump.
inline std::vector<std::string> dumps_of(std::string_view text) {
  std::vector<std::string> dumps;
  std::istringstream lines{std::string(text)};
  for (std::string line; std::getline(lines, line);) {
    std::istringstream words(line);
    std::string stack;
    words >> stack;
    std::string value;
    for (size_t i = 0; words >> value; ++i) {
      if (dumps.size() <= i) dumps.resize(i + 1);
      if (value != "-") dumps[i] += stack + " " + value + "\n";
    }
  }
  return dumps;
}

inline void add_dump(const Profile& dump, uint32_t snapshot, ProfileBuilder& builder) {
  for (const Sample& sample : dump.samples) {
    FrameStacks::Row row;
    for (const FrameId frame : dump.stacks.outermost_first(sample.stack)) {
      row = builder.child(row, builder.copy_frame(dump, dump.frame(frame)));
    }
    builder.add(row, sample.values, snapshot);
  }
}

// Reads a series of functions; `program` is the path of the executable. The
// dumps are called "d.0.heap" and so on, ten seconds and one number apart.
inline Profile series_of(std::string_view text, const std::string& program = "") {
  constexpr int64_t kTenSeconds = 10'000'000'000;
  const std::vector<std::string> dumps = dumps_of(text);
  Profile heading;
  heading.granularity = Granularity::kFunction;
  if (!program.empty()) heading.modules.push_back({program, "", "", "", true});
  for (size_t i = 0; i < dumps.size(); ++i) {
    heading.snapshots.push_back({"/dumps/d." + std::to_string(i) + ".heap", i,
                                 static_cast<int64_t>(i + 1) * kTenSeconds, false, 1024});
  }
  ProfileBuilder builder(heading);
  for (size_t i = 0; i < dumps.size(); ++i) {
    add_dump(profile_of(dumps[i]), static_cast<uint32_t>(i), builder);
  }
  return builder.take();
}

}  // namespace jescope
