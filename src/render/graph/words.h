// SPDX-License-Identifier: Apache-2.0
//
// What nodes and edges of a call graph say, and how much they weigh: the same
// in the SVG and for graphviz.
#pragma once

#include <cstddef>
#include <string>
#include <vector>

#include "jescope/render/call_graph.h"

namespace jescope {

inline constexpr size_t kGraphNameColumns = 34;

// A change of this part of the base's total, or more, weighs most: the same in
// every picture, so two compare.
inline constexpr double kGraphFullChange = 0.2;

class GraphWords {
 public:
  GraphWords(const CallGraph& graph, ByteUnit unit);

  // True for a change that is nothing, or not told apart from nothing.
  bool is_noise(const Estimate& estimate) const;

  // Returns how much a value weighs, 0 to 1, without its sign: its part of the
  // largest; of a change 1 from 20 % of the base's total on, and 0 within noise.
  double share(const Estimate& estimate) const;

  // Returns a change's part of the base's total, without its sign.
  double part_of_base(const Estimate& estimate) const;

  // Returns the name as far as it fits a node.
  std::string name(const GraphNode& node) const;

  // Returns one or two lines: "1.2 MiB (12.3%)", "of 4.0 MiB (41.0%)".
  std::vector<std::string> numbers(const GraphNode& node) const;

  // Returns the whole name, then the numbers with their errors, then those of the
  // other metrics, then the place.
  std::string tooltip(const GraphNode& node) const;

  std::string label(const GraphEdge& edge) const;
  std::string tooltip(const GraphEdge& edge) const;

  // Returns "80 of 214 functions, 131 calls; ...": what is drawn when so many calls
  // are not.
  std::string extent(size_t edges_not_drawn = 0) const;

 private:
  std::string amount(const Estimate& estimate) const;
  std::string amount_and_percent(const Estimate& estimate) const;
  std::string with_error(const Estimate& estimate) const;
  std::string in_metric(const Estimate& estimate, Metric metric) const;

  const CallGraph& graph_;
  ByteUnit unit_;
  double largest_;
};

}  // namespace jescope
