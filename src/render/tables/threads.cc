// SPDX-License-Identifier: Apache-2.0
//
//   process 1234: 5 threads, 2 different stacks
//
//   thread 1234 (redis-server), waiting
//       epoll_wait
//       aeMain
//       main
//
//   4 threads with one stack: 1235 (bio_close_file), 1236 (bio_aof), ..., waiting
//       __futex_abstimed_wait_common
//       ... callers are missing
#include "jescope/render/threads.h"

#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/readable_name.h"
#include "render/fit_name.h"
#include "render/json.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr size_t kIndent = 4;

std::string_view state_words(char state) {
  switch (state) {
    case 'R': return "running";
    case 'S': return "waiting";
    case 'D': return "waiting for a device";
    case 'T':
    case 't': return "stopped";
    case 'Z': return "ended";
    case 'I': return "idle";
    default: return "in an unknown state";
  }
}

std::string title_of(const ThreadTitle& thread) {
  if (thread.name.empty()) return std::to_string(thread.id);
  return fmt::format("{} ({})", thread.id, printable_text(thread.name));
}

// The states of a group's threads, each once, in the order of the threads.
std::string states_of(const ThreadGroup& group) {
  std::string seen;
  std::string text;
  for (const ThreadTitle& thread : group.threads) {
    if (seen.find(thread.state) != std::string::npos) continue;
    seen += thread.state;
    text += (text.empty() ? "" : " or ") + std::string(state_words(thread.state));
  }
  return text;
}

std::string group_title(const ThreadGroup& group) {
  std::string names;
  for (const ThreadTitle& thread : group.threads) {
    names += (names.empty() ? "" : ", ") + title_of(thread);
  }
  const size_t count = group.threads.size();
  const std::string what =
      count == 1 ? "thread " + names : fmt::format("{} threads with one stack: {}", count, names);
  return what + ", " + states_of(group);
}

std::string frame_line(const CallFrame& frame, const TableStyle& style) {
  const std::string name = readable_name(printable_text(frame.name));
  const bool whole = style.columns <= kIndent;
  return std::string(kIndent, ' ') + (whole ? name : fit_name(name, style.columns - kIndent));
}

std::string note_line(std::string_view note, const TableStyle& style) {
  return std::string(kIndent, ' ') + emphasize(std::string(note), Emphasis::kFaint, style) + "\n";
}

std::string to_text(const ThreadList& list, const TableStyle& style) {
  size_t threads = 0;
  for (const ThreadGroup& group : list.groups) threads += group.threads.size();
  std::string text =
      fmt::format("process {}: {} thread{}, {} different stack{}\n", list.process_id, threads,
                  threads == 1 ? "" : "s", list.groups.size(), list.groups.size() == 1 ? "" : "s");
  for (const ThreadGroup& group : list.groups) {
    text += "\n" + emphasize(group_title(group), Emphasis::kStrong, style) + "\n";
    for (const uint32_t frame : group.innermost_first) {
      text += frame_line(list.frames[frame], style) + '\n';
    }
    if (!group.reason.empty()) text += note_line("no stack: " + group.reason, style);
    if (group.is_cut) text += note_line("... callers are missing", style);
  }
  return text;
}

Json frames_json(const ThreadList& list, const ThreadGroup& group) {
  Json frames = Json::array();
  for (const uint32_t id : group.innermost_first) {
    const CallFrame& frame = list.frames[id];
    Json json = {{"name", frame.name}, {"file", frame.file}};
    if (frame.line != 0) json["line"] = frame.line;  // asked for, and known
    json["module"] = frame.module;
    json["inlined"] = frame.inlined;
    frames.push_back(std::move(json));
  }
  return frames;
}

std::string to_json(const ThreadList& list) {
  Json stacks = Json::array();
  for (const ThreadGroup& group : list.groups) {
    Json threads = Json::array();
    for (const ThreadTitle& thread : group.threads) {
      threads.push_back(
          {{"id", thread.id}, {"name", thread.name}, {"state", std::string(1, thread.state)}});
    }
    stacks.push_back({{"threads", std::move(threads)},
                      {"frames", frames_json(list, group)},
                      {"cut", group.is_cut},
                      {"reason", group.reason}});
  }
  return write_json({{"schema", "jescope/stacks/1"},
                     {"process", list.process_id},
                     {"stacks", std::move(stacks)}});
}

}  // namespace

std::string render_threads(const ThreadList& list, const TableStyle& style) {
  return style.format == TableFormat::kJson ? to_json(list) : to_text(list, style);
}

}  // namespace jescope
