// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a gate and as a budget; what is understood is judged and
// reported with the same bytes as names. Each report stays on its lines.
#include <algorithm>
#include <cstdint>
#include <string>

#include "jescope/base/printable.h"
#include "jescope/model/profile_builder.h"
#include "jescope/render/comparisons.h"
#include "jescope/render/gate_reports.h"
#include "jescope/summarize/budget.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

// Expressions belong to another stage; here one is a part of a name.
Result<NameMatcher> compile(std::string_view expression, std::string_view) {
  return NameMatcher([part = std::string(expression)](std::string_view name) {
    return name.find(part) != std::string_view::npos;
  });
}

void require_placed(const Error& error) {
  require(error.code == ErrorCode::kUsage && !error.message.empty());
  const size_t caret = error.hint.find_first_not_of(' ');
  require(caret != std::string::npos && error.hint[caret] == '^');
}

// Two sides that differ in functions called as the input.
Profile sides_with(std::string_view name) {
  Profile heading;
  heading.granularity = Granularity::kFunction;
  heading.snapshots.resize(2);
  ProfileBuilder builder(heading);
  for (uint32_t snapshot = 0; snapshot < 2; ++snapshot) {
    FrameStacks::Row row;
    for (size_t i = 0; i < std::min<size_t>(3, name.size()); ++i) {
      Frame frame;
      frame.function = builder.intern(name.substr(i));
      frame.file = builder.intern(name.substr(0, i));
      row = builder.child(row, builder.intern(frame));
      Values values;
      values[Metric::kInuseSpace] = {static_cast<int64_t>(snapshot * 1000 + i), 4};
      builder.add(row, values, snapshot);
    }
  }
  return builder.take();
}

void require_printable(const std::string& text) {
  std::string line_ends;
  for (const char c : text) {
    if (c != '\n' && c != '\r') line_ends += c;
  }
  require(printable_text(line_ends) == line_ends);
}

void report(const Budget& budget, std::string_view name) {
  const Profile sides = sides_with(name);
  constexpr auto kError = ChangeError::kBothSides;
  const DiffTable functions = build_diff_table(sides, Metric::kInuseSpace, kError);
  const DiffTable stacks = build_diff_table(sides, Metric::kInuseSpace, kError, DiffRows::kStacks);
  GateOptions options;
  options.accepted = budget.accepted;
  const GateReport judged = judge(budget.gates, functions, stacks, options);
  require(judged.results.size() == budget.gates.size());
  for (const auto render : {render_gates_text, render_junit, render_github, render_sarif}) {
    require_printable(render(judged));
  }
  for (const auto format :
       {TableFormat::kText, TableFormat::kMarkdown, TableFormat::kCsv, TableFormat::kJson}) {
    TableStyle style;
    style.format = format;
    require_printable(render_diff(functions, style));
    require_printable(render_diff(stacks, style));
  }
}

void run(std::string_view text) {
  const Result<Gate> gate = parse_gate(text, "--fail-on", compile);
  if (!gate) require_placed(gate.error());
  const Result<Budget> budget = parse_budget(text, "budget", compile);
  if (!budget) require_placed(budget.error());
  Budget all = budget ? *budget : Budget();
  if (gate) all.gates.push_back(*gate);
  report(all, text);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
