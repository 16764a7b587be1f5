// SPDX-License-Identifier: Apache-2.0
#include "jescope/symbolize/remembered_names.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

// Names each place by its offset, and counts what it is asked.
class Counting : public SymbolSource {
 public:
  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries, Diagnostics&) override {
    std::vector<ModuleSymbols> answers;
    for (const ModuleQuery& query : queries) {
      ModuleSymbols symbols;
      symbols.source = "symtab";
      for (const uint64_t offset : query.offsets) {
        asked.push_back(offset);
        symbols.chains.push_back({{std::to_string(offset), "", 0, false, FrameKind::kNative}});
      }
      answers.push_back(symbols);
    }
    return answers;
  }

  std::vector<uint64_t> asked;
};

std::string names_of(SymbolSource& source, const Module& module,
                     const std::vector<uint64_t>& offsets) {
  Diagnostics diagnostics;
  const ModuleQuery query{&module, offsets, {}, NameDetail::kChains, 0, false};
  const std::vector<ModuleSymbols> answers = source.look_up(std::span(&query, 1), diagnostics);
  std::string text = answers.front().source;
  for (const SymbolChain& chain : answers.front().chains) text += " " + chain.front().function;
  return text;
}

TEST(RememberedNames, AskForEachPlaceOnce) {
  Counting inner;
  const std::unique_ptr<SymbolSource> source = remember_names(inner);
  Module app;
  app.path = "/app";
  Module library;
  library.path = "/lib.so";
  EXPECT_EQ(names_of(*source, app, {1, 2}), "symtab 1 2");
  EXPECT_EQ(names_of(*source, app, {2, 3}), "symtab 2 3");
  EXPECT_EQ(names_of(*source, library, {2}), "symtab 2");
  EXPECT_EQ(names_of(*source, app, {1, 3}), "symtab 1 3");
  EXPECT_EQ(inner.asked, (std::vector<uint64_t>{1, 2, 3, 2}));
}

}  // namespace
}  // namespace jescope
