// SPDX-License-Identifier: Apache-2.0
//
// https://github.com/jlfwong/speedscope/wiki/Importing-from-custom-sources:
//
//   {"$schema":"https://www.speedscope.app/file-format-schema.json",
//    "exporter":"jescope","name":"x.heap","activeProfileIndex":0,
//    "shared":{"frames":[{"name":"main","file":"main.cc","line":3}]},
//    "profiles":[{"type":"sampled","name":"inuse_space","unit":"bytes",
//     "startValue":0,"endValue":64,
//     "samples":[[0,1]],                 outermost first
//     "weights":[64]}]}
//
// A profile for each metric; of a series for each snapshot.
#include <fmt/format.h>

#include <vector>

#include "jescope/render/exports.h"
#include "render/json.h"

namespace jescope {
namespace {

// What one profile shows.
struct Part {
  std::string name;
  Metric metric = Metric::kInuseSpace;
  uint32_t snapshot = 0;
};

std::vector<Metric> metrics_of(const Profile& profile, Metric first) {
  std::vector<Metric> metrics = {first};
  for (const Metric metric : kAllMetrics) {
    if (metric != first && (profile.has_totals || !counts_freed(metric))) metrics.push_back(metric);
  }
  return metrics;
}

std::vector<Part> parts_of(const Profile& profile, Metric first) {
  std::vector<Part> parts;
  if (profile.snapshots.empty()) {
    for (const Metric metric : metrics_of(profile, first)) {
      parts.push_back({std::string(metric_name(metric)), metric, 0});
    }
  }
  for (uint32_t i = 0; i < profile.snapshots.size(); ++i) {
    const std::string_view source = base_name(profile.snapshots[i].source);
    parts.push_back({fmt::format("{} of {}", metric_name(first), source), first, i});
  }
  return parts;
}

std::string frame_json(const Profile& profile, const Frame& frame) {
  Json json = {{"name", frame_label(profile, frame)}};
  if (!frame.file.is_none()) json["file"] = profile.text(frame.file);
  if (frame.line > 0) json["line"] = frame.line;
  return compact_json(json);
}

std::string stack_json(const Profile& profile, FrameStacks::Row stack) {
  std::string text = "[";
  for (const FrameId frame : profile.stacks.outermost_first(stack)) {
    if (text.size() > 1) text += ',';
    text += std::to_string(frame.row());
  }
  return text + ']';
}

std::string part_json(const Profile& profile, const Part& part) {
  std::string samples;
  std::string weights;
  Estimate sum;
  for (const Sample& sample : profile.samples) {
    const Estimate& value = sample.values[part.metric];
    if (sample.snapshot != part.snapshot || value.value <= 0) continue;
    sum += value;
    samples += (samples.empty() ? "" : ",") + stack_json(profile, sample.stack);
    weights += (weights.empty() ? "" : ",") + std::to_string(value.value);
  }
  const char* const unit = unit_of(part.metric) == Unit::kBytes ? "bytes" : "none";
  return fmt::format(
      "{{\"type\":\"sampled\",\"name\":{},\"unit\":\"{}\",\"startValue\":0,\"endValue\":{},\n"
      "\"samples\":[{}],\n\"weights\":[{}]}}",
      compact_json(part.name), unit, sum.value, samples, weights);
}

}  // namespace

std::string render_speedscope(const Profile& profile, Metric first, const std::string& name) {
  std::string text = fmt::format(
      "{{\"$schema\":\"https://www.speedscope.app/file-format-schema.json\","
      "\"exporter\":\"jescope\",\"name\":{},\"activeProfileIndex\":0,\n\"shared\":{{\"frames\":[",
      compact_json(name));
  for (size_t i = 0; i < profile.frames.size(); ++i) {
    text += (i == 0 ? "\n" : ",\n") + frame_json(profile, profile.frames[i]);
  }
  text += "]},\n\"profiles\":[";
  const char* before = "\n";
  for (const Part& part : parts_of(profile, first)) {
    text += before + part_json(profile, part);
    before = ",\n";
  }
  return text + "]}\n";
}

}  // namespace jescope
