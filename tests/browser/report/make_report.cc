// SPDX-License-Identifier: Apache-2.0
//
// Writes the report of made-up dumps to standard output, for the browser test:
// make_report SHAPE [FRAMES]
//
//   dump      one dump of a service, FRAMES of its flame graph (default 600)
//   pair      two dumps
//   series    eight dumps
//   hostile   names that would break out of a careless document
//   empty     a dump that holds nothing
#include <cstdint>
#include <iostream>
#include <string>
#include <string_view>

#include "tests/browser/report/heap_reports.h"

namespace {

using jescope::HeapReport;
using jescope::ReportKind;

HeapReport make_report(std::string_view shape, uint32_t frame_count) {
  if (shape == "hostile") return jescope::hostile_report();
  if (shape == "empty") return made_report(jescope::TreeMaker().finish(), ReportKind::kDump);
  const ReportKind kind = shape == "series" ? ReportKind::kSeries
                          : shape == "pair" ? ReportKind::kPair
                                            : ReportKind::kDump;
  return made_report(jescope::service_tree(frame_count), kind);
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 2) {
    std::cerr << "make_report SHAPE [FRAMES]\n";
    return 2;
  }
  const auto frame_count = static_cast<uint32_t>(argc > 2 ? std::stoul(argv[2]) : 600);
  std::cout << render_report_html(make_report(argv[1], frame_count), jescope::made_style());
}
