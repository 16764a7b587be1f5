// SPDX-License-Identifier: Apache-2.0
//
// Call graphs made up for tests of pictures.
#pragma once

#include <string>
#include <vector>

#include "jescope/summarize/call_graph.h"

namespace jescope {

inline GraphNode made_node(const std::string& name, int64_t self, int64_t cumulative) {
  GraphNode node;
  node.frame.name = name;
  node.frame.module = "/usr/bin/app";
  node.frame.named = true;
  node.self = {self, 0};
  node.cumulative = {cumulative, 1e8};
  return node;
}

inline CallGraph with_total(CallGraph graph, int64_t total) {
  graph.total = graph.whole = {total, 0};
  return graph;
}

// main calls parse and serve; serve calls itself, store and log; log calls serve back.
inline CallGraph service_graph() {
  CallGraph graph;
  graph.nodes = {made_node("main", 0, 1000000),
                 made_node("app::Server::serve(app::Request const&)", 100000, 900000),
                 made_node("rocksdb::Arena::AllocateNewBlock(unsigned long)", 700000, 700000),
                 made_node("json::parse", 100000, 100000), made_node("app::log", 50000, 100000)};
  graph.edges = {{0, 1, {900000, 0}, false, false}, {1, 2, {700000, 0}, true, false},
                 {0, 3, {100000, 0}, false, true},  {1, 4, {100000, 0}, false, false},
                 {1, 1, {60000, 0}, false, false},  {4, 1, {40000, 0}, false, false}};
  graph.nodes_left_out = 12;
  return with_total(graph, 1000000);
}

// Names that would break out of a careless document.
inline CallGraph hostile_graph() {
  const std::vector<std::string> names = {"</script><script>alert(1)</script>",
                                          "]]>",
                                          "a\"b'c\\d&amp;e",
                                          "operator\"\" _kb",
                                          "back\\",
                                          "tab\there\nline",
                                          std::string("nul\0bell\x07", 9),
                                          "\u202Egnirts\u2066 turned",
                                          "broken \xff\xc0\xaf utf-8",
                                          "\u65E5\u672C\u8A9E::\u95A2\u6570",
                                          "__proto__",
                                          std::string(10000, 'x') + "::end",
                                          "std::operator<< <char>(std::ostream&)"};
  CallGraph graph;
  for (const std::string& name : names) {
    const auto row = static_cast<uint32_t>(graph.nodes.size());
    graph.nodes.push_back(made_node(name, 1000, 1000));
    if (row > 0) graph.edges.push_back({row / 2, row, {1000, 0}, false, false});
  }
  return with_total(graph, 13000);
}

// `count` functions, each called by the one with half its number and by a few others.
inline CallGraph wide_graph(uint32_t count) {
  CallGraph graph;
  for (uint32_t row = 0; row < count; ++row) {
    const int64_t bytes = int64_t{1000000} / (row + 1);
    graph.nodes.push_back(made_node("app::Part" + std::to_string(row) + "::run", bytes, bytes * 2));
    if (row == 0) continue;
    graph.edges.push_back({(row - 1) / 2, row, {bytes, 0}, false, false});
    if (row % 7 == 0) graph.edges.push_back({row / 3, row, {bytes / 2, 0}, false, false});
  }
  return with_total(graph, 2000000);
}

// A difference: one way grew, another shrank, the third did neither for sure.
inline CallGraph change_graph() {
  CallGraph graph;
  graph.is_change = true;
  graph.nodes = {made_node("main", 0, 300), made_node("grow", 500, 500),
                 made_node("shrink", -40, -40), made_node("waver", -160, -160)};
  for (GraphNode& node : graph.nodes) node.cumulative.variance = 100;
  graph.nodes[3].self.variance = graph.nodes[3].cumulative.variance = 10000;
  graph.edges = {{0, 1, {500, 0}, false, false},
                 {0, 2, {-40, 0}, false, false},
                 {0, 3, {-160, 10000}, false, false}};
  graph = with_total(graph, 300);
  graph.whole = {1000, 0};
  return graph;
}

// A chain of calls longer than a window, whose last holds most.
inline CallGraph deep_graph() {
  constexpr uint32_t kCalls = 30;
  CallGraph graph;
  for (uint32_t row = 0; row <= kCalls; ++row) {
    const int64_t self = row == kCalls ? 900000 : 0;
    graph.nodes.push_back(made_node("app::Step" + std::to_string(row) + "::run", self, 900000));
    if (row > 0) graph.edges.push_back({row - 1, row, {900000, 0}, false, false});
  }
  graph.nodes.back().frame.name = "app::" + std::string(180, 'n') + "::hold";
  return with_total(graph, 900000);
}

}  // namespace jescope
