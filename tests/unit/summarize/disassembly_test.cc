// SPDX-License-Identifier: Apache-2.0
//
// Numbers at instructions, from profiles as text. A place is the byte before a
// return address, so it lies in the call that its number belongs to.
#include "jescope/summarize/disassembly.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/profile_text.h"

namespace jescope {
namespace {

constexpr uint64_t kOffset = 0x100;  // link addresses are so much above offsets

// The places of a profile, as its dump would have them.
CodePlaces places_of(const Profile& profile) {
  AddressProfile addresses;
  for (const char* path : {"app", "lib"}) {
    Module module;
    module.path = path;
    addresses.modules.push_back(module);
  }
  for (const Frame& frame : profile.frames) {
    if (frame.module.is_none()) continue;
    Location location;
    location.module = ModuleId(profile.text(frame.module) == "app" ? 0 : 1);
    location.link_address = frame.offset;
    location.offset = frame.offset - kOffset;
    addresses.locations.push_back(location);
  }
  CodePlaces places;
  places.add(addresses);
  return places;
}

// "f app self cumulative: offset offset", a line each.
std::string to_text(const SampledCode& code, const CodePlaces& places) {
  std::string text;
  for (const SampledFunction& function : code.functions) {
    text += fmt::format("{} {} {} {}:", function.name, places.modules()[function.module].path,
                        function.self.value, function.cumulative.value);
    for (const uint64_t offset : function.offsets) text += fmt::format(" {:#x}", offset);
    text += '\n';
  }
  if (code.functions_left_out == 0) return text;
  return text + fmt::format("{} left out\n", code.functions_left_out);
}

// "f self cumulative", then "  address self cumulative" of instructions with numbers.
std::string to_text(const Disassembly& list) {
  std::string text;
  for (const ListedCode& code : list.codes) {
    text += fmt::format("{} {} {}\n", code.symbol, code.self.value, code.cumulative.value);
    for (const ListedInstruction& instruction : code.instructions) {
      if (!instruction.has_numbers()) continue;
      text += fmt::format("  {:x} {} {}\n", instruction.address, instruction.self.value,
                          instruction.cumulative.value);
    }
  }
  return text;
}

SampledCode find(const Profile& profile, std::string_view wanted,
                 CodeMatch match = CodeMatch::kInlined) {
  return find_sampled_code(profile, places_of(profile), Metric::kInuseSpace, match,
                           [wanted](std::string_view name) { return name.starts_with(wanted); });
}

// A function of `count` instructions, each 4 bytes long.
FunctionCode code_at(std::string name, uint64_t address, uint32_t count) {
  FunctionCode code;
  code.name = std::move(name);
  code.address = address;
  code.file_offset = address - kOffset;
  code.size_bytes = uint64_t{count} * 4;
  for (uint32_t i = 0; i < count; ++i) code.instructions.push_back({i * 4, 4, "nop"});
  return code;
}

Disassembly annotated(const Profile& profile, std::string_view wanted,
                      std::vector<FunctionCode> functions) {
  ModuleLines module;
  for (const FunctionCode& code : functions) {
    for (size_t i = 0; i < code.instructions.size(); ++i) {
      module.chains.push_back({{code.name, "/src/a.cc", static_cast<uint32_t>(10 + i), {}, false}});
    }
  }
  module.functions = std::move(functions);
  return annotate(profile, places_of(profile), Metric::kInuseSpace, find(profile, wanted),
                  {std::move(module)});
}

const char* const kCalls =
    "main||app+0x1007;f||app+0x200b 10\n"
    "main||app+0x1007;f||app+0x2003;g||app+0x3003 5\n"
    "main||app+0x100b 1\n";

TEST(Disassembly, FindsFunctionsByTheirPlaces) {
  const Profile profile = profile_of(kCalls, Granularity::kAddress);
  const SampledCode code = find(profile, "");
  EXPECT_EQ(to_text(code, places_of(profile)),
            "main app 1 16: 0xf07 0xf0b\n"
            "f app 10 15: 0x1f03 0x1f0b\n"
            "g app 5 5: 0x2f03\n");
  EXPECT_EQ(to_text(keep_first(code, 1), places_of(profile)),
            "main app 1 16: 0xf07 0xf0b\n2 left out\n");
}

TEST(Disassembly, PutsNumbersAtTheCallsThatHoldPlaces) {
  const Profile profile = profile_of(kCalls, Granularity::kAddress);
  const Disassembly list =
      annotated(profile, "f", {code_at("f", 0x2000, 4), code_at("g", 0x3000, 2)});
  EXPECT_EQ(to_text(list),
            "f 10 15\n"
            "  2000 0 5\n"
            "  2008 10 10\n");
  EXPECT_EQ(list.total.value, 16);
}

TEST(Disassembly, ARecursiveFunctionCountsAStackOnce) {
  const Profile profile =
      profile_of("f||app+0x2003;f||app+0x2003;f||app+0x200b 7\n", Granularity::kAddress);
  EXPECT_EQ(to_text(annotated(profile, "f", {code_at("f", 0x2000, 4)})),
            "f 7 7\n"
            "  2000 0 7\n"
            "  2008 7 7\n");
}

TEST(Disassembly, WhatIsInlinedIsFoundInTheFunctionThatHasItsCode) {
  const Profile profile = profile_of("f||app+0x2003;leaf||app+0x2003|i 7\n", Granularity::kAddress);
  EXPECT_EQ(to_text(find(profile, "leaf"), places_of(profile)), "f app 7 7: 0x1f03\n");
  EXPECT_EQ(to_text(find(profile, "leaf", CodeMatch::kCode), places_of(profile)), "");
  EXPECT_EQ(to_text(annotated(profile, "leaf", {code_at("f", 0x2000, 1)})), "f 7 7\n  2000 7 7\n");
}

TEST(Disassembly, ThePiecesOfAFunctionStandOneAfterTheOther) {
  const Profile profile = profile_of("f||app+0x2003 7\nf||app+0x5003 2\n", Granularity::kAddress);
  EXPECT_EQ(to_text(annotated(profile, "f",
                              {code_at("f", 0x2000, 1), code_at("f [clone .cold]", 0x5000, 1)})),
            "f 7 7\n  2000 7 7\nf [clone .cold] 2 2\n  5000 2 2\n");
}

TEST(Disassembly, CodeThatIsNotThereIsLeftOut) {
  const Profile profile = profile_of(kCalls, Granularity::kAddress);
  EXPECT_EQ(to_text(annotated(profile, "f", {})), "");
  EXPECT_EQ(to_text(annotated(profile, "f", {code_at("f", 0x2000, 0)})), "");
  EXPECT_EQ(find(profile_of("f 5\n", Granularity::kAddress), "f").functions.size(), 0u);
}

TEST(Disassembly, ModulesOfOnePathAreOne) {
  const Profile profile = profile_of(kCalls, Granularity::kAddress);
  CodePlaces places = places_of(profile);
  AddressProfile again;
  again.modules.resize(1);
  again.modules[0].path = "app";
  places.add(again);
  EXPECT_EQ(places.modules().size(), 2u);
  EXPECT_EQ(places.offsets_of(0), (std::vector<uint64_t>{0xf07, 0xf0b, 0x1f03, 0x1f0b, 0x2f03}));
  EXPECT_FALSE(places.find("app", 0x9999));
  EXPECT_FALSE(places.find("other", 0x1007));
}

}  // namespace
}  // namespace jescope
