// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_words.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "cli/messages.h"
#include "cli/record/process_words.h"
#include "cli/record/record_values.h"
#include "jescope/base/system_error.h"
#include "jescope/base/units.h"

namespace jescope {
namespace {

constexpr const char* kOnTheWay =
    "jescope record --interval 10s or --at-rss 90% writes dumps before the end, too";

std::string counted(size_t number, std::string_view one, std::string_view many) {
  return fmt::format("{} {}", format_count(static_cast<int64_t>(number)), number == 1 ? one : many);
}

std::string where_of(const RecordedRun& run) {
  if (run.dumps.size() == 1) return run.dumps.front().path;
  if (process_count(run.dumps) > 1) return run.prefix + ".*.heap";
  return fmt::format("{}.{}.*.heap", run.prefix, run.dumps.front().name.pid);
}

std::string written_words(const RecordedRun& run) {
  const size_t processes = process_count(run.dumps);
  std::string what = counted(run.dumps.size(), "dump", "dumps");
  if (processes > 1) what += fmt::format(" of {} processes", processes);
  what += " written";
  const uint64_t memory = recorder_bytes(run);
  if (memory > 0) {
    what += fmt::format("; the recorder took {}{} for itself",
                        format_bytes(static_cast<int64_t>(memory)),
                        processes > 1 ? " at most in each" : "");
  }
  return message(where_of(run), what, {});
}

// Of the program itself; its children may have others.
bool has_final(const RecordedRun& run) {
  return std::ranges::any_of(run.dumps, [&](const NewDump& dump) {
    return dump.name.kind == DumpKind::kFinal &&
           dump.name.pid == static_cast<uint64_t>(run.end.process);
  });
}

// Returns the newest dump of the process that was started; null: it has none.
const NewDump* newest_of_program(const RecordedRun& run) {
  const NewDump* newest = nullptr;
  for (const NewDump& dump : run.dumps) {
    if (dump.name.pid == static_cast<uint64_t>(run.end.process)) newest = &dump;
  }
  return newest;
}

// Who asked for dumps on the way needs no such hint.
std::string hint_on_the_way(const RecordedRun& run) {
  return run.setting.dumps_on_the_way() ? std::string() : kOnTheWay;
}

std::string killed_words(const RecordedRun& run) {
  const NewDump* const newest = newest_of_program(run);
  const std::string rest =
      newest == nullptr ? "there is none" : "the last one before it is " + newest->path;
  return message(
      run.program,
      fmt::format("expected a dump at its end, got {}; {}", signal_name(run.end.signal), rest),
      hint_on_the_way(run));
}

std::string missing_words(const RecordedRun& run) {
  if (run.end.signal != 0) return killed_words(run);
  if (!run.setting.final_dump) {
    return message(run.program, "expected a dump on the way, got none before its end",
                   "without --no-final there is one at the end");
  }
  const std::string others = run.dumps.empty()
                                 ? "expected a dump at its end, got none"
                                 : "expected a dump of it, got those of its children only";
  return message(
      run.program,
      others +
          ": the recorder could not write it, and said so, or the program ended past the "
          "C library, as Go does, or became another one that is static, gains rights or "
          "has an environment of its own",
      hint_on_the_way(run));
}

std::string running_words(const RecordedRun& run) {
  std::string numbers;
  constexpr size_t kMostShown = 5;
  for (size_t i = 0; i < std::min(run.still_running.size(), kMostShown); ++i) {
    numbers += fmt::format("{}{}", i == 0 ? "" : ", ", run.still_running[i]);
  }
  if (run.still_running.size() > kMostShown) numbers += ", ...";
  std::string what =
      fmt::format("{} it started still {} ({}), and may write more dumps",
                  run.still_running.size() == 1 ? "a process that" : "processes that",
                  run.still_running.size() == 1 ? "runs" : "run", numbers);
  if (!run.recorder_path.empty()) what += "; " + run.recorder_path + " stays for them";
  return message(run.program, what, {});
}

std::string unsampled_words(const RecordedRun& run) {
  return message(where_of(run),
                 fmt::format("expected samples, one each {} on average, got none of so few "
                             "allocations",
                             format_bytes(static_cast<int64_t>(run.setting.sample_bytes))),
                 "jescope record --sample 4KiB takes more, --every-allocation all");
}

}  // namespace

bool is_without_samples(const RecordedRun& run) {
  return !run.dumps.empty() && std::ranges::all_of(run.dumps, [](const NewDump& dump) {
    return dump.notes && dump.notes->samples == 0;
  });
}

std::string words_of(const RecordedRun& run) {
  std::string text;
  if (!run.dumps.empty()) text += written_words(run);
  const bool expects_final = run.setting.final_dump && !has_final(run);
  if (newest_of_program(run) == nullptr || (expects_final && run.end.signal != 0)) {
    text += missing_words(run);
  }
  if (!run.still_running.empty()) text += running_words(run);
  const std::string lone_shell = lone_shell_words(run);
  text += lone_shell;
  if (is_without_samples(run) && lone_shell.empty()) text += unsampled_words(run);
  return text + process_lines(run) + peak_words(run) + freed_words(run) + resident_words(run);
}

std::string words_of_start_error(const std::string& path, int start_error) {
  errno = start_error;
  Error error = system_error(ErrorCode::kUsage, path, "a program that starts");
  if (start_error == ENOENT) {
    error.hint = "the file is there, the loader that it names is not: musl's on glibc, or glibc's";
  }
  return describe(error);
}

}  // namespace jescope
