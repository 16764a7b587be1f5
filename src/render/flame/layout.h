// SPDX-License-Identifier: Apache-2.0
//
// Where the frames of a CallTree stand in a flame graph, as numbers without a
// drawing. Every node has a span in the unit of the tree's metric, by exact
// integer sums: a child's lies within its parent's, siblings do not overlap.
//
//   |all                                   |   row 0
//   |main                         |worker  |   row 1; spans [0, 30) and [30, 39)
//   |read          |parse   |     self     |   row 2
#pragma once

#include <cstdint>
#include <vector>

#include "jescope/summarize/call_tree.h"

namespace jescope {

// Limits of a picture; the script in the file follows the same ones.
struct FlameLimits {
  uint32_t most_rows = 120;    // frames further in are left to zooming
  uint32_t longest_run = 24;   // callers with one callee each, before they are folded
  uint32_t kept_of_run = 4;    // frames drawn at each end of a folded run
  uint32_t most_boxes = 3000;  // what a browser draws at once without effort
};

// From `begin` up to but not including `end`, in the metric's unit.
struct FlameSpan {
  uint64_t begin = 0;
  uint64_t end = 0;

  uint64_t length() const { return end - begin; }
  friend bool operator==(const FlameSpan&, const FlameSpan&) = default;
};

enum class FlameBoxKind {
  kFrame,
  kRun,     // stands for `run_length` frames, each the only callee of the one before
  kDeeper,  // stands for the frame and all that it calls
};

// A rectangle. Lengths are hundredths of a pixel from the left of the drawing.
struct FlameBox {
  uint32_t node = 0;  // the frame, or the outermost of those it stands for
  uint32_t row = 0;   // 0: the root's
  uint32_t left = 0;
  uint32_t right = 0;
  FlameBoxKind kind = FlameBoxKind::kFrame;
  uint32_t run_length = 0;
};

struct FlameLayout {
  std::vector<FlameBox> boxes;  // callers before callees, left to right
  uint32_t row_count = 0;
};

// Returns each node's span, in the order of the tree's nodes.
std::vector<FlameSpan> flame_spans(const CallTree& tree);

// Returns the nodes with every caller straight before all that it calls.
std::vector<uint32_t> nodes_depth_first(const CallTree& tree);

// Returns the boxes of a picture `width_px` wide that are at least half a pixel
// wide, or wider where there would be too many.
FlameLayout lay_out_flame(const CallTree& tree, uint32_t width_px, const FlameLimits& limits = {});

}  // namespace jescope
