// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "jescope/record/attach.h"
#include "record/attach/held_signals.h"
#include "record/attach/target_process.h"
#include "record/attach/traced_thread.h"

namespace jescope {
namespace {

constexpr std::chrono::milliseconds kStopTime{500};

// As ThreadStack::addresses wants them: one past the place.
std::vector<uint64_t> past_places(const WalkedStack& stack) {
  std::vector<uint64_t> addresses;
  addresses.reserve(stack.frames.size());
  for (const WalkedFrame& frame : stack.frames) {
    addresses.push_back(frame.is_exact ? frame.address + 1 : frame.address);
  }
  return addresses;
}

std::string reason_for(const ThreadStop& stop) {
  switch (stop.event) {
    case ThreadEvent::kGone: return "it has ended";
    case ThreadEvent::kSilent: return "it did not stop: it waits for a device";
    default: return "it could not be read";
  }
}

// Stops a thread for as long as it takes to copy its stack.
std::optional<ThreadImage> copy_thread(TargetProcess& target, ThreadStack& stack,
                                       double& longest_stop_ms) {
  const auto id = static_cast<pid_t>(stack.id);
  TracedThread thread(id);
  if (!thread.is_ours()) {
    const bool may_not = errno == EPERM && find_living_thread(id);
    stack.reason = may_not ? "it may not be traced" : "it has ended";
    return std::nullopt;
  }
  const ThreadStop stop = thread.interrupt(Clock::now() + kStopTime);
  const Clock::time_point stopped = Clock::now();
  const bool stands =
      stop.event == ThreadEvent::kInterrupted || stop.event == ThreadEvent::kJobStopped;
  std::optional<ThreadImage> image;
  if (stands) image = take_image(id, target.areas());
  if (!image) stack.reason = reason_for(stop);
  thread.release();
  const std::chrono::duration<double, std::milli> time = Clock::now() - stopped;
  if (stands) longest_stop_ms = std::max(longest_stop_ms, time.count());
  return image;
}

ThreadStack take_stack(TargetProcess& target, const ThreadLook& look, double& longest_stop_ms) {
  ThreadStack stack;
  stack.id = static_cast<uint64_t>(look.id);
  stack.name = look.name;
  stack.state = look.state;
  if (look.state == 'D') stack.reason = "it does not stop while it waits for a device";
  if (look.state == 'Z' || look.state == 'X') stack.reason = "it has ended";
  if (!stack.reason.empty()) return stack;
  const std::optional<ThreadImage> image = copy_thread(target, stack, longest_stop_ms);
  if (!image) return stack;
  const WalkedStack walked = target.unwinder().walk(*image);
  stack.addresses = past_places(walked);
  stack.is_cut = walked.is_cut;
  return stack;
}

}  // namespace

Result<ProcessStacks> take_stacks(int64_t process) {
  Result<std::unique_ptr<TargetProcess>> target = TargetProcess::open(static_cast<pid_t>(process));
  if (!target.ok()) return std::move(target).error();
  ProcessStacks stacks;
  stacks.process_id = static_cast<uint64_t>(process);
  stacks.living_thread_id = static_cast<uint64_t>((*target)->living_thread());
  stacks.inner_process_id = static_cast<uint64_t>((*target)->status().inner_process);
  const HeldSignals held;
  for (const ThreadLook& look : look_at_threads((*target)->id())) {
    if (HeldSignals::has_come()) break;
    stacks.threads.push_back(take_stack(**target, look, stacks.longest_stop_ms));
  }
  const auto may_not = [](const ThreadStack& stack) { return stack.reason.ends_with("traced"); };
  if (!stacks.threads.empty() && std::ranges::all_of(stacks.threads, may_not)) {
    return no_rights((*target)->id(), (*target)->status());
  }
  std::ranges::sort(stacks.threads, {}, &ThreadStack::id);
  for (const MappedArea& area : (*target)->areas()) stacks.mappings.push_back(area.mapping);
  return stacks;
}

}  // namespace jescope
