// SPDX-License-Identifier: Apache-2.0
//
// Writes JUnit's XML as CI systems read it:
//
//   <testsuites>
//     <testsuite name="jescope" tests="2" failures="1" errors="0" skipped="0">
//       <testcase classname="jescope.gates" name="total&gt;5%">
//         <failure type="gate" message="total grew by …">the findings</failure>
//       </testcase>
//       <testcase classname="jescope.gates" name="new&gt;1MiB">
//         <system-out>what was found</system-out>
//       </testcase>
//     </testsuite>
//   </testsuites>
#include <fmt/format.h>

#include <algorithm>

#include "jescope/render/gate_reports.h"
#include "render/compare/gates.h"
#include "render/escape.h"

namespace jescope {
namespace {

std::string failure(const GateResult& result, Metric metric) {
  std::string text = fmt::format("      <failure type=\"gate\" message=\"{}\">",
                                 xml_escape(gate_sentence(result)));
  for (const GateFinding& finding : result.worst) {
    text += xml_escape(finding_text(finding, metric)) + "\n";
  }
  return text + "</failure>\n";
}

std::string test_case(const GateResult& result, Metric metric) {
  const std::string outcome = result.broken ? failure(result, metric)
                                            : fmt::format("      <system-out>{}</system-out>\n",
                                                          xml_escape(gate_sentence(result)));
  return fmt::format("    <testcase classname=\"jescope.gates\" name=\"{}\">\n{}    </testcase>\n",
                     xml_escape(result.text), outcome);
}

std::string suite_output(const GateReport& report) {
  if (report.accepted.empty()) return {};
  std::string text = "    <system-out>";
  for (const AcceptedGrowth& accepted : report.accepted) {
    text += "accepted " + xml_escape(acceptance_text(accepted)) + "\n";
  }
  return text + "</system-out>\n";
}

}  // namespace

std::string render_junit(const GateReport& report) {
  const auto failures = std::ranges::count_if(report.results, &GateResult::broken);
  std::string text = "<?xml version=\"1.0\" encoding=\"UTF-8\"?>\n<testsuites>\n";
  text += fmt::format(
      "  <testsuite name=\"jescope\" tests=\"{}\" failures=\"{}\" errors=\"0\" skipped=\"0\">\n",
      report.results.size(), failures);
  for (const GateResult& result : report.results) text += test_case(result, report.metric);
  return text + suite_output(report) + "  </testsuite>\n</testsuites>\n";
}

}  // namespace jescope
