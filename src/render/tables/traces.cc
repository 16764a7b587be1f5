// SPDX-License-Identifier: Apache-2.0
//
//   #1  1.5 MiB ± 0.1 MiB (60.0%) in 1,024 objects
//       Cache::insert
//       serve
//       main
#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "jescope/render/tables.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/tables/rows_json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr size_t kIndent = 4;

std::string trace_title(const TraceList& list, size_t i, const TableStyle& style) {
  const Values& values = list.traces[i].values;
  const Estimate& estimate = values[list.metric];
  const Metric objects = counts_freed(list.metric) ? Metric::kAllocObjects : Metric::kInuseObjects;
  std::string title =
      fmt::format("#{}  {}", i + 1, format_value(estimate.value, list.metric, style.unit));
  if (estimate.variance > 0) {
    title += " ± " + format_sigma(estimate, list.metric, style.unit);
  }
  title += fmt::format(" ({})", format_percent(static_cast<double>(estimate.value),
                                               static_cast<double>(list.whole.value)));
  if (unit_of(list.metric) == Unit::kBytes) {
    const int64_t count = values[objects].value;
    title += fmt::format(" in {} object{}", format_count(count), count == 1 ? "" : "s");
  }
  return title;
}

std::string frame_line(const CallFrame& frame, const TableStyle& style) {
  const std::string name = readable_name(printable_text(frame.name));
  const bool whole = style.columns <= kIndent || style.format == TableFormat::kMarkdown;
  return std::string(kIndent, ' ') + (whole ? name : fit_name(name, style.columns - kIndent));
}

std::string to_text(const TraceList& list, const TableStyle& style) {
  std::string text = write_heading(style);
  const bool markdown = style.format == TableFormat::kMarkdown;
  for (size_t i = 0; i < list.traces.size(); ++i) {
    text += emphasize(trace_title(list, i, style), Emphasis::kStrong, style);
    text += markdown ? "\n\n" : "\n";  // an indented block is code in Markdown
    for (const uint32_t frame : list.traces[i].innermost_first) {
      text += frame_line(list.frames[frame], style) + '\n';
    }
    text += '\n';
  }
  if (list.traces_left_out == 0) return text;
  const std::string footer =
      fmt::format("… {} more stacks hold {}; -n 0 shows all",
                  format_count(static_cast<int64_t>(list.traces_left_out)),
                  format_value(list.left_out.value, list.metric, style.unit));
  return text + emphasize(footer, Emphasis::kFaint, style) + "\n";
}

Json frames_json(const TraceList& list, const Trace& trace) {
  Json frames = Json::array();
  for (const uint32_t id : trace.innermost_first) {
    const CallFrame& frame = list.frames[id];
    frames.push_back({{"name", frame.name},
                      {"file", frame.file},
                      {"line", frame.line},
                      {"module", frame.module},
                      {"inlined", frame.inlined}});
  }
  return frames;
}

std::string to_json(const TraceList& list) {
  Json rows = Json::array();
  for (const Trace& trace : list.traces) {
    Json row = {{"frames", frames_json(list, trace)}};
    for (const Metric metric : kAllMetrics) {
      row[std::string(metric_name(metric))] = trace.values[metric].value;
    }
    row["sigma"] = plain_sigma(trace.values[list.metric]);
    rows.push_back(std::move(row));
  }
  return write_rows({{"schema", "jescope/traces/1"},
                     {"metric", metric_name(list.metric)},
                     {"granularity", granularity_name(list.granularity)}},
                    list.total, list.traces_left_out, std::move(rows));
}

std::string to_csv(const TraceList& list) {
  std::string text =
      csv_row({"stack_innermost_first", std::string(metric_name(list.metric)), "sigma"});
  for (const Trace& trace : list.traces) {
    std::string stack;
    for (const uint32_t frame : trace.innermost_first) {
      stack += (stack.empty() ? "" : ";") + list.frames[frame].name;
    }
    text += csv_row({stack, std::to_string(trace.values[list.metric].value),
                     std::to_string(plain_sigma(trace.values[list.metric]))});
  }
  return text;
}

}  // namespace

std::string render_traces(const TraceList& list, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return to_json(list);
    case TableFormat::kCsv: return to_csv(list);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  return to_text(list, style);
}

}  // namespace jescope
