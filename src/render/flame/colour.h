// SPDX-License-Identifier: Apache-2.0
//
// Which colour a frame has. By module: a hue for the module, a tint of it by the
// frame's name, grey where there is no name. A module prefers a hue by the hash of its file name,
// so it keeps its colour from one picture to the next unless a larger module
// wants the same. flame.css gives each pair of hue and tint its colour.
#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <string>
#include <vector>

#include "jescope/render/flame.h"
#include "jescope/summarize/call_tree.h"

namespace jescope {

inline constexpr uint32_t kModuleHues = 7;
inline constexpr uint32_t kOtherHue = 7;    // modules beyond the largest ones
inline constexpr uint32_t kUnnamedHue = 8;  // grey
inline constexpr uint32_t kTints = 3;

struct LegendEntry {
  std::string label;
  uint32_t hue = 0;
};

struct FlameColours {
  std::vector<uint32_t> shades;      // by frame: hue * kTints + tint, as in "s22"
  std::vector<LegendEntry> modules;  // largest first
  bool has_others = false;           // some frame has kOtherHue
  bool has_unnamed = false;
  FlameColouring by = FlameColouring::kModule;
};

// From which share of the total on a frame has the second, third and fourth colour.
inline constexpr std::array kSelfSteps = {0.001, 0.01, 0.05};
inline constexpr std::array kTotalSteps = {0.01, 0.05, 0.2};

FlameColours choose_colours(const CallTree& tree, const FlameStyle& style = {});

// Returns the class of frames of this language: "l1" for C to "l5" for the kernel,
// grey where there is no name. Any two are told apart without seeing red, green or blue.
std::string language_class(CodeClass code);

// Returns the class of the node's colour:
//
//   s0 ... s26     by module, as FlameColours::shades has them
//   l1 ... l5 s25  by language, as language_class() has them
//   d0 g1 ... g4   by size: nothing, then from small to large
//
// and of a tree of changes by size, as change_class() has them.
std::string shade_class(const CallTree& tree, uint32_t node, const FlameColours& colours);

// Returns the class of a change. Steps are shares of the base's total, so two pictures compare:
//
//   k4 k3 k2 k1   shrunk by 20 %, 5 %, 1 % or more, by less
//   g1 g2 g3 g4   grown by less than 1 %, by 1 %, 5 %, 20 % or more
//   dn dg d0      new, gone, within noise
std::string change_class(const CallTree& tree, const Change& change);

// Returns what changes are shares of: the base's total; of an empty base the
// other side's.
double change_whole(const CallTree& tree);

}  // namespace jescope
