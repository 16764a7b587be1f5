// SPDX-License-Identifier: Apache-2.0
//
// Names made to be costly: the work is bounded, sound names are not touched.
#include <gtest/gtest.h>

#include <string>

#include "jescope/symbolize/demangle.h"
#include "jescope/symbolize/symbolize.h"
#include "symbolize/given_names.h"
#include "symbolize/name_cost.h"

namespace jescope {
namespace {

std::string substitution(size_t number) {
  constexpr std::string_view kDigits = "0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ";
  if (number == 0) return "S_";
  std::string digits;
  for (size_t left = number - 1; digits.empty() || left != 0; left /= 36) {
    digits.insert(digits.begin(), kDigits[left % 36]);
  }
  return "S" + digits + "_";
}

// f<int>(a<int, int>, <expansion> of a type that doubles `levels` times).
std::string doubling_expansion(size_t levels, const std::string& expansion) {
  std::string type = "S0_IS1_S1_E";
  for (size_t level = 0; level < levels; ++level) {
    type = "S0_I" + type + substitution(level + 2) + "E";
  }
  return "_Z1fIiEv1aIiiE" + expansion + type;
}

TEST(HostileNames, ExpansionsOfDoublingTypesStayMangled) {
  for (const size_t levels : {20, 44, 200}) {
    const std::string name = doubling_expansion(levels, "Dp");
    EXPECT_FALSE(is_cheap_to_demangle(name)) << levels;
    EXPECT_EQ(demangle(name), name);
  }
  EXPECT_TRUE(is_cheap_to_demangle(doubling_expansion(3, "Dp")));
}

TEST(HostileNames, ManyTemplatesAndReferencesStayMangled) {
  std::string name = "_Z1fIiEv";
  for (int i = 0; i < 400; ++i) name += "1aIiE";
  for (int i = 0; i < 600; ++i) name += "RT_";
  EXPECT_EQ(demangle(name), name);
}

TEST(HostileNames, SoundExpansionsAreDemangled) {
  EXPECT_EQ(demangle("_Z1fIJidEEvDpT_"), "void f<int, double>(int, double)");
  EXPECT_EQ(demangle("_ZNSt6vectorIiSaIiEE12emplace_backIJiEEERiDpOT_"),
            "int& std::vector<int, std::allocator<int> >::emplace_back<int>(int&&)");
  EXPECT_EQ(demangle("_Z1fIJidEE1aIXsZT_EEDpT_"), "a<2> f<int, double>(int, double)");
}

TEST(HostileNames, LongGivenChainsLoseTheirMiddle) {
  std::string names = "f0";
  for (int i = 1; i < 100000; ++i) names += "--f" + std::to_string(i);
  const SymbolChain chain = parse_given_names(names);
  ASSERT_EQ(chain.size(), kMostGivenNames);
  EXPECT_EQ(chain.front().function, "f99999");
  EXPECT_EQ(chain.back().function, "f0");
  EXPECT_FALSE(chain.back().inlined);
}

class NoSource : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    return {{}, "none", {}, std::vector<SymbolChain>(query.offsets.size())};
  }
};

// One stack that calls one place again and again, with 256 names.
AddressProfile deep_profile(size_t calls) {
  AddressProfile profile;
  profile.modules.resize(1);
  std::string names = "f0";
  for (size_t i = 1; i < kMostGivenNames; ++i) names += "--f" + std::to_string(i);
  profile.locations.push_back({ModuleId(0), 1, names, 1, 0});
  LocationStacks::Row row;
  for (size_t i = 0; i < calls; ++i) row = profile.stacks.append(row, LocationId(0));
  profile.samples.push_back({row, {}});
  return profile;
}

TEST(HostileNames, InlinesAreFoldedWhereTheStacksWouldNotFit) {
  constexpr size_t kCalls = 400'000;  // times 256: over 100 million
  NoSource source;
  Diagnostics diagnostics;
  const Profile profile = symbolize(deep_profile(kCalls), source, Inlines::kShow, diagnostics);
  EXPECT_EQ(profile.stacks.size(), kCalls);
  ASSERT_EQ(diagnostics.list().size(), 1u);
  EXPECT_EQ(diagnostics.list().front().times, 1u);
  Diagnostics none;
  EXPECT_EQ(symbolize(deep_profile(10), source, Inlines::kShow, none).stacks.size(), 2560u);
  EXPECT_TRUE(none.list().empty());
}

}  // namespace
}  // namespace jescope
