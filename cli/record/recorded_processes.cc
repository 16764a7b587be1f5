// SPDX-License-Identifier: Apache-2.0
#include "cli/record/recorded_processes.h"

#include <algorithm>
#include <set>

namespace jescope {
namespace {

// Without --peak a dump is of any moment: an estimate's noise alone is no peak.
constexpr double kClearlyMore = 1.25;

bool is_peak(const RecordedProcess& process, const RecorderSetting& setting) {
  const auto highest = static_cast<double>(process.highest->sums.live_bytes);
  const auto newest = static_cast<double>(process.newest->sums.live_bytes);
  return highest > newest * (setting.peak ? 1 : kClearlyMore);
}

}  // namespace

bool is_all_freed(std::span<const NewDump> dumps) {
  const auto holds_any = [](const NewDump& dump) { return dump.sums.live_bytes > 0; };
  const auto knows_any = [](const NewDump& dump) { return dump.sums.allocated_bytes > 0; };
  return std::ranges::none_of(dumps, holds_any) && std::ranges::any_of(dumps, knows_any);
}

size_t process_count(std::span<const NewDump> dumps) {
  std::set<uint64_t> processes;
  for (const NewDump& dump : dumps) processes.insert(dump.name.pid);
  return processes.size();
}

uint64_t recorder_bytes(const RecordedRun& run) {
  uint64_t most = 0;
  for (const NewDump& dump : run.dumps) {
    if (dump.notes) most = std::max(most, dump.notes->own_memory);
  }
  return most;
}

std::vector<RecordedProcess> processes_of(const RecordedRun& run) {
  std::vector<RecordedProcess> processes;
  for (const NewDump& dump : run.dumps) {
    const bool is_next = processes.empty() || processes.back().newest->name.pid != dump.name.pid;
    if (is_next) processes.push_back({&dump, &dump, false});
    RecordedProcess& process = processes.back();
    process.newest = &dump;
    // Of equal ones the newest.
    if (dump.sums.live_bytes >= process.highest->sums.live_bytes) process.highest = &dump;
  }
  for (RecordedProcess& process : processes) process.shows_peak = is_peak(process, run.setting);
  std::ranges::stable_sort(processes, std::ranges::greater(), [](const RecordedProcess& process) {
    return process.shown().sums.live_bytes;
  });
  return processes;
}

std::vector<NewDump> shown_dumps(const RecordedRun& run) {
  const std::vector<RecordedProcess> processes = processes_of(run);
  if (std::ranges::none_of(processes, &RecordedProcess::shows_peak)) return run.dumps;
  std::vector<NewDump> dumps;
  for (const RecordedProcess& process : processes) dumps.push_back(process.shown());
  return dumps;
}

}  // namespace jescope
