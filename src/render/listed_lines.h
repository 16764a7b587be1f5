// SPDX-License-Identifier: Apache-2.0
//
// The words in which annotated source is told, the same in a terminal and on a
// page. Internal to `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/source_list.h"
#include "render/estimate_words.h"
#include "render/text_table.h"

namespace jescope {

class ListWords {
 public:
  ListWords(const SourceList& list, ByteUnit unit)
      : numbers_{list.metric, list.is_change, list.whole, unit} {}

  bool is_noise(const Estimate& estimate) const { return numbers_.is_noise(estimate); }
  std::string value(const Estimate& estimate) const { return numbers_.value(estimate); }

  // "self 1.0 MiB (10.0%), cumulative 4.0 MiB (40.0%) ± 0.5 MiB"
  std::string sums(const ListedFunction& function) const;

  // "/src/a.cc, libfoo.so; text of ./a.cc"; what is unknown is left out, and a
  // text of the file itself is not told.
  std::string place(const ListedFunction& function) const;

  // The line's code; where no source was read "a.cc:12".
  std::string code(const ListedFunction& function, const ListedLine& line) const;

  // "12", "?" where it is unknown.
  std::string number(const ListedLine& line) const;

  // How the line stands out.
  Emphasis emphasis(const ListedLine& line) const;

 private:
  const EstimateWords numbers_;
};

// Returns how many lines of the file are left out before `line`, which follows
// `before`.
uint32_t lines_between(const ListedFunction& function, const ListedLine& before,
                       const ListedLine& line);

}  // namespace jescope
