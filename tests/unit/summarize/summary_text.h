// SPDX-License-Identifier: Apache-2.0
//
// Finished reports as text, for comparison in full. Numbers stand before names.
#pragma once

#include <fmt/format.h>

#include <string>

#include "jescope/summarize/call_costs.h"
#include "jescope/summarize/call_tree.h"
#include "jescope/summarize/neighbours.h"
#include "jescope/summarize/top_table.h"
#include "jescope/summarize/traces.h"
#include "jescope/summarize/tree_outline.h"

namespace jescope {

// "self cumulative name", then what is left out.
inline std::string to_text(const TopTable& table) {
  std::string text = fmt::format("total {}\n", table.total.value);
  for (const TopRow& row : table.rows) {
    text += fmt::format("{} {} {}\n", row.self.value, row.cumulative.value, row.name);
  }
  if (table.rows_left_out == 0) return text;
  return text + fmt::format("{} left out {}\n", table.self_left_out.value, table.rows_left_out);
}

inline std::string node_text(const CallTree& tree, uint32_t number) {
  const CallNode& node = tree.nodes[number];
  return fmt::format("{} {} {}\n", node.subtree[tree.metric].value, node.self[tree.metric].value,
                     tree.frames[node.frame].name);
}

// "subtree self name", children below their parent and indented.
inline std::string to_text(const CallTree& tree, uint32_t number = 0) {
  const CallNode& node = tree.nodes[number];
  std::string text = std::string(2 * node.depth, ' ') + node_text(tree, number);
  for (uint32_t i = 0; i < node.child_count; ++i) text += to_text(tree, node.first_child + i);
  return text;
}

// As the tree, indented by the outline's depth; "]" marks the last child.
inline std::string to_text(const CallTree& tree, const TreeOutline& outline) {
  std::string text;
  for (const OutlineLine& line : outline.lines) {
    text += std::string(2 * line.depth, ' ') + (line.last_child ? "] " : "| ");
    text += line.rest == 0 ? node_text(tree, line.node)
                           : fmt::format("{} rest of {}\n", line.estimate.value, line.rest);
  }
  return text + fmt::format("{} left out\n", outline.nodes_left_out);
}

inline std::string to_text(const TraceList& list) {
  std::string text = fmt::format("total {}\n", list.total.value);
  for (const Trace& trace : list.traces) {
    text += fmt::format("{}", trace.values[list.metric].value);
    for (const uint32_t frame : trace.innermost_first) text += " " + list.frames[frame].name;
    text += '\n';
  }
  if (list.traces_left_out == 0) return text;
  return text + fmt::format("{} left out {}\n", list.left_out.value, list.traces_left_out);
}

inline std::string to_text(const NeighbourList& list) {
  std::string text = fmt::format("total {}\n", list.total.value);
  for (const Neighbourhood& function : list.functions) {
    for (const Neighbour& n : function.callers) {
      text += fmt::format("  < {} {}\n", n.estimate.value, n.name);
    }
    text +=
        fmt::format("{} {} {}\n", function.self.value, function.cumulative.value, function.name);
    for (const Neighbour& n : function.callees) {
      text += fmt::format("  > {} {}\n", n.estimate.value, n.name);
    }
  }
  return text;
}

// "name@file" of functions, ":line bytes" of self costs, "> callee" of calls.
inline std::string to_text(const CallCosts& costs) {
  const auto at = [](const CostLine& line) { return fmt::format("{}:{}", line.file, line.line); };
  std::string text;
  for (uint32_t i = 0; i < costs.functions.size(); ++i) {
    const CostFunction& function = costs.functions[i];
    text += fmt::format("{}@{} in {}\n", function.name, function.file, function.module);
    for (const SelfCost& cost : costs.self) {
      if (cost.function != i) continue;
      text += fmt::format("  {} {}\n", at(cost.at), cost.values[Metric::kInuseSpace].value);
    }
    for (const CallCost& call : costs.calls) {
      if (call.caller != i) continue;
      text += fmt::format("  {} {} > {}\n", at(call.at), call.inclusive[Metric::kInuseSpace].value,
                          costs.functions[call.callee].name);
    }
  }
  return text;
}

}  // namespace jescope
