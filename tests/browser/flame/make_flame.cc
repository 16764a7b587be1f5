// SPDX-License-Identifier: Apache-2.0
//
// Writes a flame graph of a made-up tree to standard output, for the browser
// test and for measurements: make_flame SHAPE [FRAMES [OPTION...]]
//
//   service   frames as a C++ service has them; FRAMES of them (default 2000)
//   deep      one stack FRAMES deep (default 2000), and a few beside it
//   hostile   names that would break out of a careless document
//   scripts   names of many scripts
//   names     names that are shortened in every way
//   huge      numbers beyond 2^53
//   needle    a frame of 0.001 %
//   flame     service with the root at the lower edge
//   empty     nothing
//
// An OPTION changes what is drawn of the tree:
//
//   reverse   from the allocations outwards
//   METRIC    as alloc_objects, instead of inuse_space
//   change    two dumps, of which the tree is the one before
//   series    six dumps; only1 to only6: one of them
//   language, self, total
//             what the colours tell
//   name      children are ordered by name
//   recursion is folded
//   html      a page
//   folded    no picture, but its stacks a line each, for other programs
#include <algorithm>
#include <cstdint>
#include <iostream>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/render/flame.h"
#include "tests/browser/flame/flame_profiles.h"
#include "tests/browser/flame/flame_trees.h"

namespace {

using jescope::CallTree;

CallTree make_tree(std::string_view shape, uint32_t frame_count) {
  if (shape == "deep") return jescope::deep_tree(frame_count);
  if (shape == "hostile") return jescope::hostile_tree();
  if (shape == "names") return jescope::names_tree();
  if (shape == "scripts") return jescope::scripts_tree();
  if (shape == "huge") return jescope::huge_tree();
  if (shape == "needle") return jescope::needle_tree();
  if (shape == "empty") return jescope::TreeMaker().finish();
  return jescope::service_tree(frame_count);
}

using Options = std::vector<std::string>;

bool has(const Options& options, std::string_view option) {
  return std::find(options.begin(), options.end(), option) != options.end();
}

jescope::Metric metric_of(const Options& options) {
  for (const jescope::Metric metric : jescope::kAllMetrics) {
    if (has(options, metric_name(metric))) return metric;
  }
  return jescope::Metric::kInuseSpace;
}

jescope::Profile snapshot_of(jescope::Profile series, uint32_t snapshot) {
  series.snapshots.clear();
  std::erase_if(series.samples,
                [&](const jescope::Sample& sample) { return sample.snapshot != snapshot; });
  for (jescope::Sample& sample : series.samples) sample.snapshot = 0;
  return series;
}

CallTree changed(const CallTree& tree, const Options& options) {
  const jescope::Metric metric = metric_of(options);
  const auto direction =
      has(options, "reverse") ? jescope::Direction::kBottomUp : jescope::Direction::kTopDown;
  if (has(options, "change")) {
    return build_change_tree(jescope::sides_of(tree), metric, direction,
                             jescope::ChangeError::kBothSides);
  }
  if (has(options, "series")) {
    return build_series_tree(jescope::series_of(tree), metric, direction);
  }
  for (uint32_t at = 1; at <= 6; ++at) {
    if (!has(options, "only" + std::to_string(at))) continue;
    return build_call_tree(snapshot_of(jescope::series_of(tree), at - 1), metric, direction);
  }
  return build_call_tree(jescope::profile_of(tree), metric, direction);
}

std::optional<jescope::FlameColouring> colouring_of(const Options& options) {
  if (has(options, "language")) return jescope::FlameColouring::kLanguage;
  if (has(options, "self")) return jescope::FlameColouring::kSelf;
  if (has(options, "total")) return jescope::FlameColouring::kTotal;
  return std::nullopt;
}

// "all frames;from the outermost BYTES"; names keep no ';'.
std::string fold(const CallTree& tree) {
  std::vector<std::string> paths(tree.nodes.size());
  std::string text;
  for (uint32_t row = 1; row < tree.nodes.size(); ++row) {
    const jescope::CallNode& node = tree.nodes[row];
    const std::string& above = paths[node.parent];
    paths[row] = above + (above.empty() ? "" : ";") + tree.frames[node.frame].name;
    const int64_t bytes = node.self[jescope::Metric::kInuseSpace].value;
    if (bytes > 0) text += paths[row] + " " + std::to_string(bytes) + "\n";
  }
  return text;
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cerr << "make_flame SHAPE [FRAMES [OPTION...]]\n";
    return 2;
  }
  const std::string& shape = arguments[0];
  const auto frame_count =
      static_cast<uint32_t>(arguments.size() > 1 ? std::stoul(arguments[1]) : 2000);
  jescope::FlameStyle style;
  style.title = "Live bytes of inventory-service";
  style.subtitle = "jeprof.out.301.42.i42.heap \u00b7 sampled every 512.0 KiB";
  style.icicle = shape != "flame";
  const Options options(arguments.begin() + std::min<ptrdiff_t>(2, std::ssize(arguments)),
                        arguments.end());
  const CallTree made = make_tree(shape, frame_count);
  if (has(options, "folded")) {
    std::cout << fold(made);
    return 0;
  }
  const CallTree placed = options.empty() ? made : changed(made, options);
  const bool by_name = has(options, "name");
  const CallTree tree = by_name ? put_in_order(placed, jescope::ChildOrder::kName) : placed;
  style.colouring = colouring_of(options);
  style.folds_recursion = has(options, "recursion");
  for (size_t at = 0; at < tree.snapshots.size(); ++at) {
    style.snapshot_subtitles.push_back("snapshot " + std::to_string(at + 1));
  }
  std::cout << (has(options, "html") ? render_flame_html(tree, style)
                                     : render_flame_svg(tree, style));
}
