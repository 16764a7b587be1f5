// SPDX-License-Identifier: Apache-2.0
//
// A profile written as a symbolized dump is the same profile when it is read.
#include <gtest/gtest.h>

#include <array>
#include <map>

#include "jescope/base/printable.h"
#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/render/symbolized_dump.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/support/small_profiles.h"

namespace jescope::testing {
namespace {

// No file is looked at: the dump has all names.
class Nobody : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    ADD_FAILURE() << "asked for " << query.offsets.size() << " names";
    return {};
  }
};

Profile read_back(const std::string& text) {
  Diagnostics diagnostics;
  Result<Dump> dump = read_dump(*memory_source(text), "written.heap", diagnostics);
  EXPECT_TRUE(dump.ok()) << text;
  if (!dump.ok()) return {};
  Nobody nobody;
  Profile profile =
      symbolize(normalize(*dump, ThreadChoice()), nobody, Inlines::kShow, diagnostics);
  EXPECT_TRUE(diagnostics.list().empty());
  return profile;
}

using Numbers = std::array<int64_t, kAllMetrics.size()>;

std::string name_of(const Profile& profile, const Frame& frame) {
  return printable_text(has_function(frame) ? profile.text(frame.function)
                                            : place_label(profile, frame));
}

std::string spell(const Profile& profile, FrameStacks::Row row) {
  if (row.is_none()) return std::string(kNoBacktrace) + '\n';
  std::string stack;
  for (const FrameId frame : profile.stacks.outermost_first(row)) {
    const bool inlined = !stack.empty() && profile.frame(frame).inlined;
    stack += name_of(profile, profile.frame(frame)) + (inlined ? " (inlined)\n" : "\n");
  }
  return stack;
}

// The numbers by stack; sums of equal names saturate as all sums do.
std::map<std::string, Numbers> numbers_by_names(const Profile& profile) {
  std::map<std::string, Values> sums;
  for (const Sample& sample : profile.samples) {
    if (!sample.values.empty()) sums[spell(profile, sample.stack)] += sample.values;
  }
  std::map<std::string, Numbers> numbers;
  for (const auto& [stack, values] : sums) {
    for (size_t i = 0; i < kAllMetrics.size(); ++i) numbers[stack][i] = values.estimates[i].value;
  }
  return numbers;
}

TEST(SymbolizedDump, ReadsBackToTheSameStacksAndValues) {
  for_each_profile([](const Profile& profile) {
    const Profile read = read_back(render_symbolized_dump(profile));
    EXPECT_EQ(numbers_by_names(read), numbers_by_names(profile));
  });
}

TEST(SymbolizedDump, OfAReadOneIsTheSameText) {
  for_each_random_profile([](const Profile& profile) {
    const std::string text = render_symbolized_dump(profile);
    EXPECT_EQ(render_symbolized_dump(read_back(text)), text);
  });
}

}  // namespace
}  // namespace jescope::testing
