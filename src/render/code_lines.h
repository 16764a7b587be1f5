// SPDX-License-Identifier: Apache-2.0
//
// How code is told, the same in a terminal and on a page. Internal to `render`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/summarize/disassembly.h"

namespace jescope {

// Instructions in a row that were made of one source line.
struct CodeRun {
  const CodeLine* line = nullptr;  // null: unknown
  std::span<const ListedInstruction> instructions;
  Estimate self;
  Estimate cumulative;
};

std::vector<CodeRun> runs_of(const Disassembly& list, const ListedCode& code);

// "libcache.so, 0x1230 to 0x12a4"
std::string code_place(const ListedCode& code);

// "cache.cc:12  nodes_.push_back(new Node(key));"; of what was inlined
// "node.h:7 in Node::Node(Key)  next_ = nullptr;".
std::string line_words(const CodeLine& line, const ListedCode& code);

}  // namespace jescope
