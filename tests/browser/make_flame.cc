// SPDX-License-Identifier: Apache-2.0
//
// Writes a flame graph of a made-up tree to standard output, for the browser
// test and for measurements: make_flame SHAPE [FRAMES]
//
//   service   frames as a C++ service has them; FRAMES of them (default 2000)
//   deep      one stack FRAMES deep (default 2000), and a few beside it
//   hostile   names that would break out of a careless document
//   names     names that are shortened in every way
//   huge      numbers beyond 2^53
//   needle    a frame of 0.001 %
//   flame     service with the root at the lower edge
//   empty     nothing
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/render/flame.h"
#include "tests/browser/flame_trees.h"

namespace {

using jescope::CallTree;

CallTree make_tree(std::string_view shape, uint32_t frame_count) {
  if (shape == "deep") return jescope::deep_tree(frame_count);
  if (shape == "hostile") return jescope::hostile_tree();
  if (shape == "names") return jescope::names_tree();
  if (shape == "huge") return jescope::huge_tree();
  if (shape == "needle") return jescope::needle_tree();
  if (shape == "empty") return jescope::TreeMaker().finish();
  return jescope::service_tree(frame_count);
}

}  // namespace

int main(int argc, char** argv) {
  const std::vector<std::string> arguments(argv + 1, argv + argc);
  if (arguments.empty()) {
    std::cerr << "make_flame SHAPE [FRAMES]\n";
    return 2;
  }
  const std::string& shape = arguments[0];
  const auto frame_count =
      static_cast<uint32_t>(arguments.size() > 1 ? std::stoul(arguments[1]) : 2000);
  jescope::FlameStyle style;
  style.title = "Live bytes of inventory-service";
  style.subtitle = "jeprof.out.301.42.i42.heap \u00b7 sampled every 512.0 KiB";
  style.icicle = shape != "flame";
  std::cout << jescope::render_flame_svg(make_tree(shape, frame_count), style);
}
