// SPDX-License-Identifier: Apache-2.0
//
// As jeprof's PrintDot() chooses: nodes by size and number; then calls, the
// largest first, each kept when it is the first into its callee, or large enough
// while neither end has many.
#include <algorithm>
#include <cstdlib>
#include <map>
#include <optional>
#include <utility>

#include "jescope/summarize/jeprof_graph.h"
#include "summarize/jeprof/row_names.h"

namespace jescope {
namespace {

using Ends = std::pair<uint32_t, uint32_t>;  // caller, callee

// Any fraction can be asked for, so the share stays in range.
int64_t share_of(int64_t total, double fraction) {
  constexpr double kMost = 9e18;
  return static_cast<int64_t>(std::clamp(static_cast<double>(total) * fraction, -kMost, kMost));
}

std::vector<JeprofRow> choose_nodes(const JeprofEntries& entries, const JeprofSums& sums,
                                    size_t most, int64_t limit) {
  std::vector<JeprofRow> nodes;
  for (size_t i = 0; i < entries.names.size(); ++i) {
    nodes.push_back({entries.names[i], sums.flat[i].value, sums.cumulative[i].value});
  }
  std::ranges::sort(nodes, [](const JeprofRow& a, const JeprofRow& b) {
    const int64_t left = std::abs(a.cumulative);
    const int64_t right = std::abs(b.cumulative);
    return left != right ? left > right : a.name < b.name;
  });
  if (nodes.size() > most) nodes.resize(most);
  while (!nodes.empty() && std::abs(nodes.back().cumulative) <= limit) nodes.pop_back();
  return nodes;
}

// Returns for each entry its row in `nodes`; nothing: it was left out.
std::vector<std::optional<uint32_t>> rows_of(const JeprofEntries& entries,
                                             const std::vector<JeprofRow>& nodes) {
  std::map<std::string_view, uint32_t> row_of_name;
  for (size_t i = 0; i < nodes.size(); ++i) {
    row_of_name.emplace(nodes[i].name, static_cast<uint32_t>(i));
  }
  std::vector<std::optional<uint32_t>> rows(entries.names.size());
  for (size_t i = 0; i < rows.size(); ++i) {
    const auto found = row_of_name.find(entries.names[i]);
    if (found != row_of_name.end()) rows[i] = found->second;
  }
  return rows;
}

std::vector<JeprofEdge> sum_edges(const Profile& profile, Metric metric,
                                  const JeprofEntries& entries,
                                  const std::vector<std::optional<uint32_t>>& rows) {
  std::map<Ends, Estimate> sums;
  for (const Sample& sample : profile.samples) {
    std::optional<uint32_t> callee;
    for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
      const std::optional<uint32_t> caller = rows[entries.of_frame[frame.row()]];
      if (caller && callee) sums[{*caller, *callee}] += sample.values[metric];
      callee = caller;
    }
  }
  std::vector<JeprofEdge> edges;
  for (const auto& [ends, sum] : sums) edges.push_back({ends.first, ends.second, sum.value});
  std::ranges::stable_sort(edges, std::ranges::greater(), &JeprofEdge::value);
  return edges;
}

std::vector<JeprofEdge> choose_edges(const std::vector<JeprofEdge>& edges, size_t nodes,
                                     size_t most_of_node, int64_t limit) {
  std::vector<size_t> calls(nodes);
  std::vector<size_t> callers(nodes);
  std::vector<JeprofEdge> kept;
  for (const JeprofEdge& edge : edges) {
    const bool is_first = callers[edge.callee] == 0;
    const bool has_room = calls[edge.caller] < most_of_node && callers[edge.callee] < most_of_node;
    if (!is_first && (std::abs(edge.value) <= limit || !has_room)) continue;
    ++calls[edge.caller];
    ++callers[edge.callee];
    kept.push_back(edge);
  }
  return kept;
}

}  // namespace

JeprofGraph build_jeprof_graph(const Profile& profile, int64_t total, Metric metric,
                               Granularity granularity, const CallGraphLimits& limits,
                               JeprofNames names) {
  const JeprofEntries entries = name_entries(profile, granularity, names);
  const JeprofSums sums = sum_entries(profile, metric, entries);
  JeprofGraph graph{metric, total, sums.chosen.value, 0, 0, {}, {}};
  // jeprof takes a negative total as it is, and then leaves nothing out.
  const int64_t whole = std::abs(graph.chosen);
  graph.node_limit = share_of(whole, limits.least_node_fraction);
  graph.edge_limit = share_of(whole, limits.least_edge_fraction);
  graph.nodes = choose_nodes(entries, sums, limits.most_nodes, graph.node_limit);
  const std::vector<JeprofEdge> edges =
      sum_edges(profile, metric, entries, rows_of(entries, graph.nodes));
  graph.edges =
      choose_edges(edges, graph.nodes.size(), limits.most_edges_of_node, graph.edge_limit);
  return graph;
}

}  // namespace jescope
