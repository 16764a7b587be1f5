// SPDX-License-Identifier: Apache-2.0
#include "record/shim/recorder.h"

#include <sys/auxv.h>

#include <atomic>
#include <limits>

#include "record/shim/counts/stack_table.h"
#include "record/shim/dumps/dump.h"
#include "record/shim/dumps/watch.h"
#include "record/shim/ending_signals.h"
#include "record/shim/environment.h"
#include "record/shim/fork.h"
#include "record/shim/setting.h"
#include "record/shim/symbols.h"
#include "record/shim/system/files.h"
#include "record/shim/system/lock.h"
#include "record/shim/system/memory.h"
#include "record/shim/system/system.h"
#include "record/shim/unwind.h"

namespace jescope::shim {
namespace {

constexpr uint64_t kNever = std::numeric_limits<uint64_t>::max() / 2;
constexpr size_t kMostFrames = 1024;

enum class Phase : uint8_t { kNotYet, kStarting, kOn, kOff };

// A place for the frames of one capture. Stacks of threads may be too small for them.
struct FrameRoom {
  FrameRoom* next;
  uintptr_t frames[kMostFrames];
};

struct Recorder {
  std::atomic<Phase> phase = Phase::kNotYet;
  Setting setting;
  std::atomic<int> pid = 0;
  std::atomic<bool> has_ended = false;
  std::atomic<uint64_t> samples = 0;
  std::atomic<uint64_t> lost = 0;
  std::atomic<uint64_t> unknown_stacks = 0;
  std::atomic<uint64_t> allocated_bytes = 0;  // of all threads, up to their last samples
  std::atomic<uint64_t> next_interval_bytes = 0;
  std::atomic<int64_t> live_bytes = 0;  // estimated; kept for peaks only
  std::atomic<int64_t> highest_dumped_bytes = 0;
  // The child of a fork has its parent's allocations, which are the parent's: they are
  // forgotten when the child records something of its own. Most children never do.
  std::atomic<bool> has_inherited = false;
  bool is_child_of_fork = false;
  Lock inherited_lock;
  Lock rooms_lock;
  FrameRoom* rooms = nullptr;
};
constinit Recorder recorder;

// Holds signals, and marks the thread: what the recorder calls is not recorded.
class Inside {
 public:
  Inside() { thread_state.is_inside = true; }
  ~Inside() { thread_state.is_inside = false; }
  Inside(const Inside&) = delete;
  Inside& operator=(const Inside&) = delete;

 private:
  SignalsHeld signals_;
};

FrameRoom* take_room() {
  const Locked locked(recorder.rooms_lock);
  FrameRoom* const room = recorder.rooms;
  if (room == nullptr) return take<FrameRoom>();
  recorder.rooms = room->next;
  return room;
}

void give_room(FrameRoom& room) {
  const Locked locked(recorder.rooms_lock);
  room.next = recorder.rooms;
  recorder.rooms = &room;
}

Account account() {
  return {recorder.samples, recorder.lost, recorder.unknown_stacks};
}

bool is_own_process() {
  return recorder.pid.load(std::memory_order_relaxed) == process_id();
}

void forget_inherited() {
  if (!recorder.has_inherited) return;
  const Locked locked(recorder.inherited_lock);
  if (!recorder.has_inherited) return;
  forget_live();
  forget_counts();
  recorder.samples = 0;
  recorder.lost = 0;
  recorder.unknown_stacks = 0;
  recorder.allocated_bytes = 0;
  recorder.next_interval_bytes = recorder.setting.interval_bytes;
  recorder.live_bytes = 0;
  recorder.highest_dumped_bytes = 0;
  recorder.has_inherited = false;
}

void dump(DumpKind kind) {
  if (recorder.phase != Phase::kOn || !is_own_process()) return;
  forget_inherited();
  write_dump(kind, account());
}

// What a sampled allocation stands for: `size` over the probability that it is sampled.
int64_t estimate_of(uint64_t size_bytes) {
  const uint64_t period = recorder.setting.sample_period_bytes;
  if (period == 1) return static_cast<int64_t>(size_bytes);
  const double ratio = static_cast<double>(size_bytes) / static_cast<double>(period);
  return static_cast<int64_t>(static_cast<double>(size_bytes) / sampling_probability(ratio));
}

void note_live(uint64_t size_bytes, int64_t sign) {
  if (recorder.setting.peak != 0) recorder.live_bytes += sign * estimate_of(size_bytes);
}

bool passes_interval() {
  const uint64_t step = recorder.setting.interval_bytes;
  if (step == 0) return false;
  const uint64_t allocated = recorder.allocated_bytes;
  uint64_t next = recorder.next_interval_bytes;
  if (allocated < next) return false;
  return recorder.next_interval_bytes.compare_exchange_strong(next, allocated + step);
}

// A tenth above the highest that was dumped: heaps that grow slowly would write
// a dump for each sample.
bool passes_peak() {
  if (recorder.setting.peak == 0) return false;
  const int64_t live = recorder.live_bytes;
  int64_t highest = recorder.highest_dumped_bytes;
  if (live < highest + highest / 10 + 1) return false;
  return recorder.highest_dumped_bytes.compare_exchange_strong(highest, live);
}

void write_due_dumps() {
  if (passes_interval()) dump(DumpKind::kInterval);
  if (passes_peak()) dump(DumpKind::kPeak);
  check_memory_after(recorder.allocated_bytes);
}

Counts& counts_here(uint64_t size_bytes) {
  FrameRoom* const room = take_room();
  bool is_known = false;
  size_t depth = 0;
  if (room != nullptr) depth = capture_stack(room->frames, recorder.setting.depth);
  const std::span<const uintptr_t> frames(room == nullptr ? nullptr : room->frames, depth);
  Counts& counts = counts_of(frames, *thread_state.thread, size_bytes, is_known);
  if (room != nullptr) give_room(*room);
  if (!is_known || depth == 0) ++recorder.unknown_stacks;
  return counts;
}

void subtract(const LiveAllocation& allocation) {
  allocation.counts->live_objects -= 1;
  allocation.counts->live_bytes -= allocation.size_bytes;
  note_live(allocation.size_bytes, -1);
}

void put_live(const LiveAllocation& allocation) {
  LiveAllocation displaced = {};
  if (!add_live(allocation, displaced)) {
    ++recorder.lost;
    return;
  }
  allocation.counts->live_objects += 1;
  allocation.counts->live_bytes += allocation.size_bytes;
  note_live(allocation.size_bytes, 1);
  if (displaced.address != 0) subtract(displaced);
}

// Readers divide by sizes, and an allocation of none takes memory all the same.
uint64_t recorded_size(uint64_t size_bytes) {
  return size_bytes == 0 ? 1 : size_bytes;
}

void record(uintptr_t address, uint64_t size_bytes) {
  const uint64_t size = recorded_size(size_bytes);
  Counts& counts = counts_here(size);
  counts.total_objects += 1;
  counts.total_bytes += size;
  put_live({address, size, &counts});
  ++recorder.samples;
}

void draw_next_gap() {
  const uint64_t gap = draw_gap(thread_state.random, recorder.setting.sample_period_bytes);
  thread_state.bytes_to_sample = gap;
  thread_state.last_gap = gap;
}

// Returns whether the allocation that led here is chosen by the first gap.
bool enter(uint64_t size_bytes) {
  const auto own = reinterpret_cast<uintptr_t>(&thread_state);
  thread_state.random.seed(processor_ticks() ^ own);
  thread_state.thread = &enter_thread();
  draw_next_gap();
  return !passes(size_bytes);
}

bool set_up() {
  const Environment environment = read_environment();
  SettingFault fault;
  if (!environment.is_set || getauxval(AT_SECURE) != 0) return false;
  if (!parse_setting(environment.setting, recorder.setting, fault)) {
    Text<480> line;
    line.add(fault.where).add(": expected ").add(fault.expected).add(", got ").add(fault.got);
    tell(line.view());
    return false;
  }
  // Another recorder sits behind this one, and counts already.
  if (find_next_symbol("jescope_recorder_out_of_memory") != nullptr) return false;
  limit_memory(recorder.setting.max_memory_bytes);
  Text<4096> prefix;
  if (!add_absolute_prefix(prefix, environment.prefix)) {
    tell("JESCOPE_RECORD_PREFIX: expected a path that fits, from a folder that exists");
    return false;
  }
  const Setting& setting = recorder.setting;
  if (!begin_dumps(prefix.c_str(), setting.keep, setting.sample_period_bytes)) {
    tell("JESCOPE_RECORD: expected memory to begin with, got too little");
    return false;
  }
  if (setting.children == 0) hide_from_children();
  return true;
}

void count_chosen(uintptr_t address, uint64_t size_bytes) {
  if (recorder.phase == Phase::kNotYet) start_recording();
  const Phase phase = recorder.phase;
  if (phase == Phase::kOff) thread_state.bytes_to_sample = kNever;
  if (phase != Phase::kOn) return;
  if (thread_state.thread == nullptr && !enter(size_bytes)) return;
  forget_inherited();
  const uint64_t left = thread_state.bytes_to_sample;
  recorder.allocated_bytes += thread_state.last_gap - left + size_bytes;
  record(address, size_bytes);
  draw_next_gap();
  write_due_dumps();
}

}  // namespace

void start_recording() {
  Phase expected = Phase::kNotYet;
  if (!has_environment()) return;
  if (!recorder.phase.compare_exchange_strong(expected, Phase::kStarting)) return;
  recorder.pid = process_id();
  remember_standard_error();
  const bool is_on = set_up();
  recorder.next_interval_bytes = recorder.setting.interval_bytes;
  recorder.phase = is_on ? Phase::kOn : Phase::kOff;
}

void finish_start() {
  if (recorder.phase != Phase::kOn) return;
  handle_forks();
  start_watch(recorder.setting);
  if (recorder.setting.final_dump != 0) watch_endings();
}

void end_recording() {
  if (recorder.phase != Phase::kOn || recorder.setting.final_dump == 0 || !is_own_process()) return;
  const Inside inside;
  if (recorder.has_ended.exchange(true)) return wait_for_dump();
  forget_inherited();
  const bool has_nothing = recorder.is_child_of_fork && recorder.samples == 0;
  if (!has_nothing) write_dump(DumpKind::kFinal, account());
}

void dump_because_of_interval() {
  dump(DumpKind::kInterval);
}

void dump_because_of_signal() {
  dump(DumpKind::kManual);
}

void dump_because_of_limit() {
  dump(DumpKind::kPeak);
}

void* count(void* allocation, size_t size_bytes) {
  if (allocation == nullptr || thread_state.is_inside) return allocation;
  const Inside inside;
  count_chosen(reinterpret_cast<uintptr_t>(allocation), size_bytes);
  return allocation;
}

void release(uintptr_t address) {
  release_for_realloc(address);
}

LiveAllocation release_for_realloc(uintptr_t address) {
  if (thread_state.is_inside) return {};
  const Inside inside;
  forget_inherited();
  const LiveAllocation allocation = take_live(address);
  if (allocation.address != 0) subtract(allocation);
  return allocation;
}

void keep_allocation(const LiveAllocation& allocation) {
  const Inside inside;
  put_live(allocation);
}

void recorder_before_fork() {
  dump_before_fork();
  recorder.inherited_lock.lock();
  recorder.rooms_lock.lock();
  threads_before_fork();
  live_table_before_fork();
  unwind_before_fork();
  memory_before_fork();
}

void recorder_after_fork_in_parent() {
  memory_after_fork();
  unwind_after_fork();
  live_table_after_fork();
  threads_after_fork();
  recorder.rooms_lock.unlock();
  recorder.inherited_lock.unlock();
  dump_after_fork();
}

void recorder_after_fork_in_child() {
  recorder_after_fork_in_parent();
  recorder.pid = process_id();
  recorder.has_ended = false;
  recorder.has_inherited = true;
  recorder.is_child_of_fork = true;
  begin_dumps_of_child();
  forget_other_threads();
  forget_watch();
}

}  // namespace jescope::shim
