// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/thread_list.h"

#include <map>
#include <tuple>

#include "summarize/frame_text.h"

namespace jescope {
namespace {

using Frames = std::vector<uint32_t>;

std::map<uint64_t, Frames> frames_by_thread(const Profile& named) {
  std::map<uint64_t, Frames> by_thread;
  for (const Sample& sample : named.samples) {
    const Snapshot& snapshot = named.snapshots[sample.snapshot];
    if (!snapshot.thread) continue;
    Frames& frames = by_thread[*snapshot.thread];
    for (const FrameId frame : named.stacks.innermost_first(sample.stack)) {
      frames.push_back(static_cast<uint32_t>(frame.row()));
    }
  }
  return by_thread;
}

}  // namespace

ThreadList list_threads(const Profile& named, const ProcessStacks& stacks) {
  ThreadList list;
  list.process_id = stacks.process_id;
  list.frames = frame_texts(named);
  const std::map<uint64_t, Frames> frames = frames_by_thread(named);
  std::map<std::tuple<Frames, bool, std::string>, size_t> group_of;
  for (const ThreadStack& thread : stacks.threads) {
    const auto found = frames.find(thread.id);
    const Frames& own = found == frames.end() ? Frames() : found->second;
    const auto [group, is_new] =
        group_of.try_emplace({own, thread.is_cut, thread.reason}, list.groups.size());
    if (is_new) list.groups.push_back({{}, own, thread.is_cut, thread.reason});
    list.groups[group->second].threads.push_back({thread.id, thread.name, thread.state});
  }
  return list;
}

}  // namespace jescope
