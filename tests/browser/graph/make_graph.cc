// SPDX-License-Identifier: Apache-2.0
//
// Writes a call graph that is made up to standard output, for the browser test:
// make_graph SHAPE
//
//   service   a few functions, one of which calls itself
//   wide      a few hundred functions
//   hostile   names that would break out of a careless document
//   change    of a difference
//   empty     nothing
//   deep      a chain longer than a window; its last function holds most
//   page      service as an element of an HTML page
//   deep-page deep as such an element
#include <iostream>
#include <string_view>

#include "jescope/render/call_graph.h"
#include "tests/browser/graph/call_graphs.h"

namespace {

using jescope::CallGraph;

CallGraph make_graph(std::string_view shape) {
  if (shape == "wide") return jescope::wide_graph(400);
  if (shape == "hostile") return jescope::hostile_graph();
  if (shape == "change") return jescope::change_graph();
  if (shape == "empty") return {};
  if (shape.starts_with("deep")) return jescope::deep_graph();
  return jescope::service_graph();
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "make_graph SHAPE\n";
    return 2;
  }
  jescope::GraphStyle style;
  style.title = "jeprof.out.301.42.i42.heap: live bytes, sampled once per 512.0 KiB";
  style.subtitle = "total 976.6 KiB";
  const CallGraph graph = make_graph(argv[1]);
  if (!std::string_view(argv[1]).ends_with("page")) {
    std::cout << jescope::render_call_graph_svg(graph, style);
    return 0;
  }
  std::cout
      << "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><title>A page</title>"
         "</head>\n<body><h1>Calls</h1>\n"
      << jescope::render_call_graph_element(graph, style) << "</body></html>\n";
}
