// SPDX-License-Identifier: Apache-2.0
//
// One trace a sample; equal stacks already are one sample.
#include "jescope/summarize/traces.h"

#include <algorithm>
#include <string_view>

#include "summarize/frame_text.h"

namespace jescope {
namespace {

Trace make_trace(const Profile& profile, const Sample& sample) {
  Trace trace;
  trace.values = sample.values;
  for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
    trace.innermost_first.push_back(static_cast<uint32_t>(frame.row()));
  }
  return trace;
}

bool names_come_before(const TraceList& list, const Trace& a, const Trace& b) {
  const auto name = [&](uint32_t frame) -> std::string_view { return list.frames[frame].name; };
  return std::ranges::lexicographical_compare(a.innermost_first, b.innermost_first, {}, name, name);
}

}  // namespace

TraceList list_traces(const Profile& profile, Metric metric) {
  TraceList list;
  list.metric = metric;
  list.granularity = profile.granularity;
  list.total = total_values(profile)[metric];
  list.whole = share_base(profile)[metric];
  list.frames = frame_texts(profile);
  for (const Sample& sample : profile.samples) {
    if (sample.values[metric].value != 0) list.traces.push_back(make_trace(profile, sample));
  }
  std::ranges::stable_sort(list.traces, [&](const Trace& a, const Trace& b) {
    const int64_t left = a.values[metric].value;
    const int64_t right = b.values[metric].value;
    return left != right ? ranks_before(left, right) : names_come_before(list, a, b);
  });
  return list;
}

TraceList keep_first(TraceList list, size_t traces) {
  if (traces >= list.traces.size()) return list;
  list.traces_left_out += list.traces.size() - traces;
  for (size_t i = traces; i < list.traces.size(); ++i) {
    list.left_out += list.traces[i].values[list.metric];
  }
  list.traces.resize(traces);
  return list;
}

}  // namespace jescope
