// SPDX-License-Identifier: Apache-2.0
//
// The words in which annotated source is told, the same in a terminal and on a
// page. Internal to `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/source_list.h"
#include "render/text_table.h"

namespace jescope {

class ListWords {
 public:
  ListWords(const SourceList& list, ByteUnit unit) : list_(list), unit_(unit) {}

  // True for a change that is not told apart from nothing.
  bool is_noise(const Estimate& estimate) const;

  // "1.5 MiB", of a difference "+1.5 MiB", in noise "~+1.5 MiB"; "." for nothing.
  std::string value(const Estimate& estimate) const;

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
  std::string share(const Estimate& estimate) const;

  const SourceList& list_;
  const ByteUnit unit_;
};

// Returns how many lines of the file are left out before `line`, which follows
// `before`.
uint32_t lines_between(const ListedFunction& function, const ListedLine& before,
                       const ListedLine& line);

}  // namespace jescope
