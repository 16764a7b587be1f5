// SPDX-License-Identifier: Apache-2.0
//
// A line of JSON for each stack, as DuckDB and clickhouse-local read it:
//
//   {"dump":"x.heap","sequence":0,"pid":0,"time":null,"written_ns":0,"stack":["main","put"],
//    "modules":["/opt/app","/opt/app"],"inuse_space":64,"inuse_objects":1,
//    "alloc_space":128,"alloc_objects":2,"inuse_space_sigma":0}
#include <fmt/format.h>

#include <chrono>
#include <optional>
#include <utility>
#include <vector>

#include "jescope/model/dump_name.h"
#include "jescope/render/exports.h"
#include "render/json.h"
#include "render/numbers.h"

namespace jescope {
namespace {

// "2026-11-21T17:05:33.250Z", as databases read it; null: unknown.
std::string time_json(int64_t ns) {
  if (ns <= 0) return "null";
  const int64_t seconds = ns / 1'000'000'000;
  const std::chrono::sys_seconds time{std::chrono::seconds(seconds)};
  const auto day = std::chrono::floor<std::chrono::days>(time);
  const std::chrono::year_month_day date(day);
  const std::chrono::hh_mm_ss clock(time - day);
  return fmt::format("\"{:04}-{:02}-{:02}T{:02}:{:02}:{:02}.{:03}Z\"",
                     static_cast<int>(date.year()), static_cast<unsigned>(date.month()),
                     static_cast<unsigned>(date.day()), clock.hours().count(),
                     clock.minutes().count(), clock.seconds().count(), ns / 1'000'000 % 1000);
}

std::string origin_json(const Snapshot& snapshot) {
  return fmt::format("{{\"dump\":{},\"sequence\":{},\"pid\":{},\"time\":{},\"written_ns\":{},",
                     compact_json(base_name(snapshot.source)), snapshot.sequence,
                     snapshot.process_id, time_json(snapshot.written_ns), snapshot.written_ns);
}

// What the name of a dump tells of it.
Snapshot snapshot_named(const std::string& name) {
  Snapshot snapshot;
  snapshot.source = name;
  if (const std::optional<DumpName> parts = parse_dump_name(name)) {
    snapshot.sequence = parts->sequence;
    snapshot.process_id = parts->pid;
  }
  return snapshot;
}

std::string values_json(const Values& values) {
  std::string text;
  for (const Metric metric : kAllMetrics) {
    text += fmt::format("\"{}\":{},", metric_name(metric), values[metric].value);
  }
  return text +
         fmt::format("\"inuse_space_sigma\":{}}}\n", plain_sigma(values[Metric::kInuseSpace]));
}

// A list of texts that are JSON already, outermost first.
std::string list_json(const Profile& profile, FrameStacks::Row stack,
                      const std::vector<std::string>& texts) {
  std::string text;
  for (const FrameId frame : profile.stacks.outermost_first(stack)) {
    text += (text.empty() ? "" : ",") + texts[frame.row()];
  }
  return text;
}

}  // namespace

StackRows::StackRows(Profile profile, const std::string& name) : profile_(std::move(profile)) {
  for (const Frame& frame : profile_.frames) {
    labels_.push_back(compact_json(frame_label(profile_, frame)));
    modules_.push_back(compact_json(profile_.text(frame.module)));
  }
  for (const Snapshot& snapshot : profile_.snapshots) origins_.push_back(origin_json(snapshot));
  if (origins_.empty()) origins_.push_back(origin_json(snapshot_named(name)));
}

std::string StackRows::next() {
  std::string rows;
  if (next_ == profile_.samples.size()) return rows;
  const uint32_t snapshot = profile_.samples[next_].snapshot;
  for (; next_ < profile_.samples.size(); ++next_) {
    const Sample& sample = profile_.samples[next_];
    if (sample.snapshot != snapshot) break;
    rows += origins_[snapshot];
    rows +=
        fmt::format("\"stack\":[{}],\"modules\":[{}],", list_json(profile_, sample.stack, labels_),
                    list_json(profile_, sample.stack, modules_));
    rows += values_json(sample.values);
  }
  return rows;
}

std::string render_stack_rows(const Profile& profile, const std::string& name) {
  StackRows rows(profile, name);
  std::string text;
  for (std::string next = rows.next(); !next.empty(); next = rows.next()) text += next;
  return text;
}

}  // namespace jescope
