// SPDX-License-Identifier: Apache-2.0
//
// Counts threads, modules and names. A dump does not say which version of
// jemalloc wrote it; what it holds narrows the versions down.
#include "jescope/summarize/dump_info.h"

#include <algorithm>
#include <string_view>
#include <tuple>

namespace jescope {
namespace {

// PROF_BT_MAX of jemalloc, the default of its prof_bt_max.
constexpr uint32_t kDeepestRecorded = 128;

std::string format_name(DumpFormat format) {
  switch (format) {
    case DumpFormat::kHeapV2: return "heap_v2";
    case DumpFormat::kHeapProfile: return "heap profile text";
    case DumpFormat::kGrowth: return "growth text";
    case DumpFormat::kPprof: return "pprof";
  }
  return "";
}

// jemalloc split its backtrace function in 5.3.0, and let the program see pid
// namespaces in 5.3.1.
std::string likely_allocator(const Dump& dump, const Profile& profile) {
  if (dump.recorder) return "any allocator, by jescope record";
  if (dump.format == DumpFormat::kGrowth) return "gperftools";
  if (dump.format == DumpFormat::kPprof) return "estimates of any allocator";
  if (dump.format == DumpFormat::kHeapProfile) return "jemalloc 3.6 or older, or gperftools";
  if (dump.name && !dump.name->pid_namespace.empty()) return "jemalloc 5.3.1 or later";
  for (const Frame& frame : profile.frames) {
    const std::string_view function = profile.text(frame.function);
    if (function.ends_with("prof_backtrace_impl")) return "jemalloc 5.3.0 or later";
  }
  return "jemalloc 4.0 or later";
}

std::vector<ThreadShare> thread_shares(const Dump& dump, std::vector<Values> values) {
  std::vector<ThreadShare> shares;
  for (size_t i = 0; i < dump.threads.size() && i < values.size(); ++i) {
    shares.push_back({dump.threads[i].number, dump.threads[i].name, values[i]});
  }
  std::ranges::stable_sort(shares, [](const ThreadShare& a, const ThreadShare& b) {
    return std::tuple(-a.values[Metric::kInuseSpace].value, a.number) <
           std::tuple(-b.values[Metric::kInuseSpace].value, b.number);
  });
  return shares;
}

}  // namespace

double named_share(const Profile& profile, Metric metric) {
  double named = 0;
  double total = 0;
  for (const Sample& sample : profile.samples) {
    const auto value = static_cast<double>(sample.values[metric].value);
    total += value;
    if (sample.stack.is_none()) continue;
    if (is_named(profile.frame(profile.stacks.element(sample.stack)))) named += value;
  }
  return total == 0 ? 1 : named / total;
}

DumpInfo describe_dump(const Dump& dump, const Profile& named, const Profile& trimmed,
                       std::vector<Values> threads) {
  DumpInfo info;
  info.source = dump.source;
  info.name = dump.name;
  info.format = format_name(dump.format);
  info.likely_allocator = likely_allocator(dump, named);
  info.sample_period_bytes = dump.sample_period_bytes;
  info.has_totals = named.has_totals;
  info.has_mappings = dump.has_mappings;
  info.stacks = dump.records.size();
  info.addresses = dump.addresses.size();
  info.without_backtrace =
      static_cast<size_t>(std::ranges::count(dump.records, uint32_t{0}, &DumpRecord::depth));
  info.cut_short = static_cast<size_t>(std::ranges::count_if(
      dump.records, [](const DumpRecord& record) { return record.depth >= kDeepestRecorded; }));
  info.recorder = dump.recorder;
  info.total = total_values(named);
  info.named_bytes_share = named_share(trimmed, Metric::kInuseSpace);
  info.threads = thread_shares(dump, std::move(threads));
  info.modules = module_shares(trimmed);
  return info;
}

}  // namespace jescope
