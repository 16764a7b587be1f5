// SPDX-License-Identifier: Apache-2.0
//
// symbolize: a small AddressProfile and a table of names in, folded stacks out.
#include "jescope/symbolize/symbolize.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <map>
#include <string>

namespace jescope {
namespace {

// Knows chains by module path and offset; remembers what it was asked.
class TableSource : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    const Module& module = *query.module;
    ModuleSymbols symbols{"b1d", "none", "not in the table", {}};
    for (const uint64_t offset : query.offsets) {
      const auto found = chains.find({module.path, offset});
      symbols.chains.push_back(found == chains.end() ? SymbolChain() : found->second);
      if (found != chains.end()) symbols.source = "DWARF";
      asked += fmt::format("{}+{} ", module.path, offset);
    }
    asked += "; ";
    return symbols;
  }

  std::map<std::pair<std::string, uint64_t>, SymbolChain> chains;
  std::string asked;
};

// Two modules; a location's row is its index in `locations`.
class Symbolize : public testing::Test {
 protected:
  Symbolize() {
    profile_.modules.resize(3);
    profile_.modules[0].path = "/lib/b.so";
    profile_.modules[1].path = "/bin/a";
    profile_.modules[2].path = "/lib/unused.so";
    source_.chains[{"/bin/a", 10}] = {{"main", "main.cc", 7, false}};
    source_.chains[{"/bin/a", 20}] = {{"read", "io.h", 3, true}, {"run", "main.cc", 9, false}};
  }

  LocationId location(size_t module, uint64_t offset, std::string given_names = {}) {
    profile_.locations.push_back({ModuleId(module), offset, std::move(given_names), offset});
    return LocationId(profile_.locations.size() - 1);
  }

  void sample(const std::vector<LocationId>& outermost_first, int64_t bytes) {
    LocationStacks::Row row;
    for (const LocationId id : outermost_first) row = profile_.stacks.child(row, id);
    Values values;
    values[Metric::kInuseSpace].value = bytes;
    profile_.samples.push_back({row, values});
  }

  // Returns lines "main;run;[read] 12", outermost first, inlined in brackets.
  std::string folded(Inlines inlines = Inlines::kShow) {
    Diagnostics diagnostics;
    result_ = symbolize(profile_, source_, inlines, diagnostics);
    std::string text;
    for (const Sample& sample : result_.samples) {
      std::string stack;
      for (const FrameId id : result_.stacks.outermost_first(sample.stack)) {
        const Frame& frame = result_.frame(id);
        const std::string name = is_named(frame) ? std::string(result_.text(frame.function))
                                                 : place_label(result_, frame);
        stack += (stack.empty() ? "" : ";") + (frame.inlined ? "[" + name + "]" : name);
      }
      text += fmt::format("{} {}\n", stack, sample.values[Metric::kInuseSpace].value);
    }
    return text;
  }

  std::string modules() const {
    std::string text;
    for (const ModuleNames& module : result_.modules) {
      text +=
          fmt::format("{} {} {} {}\n", module.path, module.source, module.build_id, module.reason);
    }
    return text;
  }

  AddressProfile profile_;
  TableSource source_;
  Profile result_;
};

TEST_F(Symbolize, NamesStacks) {
  const LocationId main = location(1, 10);
  const LocationId run = location(1, 20);
  sample({main, run}, 5);
  sample({main}, 3);
  EXPECT_EQ(folded(), "main;run;[read] 5\nmain 3\n");
}

TEST_F(Symbolize, FoldsInlinedFunctions) {
  sample({location(1, 10), location(1, 20)}, 5);
  EXPECT_EQ(folded(Inlines::kFold), "main;run 5\n");
}

TEST_F(Symbolize, KeepsPlacesOfUnnamedLocations) {
  sample({location(1, 10), location(0, 0x1a2b)}, 5);
  EXPECT_EQ(folded(), "main;b.so+0x1a2b 5\n");
}

TEST_F(Symbolize, GivesFramesTheirPlaceAndLine) {
  sample({location(1, 20)}, 5);
  folded();
  const Frame& read = result_.frames.back();
  EXPECT_EQ(result_.text(read.file), "io.h");
  EXPECT_EQ(read.line, 3u);
  EXPECT_EQ(result_.text(read.module), "/bin/a");
  EXPECT_EQ(read.offset, 20u);
  EXPECT_EQ(result_.granularity, Granularity::kAddress);
}

TEST_F(Symbolize, AsksOncePerModuleInOrderOfOffsets) {
  const LocationId late = location(1, 20);
  const LocationId early = location(1, 10);
  const LocationId other = location(0, 5);
  sample({late, early, other}, 1);
  folded();
  EXPECT_EQ(source_.asked, "/lib/b.so+5 ; /bin/a+10 /bin/a+20 ; ");
}

TEST_F(Symbolize, PrefersGivenNames) {
  sample({location(1, 10, "start--inner"), location(1, 20, "??")}, 5);
  EXPECT_EQ(folded(), "start;[inner];run;[read] 5\n");
  EXPECT_EQ(source_.asked, "/bin/a+20 ; ");
}

TEST_F(Symbolize, AddsUpLocationsOfOneName) {
  const LocationId main = location(1, 10);
  sample({main}, 5);
  sample({main}, 6);
  EXPECT_EQ(folded(), "main 11\n");
}

TEST_F(Symbolize, AddsUpModulesOfOnePath) {
  profile_.modules[2].path = "/bin/a";
  source_.chains[{"/bin/a", 20}] = {};
  sample({location(1, 10), location(1, 20)}, 5);
  sample({location(2, 10), location(2, 20)}, 6);
  EXPECT_EQ(folded(), "main;a+0x14 11\n");
  EXPECT_EQ(result_.stacks.size(), 2u);
}

TEST_F(Symbolize, NamesSamplesWithoutFrames) {
  sample({location(1, 10)}, 2);
  sample({}, 5);
  sample({}, 6);
  EXPECT_EQ(folded(), "main 2\n[no backtrace] 11\n");
}

TEST_F(Symbolize, ListsModulesWithLocationsByPath) {
  sample({location(0, 5), location(1, 10)}, 1);
  folded();
  EXPECT_EQ(modules(), "/bin/a DWARF b1d not in the table\n/lib/b.so none b1d not in the table\n");
}

TEST_F(Symbolize, SaysWhichNamesTheDumpGave) {
  sample({location(0, 5, "f"), location(1, 10, "g"), location(1, 20)}, 1);
  folded();
  EXPECT_EQ(modules(), "/bin/a dump, DWARF b1d not in the table\n/lib/b.so dump  \n");
}

TEST_F(Symbolize, KeepsPeriodAndTotals) {
  profile_.sample_period_bytes = 524288;
  profile_.has_totals = true;
  EXPECT_EQ(folded(), "");
  EXPECT_EQ(result_.sample_period_bytes, 524288u);
  EXPECT_TRUE(result_.has_totals);
}

}  // namespace
}  // namespace jescope
