// SPDX-License-Identifier: Apache-2.0
//
// Comparisons for programs: numbers in plain units, names in full.
//
//   {"schema":"jescope/diff/1","metric":"inuse_space",…,"rows":[{"name":"f",
//   "before":8,"after":24,"change":16,"sigma":2,"state":"grown","share":0.5,…}]}
//
// Of whole stacks, "name" is the stack joined by ';' and "stack" its frames, both
// innermost first.
#include <string>

#include "render/compare/diff.h"
#include "render/json.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr std::string_view kSeparator = ";";

std::string_view error_name(ChangeError error) {
  switch (error) {
    case ChangeError::kBothSides: return "both_sides";
    case ChangeError::kCounted: return "counted";
    case ChangeError::kUpperBound: return "upper_bound";
  }
  return "";
}

std::string_view rows_name(DiffRows by) {
  switch (by) {
    case DiffRows::kSelf: return "self";
    case DiffRows::kCumulative: return "cumulative";
    case DiffRows::kStacks: return "stack";
  }
  return "";
}

int64_t change_sigma(const Change& change) {
  return plain_sigma(as_estimate(change));
}

Json stack_json(const DiffTable& diff, const DiffRow& row) {
  Json stack = Json::array();
  for (const uint32_t frame : row.stack) stack.push_back(diff.frames[frame].name);
  return stack;
}

Json row_json(const DiffTable& diff, const DiffRow& row) {
  const CallFrame& frame = diff.frames[row.frame];
  Json json = {{"name", row_name(diff, row, kSeparator)},
               {"before", row.change.before.value},
               {"after", row.change.after.value},
               {"change", row.change.value()},
               {"sigma", change_sigma(row.change)},
               {"state", state_name(row.state)},
               {"share", row.growth_share ? Json(*row.growth_share) : Json()},
               {"file", frame.file},
               {"line", frame.line},
               {"module", frame.module}};
  if (!row.stack.empty()) json["stack"] = stack_json(diff, row);
  return json;
}

}  // namespace

std::string diff_json(const DiffTable& diff) {
  Json rows = Json::array();
  for (const DiffRow& row : diff.rows) rows.push_back(row_json(diff, row));
  return write_json({{"schema", "jescope/diff/1"},
                     {"metric", metric_name(diff.metric)},
                     {"granularity", granularity_name(diff.granularity)},
                     {"rows_of", rows_name(diff.by)},
                     {"error", error_name(diff.error)},
                     {"before_total", diff.total.before.value},
                     {"after_total", diff.total.after.value},
                     {"change", diff.total.value()},
                     {"change_sigma", change_sigma(diff.total)},
                     {"state", state_name(state_of(diff.total))},
                     {"rows_left_out", diff.rows_left_out},
                     {"change_left_out", diff.left_out ? Json(diff.left_out->value()) : Json()},
                     {"rows", std::move(rows)}});
}

std::string diff_csv(const DiffTable& diff) {
  std::string text = csv_row(
      {"name", "file", "line", "module", "before", "after", "change", "sigma", "state", "share"});
  for (const DiffRow& row : diff.rows) {
    const CallFrame& frame = diff.frames[row.frame];
    text += csv_row({row_name(diff, row, kSeparator), frame.file, std::to_string(frame.line),
                     frame.module, std::to_string(row.change.before.value),
                     std::to_string(row.change.after.value), std::to_string(row.change.value()),
                     std::to_string(change_sigma(row.change)), std::string(state_name(row.state)),
                     row.growth_share ? compact_json(*row.growth_share) : ""});
  }
  return text;
}

}  // namespace jescope
