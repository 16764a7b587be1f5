// SPDX-License-Identifier: Apache-2.0
//
// A depth-first walk from the nodes that nobody calls, then from the others in
// their order. It keeps its own stack: chains of calls are long.
#include "render/graph/acyclic.h"

#include <utility>

namespace jescope {
namespace {

enum class Visit { kNot, kOpen, kDone };

class BackEdgeFinder {
 public:
  explicit BackEdgeFinder(const LayoutGraph& graph)
      : graph_(graph),
        out_(graph.nodes.size()),
        visits_(graph.nodes.size(), Visit::kNot),
        is_back_(graph.edges.size()) {
    for (uint32_t edge = 0; edge < graph.edges.size(); ++edge) {
      out_[graph.edges[edge].from].push_back(edge);
    }
  }

  std::vector<bool> run() {
    std::vector<bool> is_called(graph_.nodes.size());
    for (const LayoutEdge& edge : graph_.edges) is_called[edge.to] = true;
    for (uint32_t node = 0; node < graph_.nodes.size(); ++node) {
      if (!is_called[node]) walk(node);
    }
    for (uint32_t node = 0; node < graph_.nodes.size(); ++node) walk(node);
    return std::move(is_back_);
  }

 private:
  void walk(uint32_t start) {
    if (visits_[start] != Visit::kNot) return;
    std::vector<std::pair<uint32_t, size_t>> open = {{start, 0}};  // node, edges followed
    visits_[start] = Visit::kOpen;
    while (!open.empty()) {
      auto& [node, followed] = open.back();
      if (followed == out_[node].size()) {
        visits_[node] = Visit::kDone;
        open.pop_back();
        continue;
      }
      const uint32_t edge = out_[node][followed++];
      const uint32_t next = graph_.edges[edge].to;
      is_back_[edge] = visits_[next] == Visit::kOpen;
      if (visits_[next] != Visit::kNot) continue;
      visits_[next] = Visit::kOpen;
      open.emplace_back(next, 0);
    }
  }

  const LayoutGraph& graph_;
  std::vector<std::vector<uint32_t>> out_;
  std::vector<Visit> visits_;
  std::vector<bool> is_back_;
};

}  // namespace

std::vector<bool> find_back_edges(const LayoutGraph& graph) {
  return BackEdgeFinder(graph).run();
}

}  // namespace jescope
