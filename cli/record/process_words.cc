// SPDX-License-Identifier: Apache-2.0
#include "cli/record/process_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/messages.h"
#include "jescope/base/shell_word.h"
#include "jescope/base/units.h"

namespace jescope {
namespace {

constexpr size_t kMostLines = 10;

// Below this share of what there was, what is live at the end tells little.
constexpr uint64_t kLeastLiveShare = 20;

// Code, stacks and what the allocator itself takes are beside what malloc gave.
constexpr uint64_t kLeastUnseenBytes = uint64_t{32} << 20;

std::string bytes(uint64_t number) {
  return format_bytes(static_cast<int64_t>(number));
}

std::string title_of(const NewDump& dump) {
  const DumpSums& sums = dump.sums;
  const std::string& name = sums.command.empty() ? sums.program : sums.command;
  const std::string number = fmt::format("process {}", dump.name.pid);
  return name.empty() ? number : fmt::format("{} ({})", number, name);
}

const char* end_of(const NewDump& newest) {
  return newest.name.kind == DumpKind::kFinal ? "at its end" : "in its last dump";
}

std::string process_line(const RecordedProcess& process) {
  std::string what = bytes(process.shown().sums.live_bytes) + " live";
  if (process.shows_peak) {
    what = fmt::format("peak {} in {}, {} {}", bytes(process.highest->sums.live_bytes),
                       process.highest->path, bytes(process.newest->sums.live_bytes),
                       end_of(*process.newest));
  }
  return message(title_of(*process.newest), what, {});
}

bool is_shell(std::string_view program) {
  constexpr auto kShells = std::to_array<std::string_view>(
      {"sh", "bash", "dash", "ash", "zsh", "ksh", "ksh93", "mksh", "fish", "busybox"});
  return std::ranges::find(kShells, program) != kShells.end();
}

uint64_t most_of(const RecordedRun& run, uint64_t DumpSums::*amount) {
  uint64_t most = 0;
  for (const NewDump& dump : run.dumps) most = std::max(most, dump.sums.*amount);
  return most;
}

bool has_any_final(const RecordedRun& run) {
  return std::ranges::any_of(
      run.dumps, [](const NewDump& dump) { return dump.name.kind == DumpKind::kFinal; });
}

// Much may have been allocated and freed soon: a peak was no higher than the memory.
uint64_t most_at_once(const DumpSums& sums, const CommandEnd& end) {
  if (end.most_resident_bytes == 0) return sums.allocated_bytes;
  return std::min(sums.allocated_bytes, end.most_resident_bytes);
}

}  // namespace

std::string process_lines(const RecordedRun& run) {
  const std::vector<RecordedProcess> processes = processes_of(run);
  if (processes.size() < 2) return {};
  const size_t told = std::min(processes.size(), kMostLines);
  std::string text;
  for (size_t i = 0; i < told; ++i) text += process_line(processes[i]);
  if (processes.size() == told) return text;
  uint64_t others = 0;
  for (size_t i = told; i < processes.size(); ++i) {
    others += processes[i].shown().sums.live_bytes;
  }
  return text + message(fmt::format("{} other processes", processes.size() - told),
                        bytes(others) + " in all", {});
}

std::string peak_words(const RecordedRun& run) {
  const std::vector<RecordedProcess> processes = processes_of(run);
  if (processes.size() != 1 || !processes.front().shows_peak) return {};
  const RecordedProcess& process = processes.front();
  return message(run.program,
                 fmt::format("peak {} in {}; {} it held {}",
                             bytes(process.highest->sums.live_bytes), process.highest->path,
                             end_of(*process.newest), bytes(process.newest->sums.live_bytes)),
                 {});
}

std::string freed_words(const RecordedRun& run) {
  const std::vector<RecordedProcess> processes = processes_of(run);
  uint64_t live = 0;
  uint64_t most = 0;
  for (const RecordedProcess& process : processes) {
    const NewDump& newest = *process.newest;
    if (process.shows_peak || newest.name.kind != DumpKind::kFinal) return {};
    live += newest.sums.live_bytes;
    most += most_at_once(newest.sums, run.end);
  }
  if (run.setting.peak || most == 0 || live >= most / kLeastLiveShare) return {};
  if (processes.size() > 1) {
    return message(run.program, "nearly all that was allocated had been freed at the ends",
                   "jescope record --peak keeps the peak of each process");
  }
  const std::string& path = processes.front().newest->path;
  if (is_all_freed(run.dumps)) {
    return message(path,
                   "all that was sampled had been freed at its end; what was allocated is shown",
                   "jescope record --peak keeps the peak");
  }
  return message(path, "nearly all that was allocated had been freed at its end",
                 "jescope top --alloc-space " + shell_word(path) +
                     " shows all of it; jescope record --peak keeps the peak");
}

std::string resident_words(const RecordedRun& run) {
  // The memory is that of the largest process, which may be one that was not recorded.
  if (!run.setting.children) return {};
  if (!run.setting.peak && !has_any_final(run)) return {};
  const uint64_t own = recorder_bytes(run);
  const uint64_t resident =
      run.end.most_resident_bytes - std::min(own, run.end.most_resident_bytes);
  // Without the peak, all that was ever allocated is what malloc gave at most.
  const uint64_t given =
      most_of(run, run.setting.peak ? &DumpSums::live_bytes : &DumpSums::allocated_bytes);
  const bool is_told =
      !run.dumps.empty() && resident / 2 > given && resident - given > kLeastUnseenBytes;
  if (!is_told) return {};
  return message(
      run.program,
      fmt::format(
          "the program had {} of memory, malloc gave it {}{} of that; the rest is mapped by "
          "hand, as python's (PYTHONMALLOC=malloc shows it), JVM heaps, or code",
          bytes(resident), run.setting.peak ? "" : "at most ", bytes(given)),
      {});
}

std::string lone_shell_words(const RecordedRun& run) {
  const std::vector<RecordedProcess> processes = processes_of(run);
  if (processes.size() != 1 || !run.setting.children) return {};
  const std::string& program = processes.front().newest->sums.program;
  if (!is_shell(program)) return {};
  return message(run.program,
                 fmt::format("only {} itself was recorded; of what it starts, a static program or "
                             "one that gains rights (set-user-ID) cannot be",
                             program),
                 "jescope record -- PROGRAM says why one cannot be recorded");
}

}  // namespace jescope
