// SPDX-License-Identifier: Apache-2.0
//
// Hues for the modules that take the largest part of the picture.
#include "render/flame/colour.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <string_view>

#include "jescope/summarize/diff_table.h"

namespace jescope {
namespace {

using HueByModule = std::map<std::string_view, uint32_t>;

// FNV-1a: the same on every machine, unlike std::hash.
uint32_t name_hash(std::string_view name) {
  uint32_t hash = 2166136261u;
  for (const char c : name) hash = (hash ^ static_cast<unsigned char>(c)) * 16777619u;
  return hash ^ (hash >> 16);
}

// A module and the part of the picture its frames cover.
struct ModuleArea {
  std::string_view module;
  double area = 0;
};

std::vector<ModuleArea> modules_by_area(const CallTree& tree) {
  std::map<std::string_view, double> areas;
  for (const CallNode& node : tree.nodes) {
    const CallFrame& frame = tree.frames[node.frame];
    if (frame.module.empty() || !frame.named) continue;
    areas[frame.module] += static_cast<double>(node.subtree[tree.metric].value);
  }
  std::vector<ModuleArea> sorted;
  for (const auto& [module, area] : areas) sorted.push_back({module, area});
  std::stable_sort(
      sorted.begin(), sorted.end(),
      [](const ModuleArea& left, const ModuleArea& right) { return left.area > right.area; });
  return sorted;
}

// Returns the hue that `module` prefers or, where it is taken, the next free one.
uint32_t free_hue(std::string_view module, const std::vector<bool>& taken) {
  uint32_t hue = name_hash(base_name(module)) % kModuleHues;
  while (taken[hue]) hue = (hue + 1) % kModuleHues;
  return hue;
}

std::vector<LegendEntry> give_hues(const std::vector<ModuleArea>& modules, HueByModule& hues) {
  std::vector<LegendEntry> legend;
  std::vector<bool> taken(kModuleHues);
  for (const ModuleArea& module : modules) {
    if (legend.size() == kModuleHues) break;
    const uint32_t hue = free_hue(module.module, taken);
    taken[hue] = true;
    hues[module.module] = hue;
    legend.push_back({std::string(base_name(module.module)), hue});
  }
  return legend;
}

uint32_t hue_of(const CallFrame& frame, const HueByModule& hues) {
  if (!frame.named) return kUnnamedHue;
  const auto found = hues.find(frame.module);
  return found == hues.end() ? kOtherHue : found->second;
}

// Returns '1' for what is less than the first step, '4' from the last one on.
char step_of(double share, const std::array<double, 3>& steps) {
  return static_cast<char>('1' + (std::ranges::upper_bound(steps, share) - steps.begin()));
}

char change_step(const CallTree& tree, const Change& change) {
  const double share = std::abs(static_cast<double>(change.value())) / change_whole(tree);
  return step_of(share, kTotalSteps);
}

std::string size_class(const CallTree& tree, const Estimate& size,
                       const std::array<double, 3>& steps) {
  const auto whole = static_cast<double>(tree.nodes[0].subtree[tree.metric].value);
  if (size.value == 0) return "d0";
  return std::string("g") + step_of(static_cast<double>(size.value) / whole, steps);
}

FlameColouring standard_colouring(const CallTree& tree) {
  return tree.changes.empty() ? FlameColouring::kModule : FlameColouring::kTotal;
}

}  // namespace

FlameColours choose_colours(const CallTree& tree, const FlameStyle& style) {
  FlameColours colours;
  colours.by = style.colouring.value_or(standard_colouring(tree));
  HueByModule hues;
  colours.modules = give_hues(modules_by_area(tree), hues);
  colours.shades.assign(tree.frames.size(), kOtherHue * kTints);
  for (size_t frame = 1; frame < tree.frames.size(); ++frame) {
    const uint32_t hue = hue_of(tree.frames[frame], hues);
    colours.shades[frame] = hue * kTints + name_hash(tree.frames[frame].name) % kTints;
    colours.has_others |= hue == kOtherHue;
    colours.has_unnamed |= hue == kUnnamedHue;
  }
  return colours;
}

double change_whole(const CallTree& tree) {
  const Change& total = tree.changes[0].of_subtree(tree.metric);
  const int64_t whole = total.before.value != 0 ? total.before.value : total.after.value;
  return static_cast<double>(std::max<int64_t>(1, whole));
}

std::string language_class(CodeClass code) {
  if (code == CodeClass::kUnknown) return fmt::format("s{}", kUnnamedHue * kTints + 1);
  return fmt::format("l{}", static_cast<int>(code));
}

std::string shade_class(const CallTree& tree, uint32_t row, const FlameColours& colours) {
  const CallNode& node = tree.nodes[row];
  const bool is_change = !tree.changes.empty();
  switch (colours.by) {
    case FlameColouring::kModule: return fmt::format("s{}", colours.shades[node.frame]);
    case FlameColouring::kLanguage: return language_class(tree.frames[node.frame].code);
    case FlameColouring::kSelf:
      return is_change ? change_class(tree, tree.changes[row].of_self(tree.metric))
                       : size_class(tree, node.self[tree.metric], kSelfSteps);
    case FlameColouring::kTotal:
      return is_change ? change_class(tree, tree.changes[row].of_subtree(tree.metric))
                       : size_class(tree, node.subtree[tree.metric], kTotalSteps);
  }
  return "";
}

std::string change_class(const CallTree& tree, const Change& change) {
  switch (state_of(change)) {
    case ChangeState::kNew: return "dn";
    case ChangeState::kGone: return "dg";
    case ChangeState::kNoise: return "d0";
    case ChangeState::kGrown: return std::string("g") + change_step(tree, change);
    case ChangeState::kShrunk: return std::string("k") + change_step(tree, change);
  }
  return "";
}

}  // namespace jescope
