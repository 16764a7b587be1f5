// SPDX-License-Identifier: Apache-2.0
//
// Everything at once: threads begin and end, allocate, free what others allocated, ask for
// dumps, and are sent signals. Every allocation is recorded, so the last dump is known to
// the byte; then no memory is left. The allocations are addresses only; the recorder does not look
// at them.
#include <gtest/gtest.h>
#include <signal.h>

#include <array>
#include <atomic>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <string>
#include <thread>
#include <vector>

#include "record/shim/counts/live_table.h"
#include "record/shim/counts/stack_table.h"
#include "record/shim/recorder.h"
#include "record/shim/system/memory.h"
#include "tests/support/temp_path.h"

namespace jescope::shim {
namespace {

namespace fs = std::filesystem;

constexpr size_t kWorkers = 6;
constexpr int kWaves = 4;
constexpr int kRounds = 150;
constexpr int kObjects = 20;   // of a round
constexpr size_t kBytes = 48;  // of the smallest

std::atomic<uintptr_t> next_address = uintptr_t{1} << 40;
std::atomic<uint64_t> made = 0;
std::atomic<uint64_t> kept_bytes = 0;
std::atomic<uint64_t> kept_objects = 0;
std::array<std::atomic<uintptr_t>, 64> given_away;  // to whoever comes next

// As the hooks do.
uintptr_t allocate(size_t size_bytes) {
  const uintptr_t address = next_address.fetch_add(64, std::memory_order_relaxed);
  // NOLINTNEXTLINE(performance-no-int-to-ptr): nobody follows it.
  if (!passes(size_bytes)) count(reinterpret_cast<void*>(address), size_bytes);
  made.fetch_add(1, std::memory_order_relaxed);
  return address;
}

void free_it(uintptr_t address) {
  if (may_be_live(address)) release(address);
}

// Stacks of many depths, which threads have in common.
[[gnu::noinline]] uintptr_t allocate_deep(int depth, size_t size_bytes) {
  const uintptr_t address =
      depth == 0 ? allocate(size_bytes) : allocate_deep(depth - 1, size_bytes);
  asm volatile("");  // or the call would be a jump
  return address;
}

void keep(size_t size_bytes) {
  allocate_deep(2, size_bytes);
  kept_bytes += size_bytes;
  ++kept_objects;
}

void give_away(uintptr_t address, int place) {
  const uintptr_t before =
      given_away[static_cast<size_t>(place) % given_away.size()].exchange(address);
  if (before != 0) free_it(before);
}

void work(int thread) {
  for (int round = 0; round < kRounds; ++round) {
    for (int i = 0; i < kObjects; ++i) {
      const size_t size_bytes = kBytes << (i % 9);
      give_away(allocate_deep((i * 7 + round) % 23, size_bytes), round * 31 + i * 5 + thread);
    }
    if (round % 50 == 0) keep(kBytes * static_cast<size_t>(thread + 1));
    if (round % 60 == thread) dump_because_of_interval();
    if (round % 70 == thread) raise(SIGUSR2);
  }
}

std::string second_line(const fs::path& path) {
  std::ifstream file(path);
  std::string line;
  std::getline(file, line);
  std::getline(file, line);
  return line;
}

fs::path final_dump(const fs::path& folder) {
  for (const fs::directory_entry& entry : fs::directory_iterator(folder)) {
    if (entry.path().string().ends_with(".f.heap")) return entry.path();
  }
  return {};
}

TEST(Recorder, IsAskedByManyThreadsAtOnce) {
  const std::string folder = temp_path("recorder_threads");
  fs::remove_all(folder);
  fs::create_directories(folder);
  setenv("JESCOPE_RECORD",
         "sample:1,interval_bytes:3000000,at_rss:1000000000000,peak:1,signal:12,keep:3", 1);
  setenv("JESCOPE_RECORD_PREFIX", (folder + "/heap").c_str(), 1);
  start_recording();
  finish_start();

  for (int wave = 0; wave < kWaves; ++wave) {
    std::vector<std::thread> threads;
    for (size_t i = 0; i < kWorkers; ++i) threads.emplace_back(work, static_cast<int>(i));
    for (std::thread& thread : threads) thread.join();
  }
  for (const std::atomic<uintptr_t>& address : given_away) free_it(address);
  end_recording();

  const fs::path dump = final_dump(folder);
  ASSERT_FALSE(dump.empty());
  const std::string line = second_line(dump);
  const std::string expected = "  t*: " + std::to_string(kept_objects) + ": " +
                               std::to_string(kept_bytes) + " [" + std::to_string(made) + ": ";
  EXPECT_EQ(line.substr(0, expected.size()), expected);
  // The watching thread may write still: nowhere now.
  fs::rename(folder, folder + ".old");
  fs::remove_all(folder + ".old");
}

uint64_t total_objects() {
  uint64_t sum = 0;
  for_each_stack([&](const Stack& stack) {
    for (const Counts* counts = stack.counts; counts != nullptr; counts = counts->next) {
      sum += counts->total_objects;
    }
  });
  return sum;
}

TEST(Counts, AreKeptWithoutMemoryByManyThreads) {
  constexpr uintptr_t kStacks = 20'000;
  const uint64_t before = total_objects();
  const Thread& own = enter_thread();
  limit_memory(0);
  std::vector<std::thread> threads;
  std::atomic<uint64_t> unknown = 0;
  for (uintptr_t number = 0; number < kWorkers; ++number) {
    threads.emplace_back([&, number] {
      for (uintptr_t i = 0; i < kStacks; ++i) {
        const std::array<uintptr_t, 2> frames = {i, i % 3 == 0 ? 0 : number};
        bool is_known = false;
        counts_of(frames, own, i, is_known).total_objects += 1;
        if (!is_known) ++unknown;
      }
    });
  }
  while (total_objects() < before + kStacks) {
  }
  for (std::thread& thread : threads) thread.join();
  EXPECT_EQ(total_objects(), before + kWorkers * kStacks);
  EXPECT_GT(unknown, 0U);
  uint32_t size_class = 0;
  for (const Counts* counts = out_of_memory_stack.counts; counts != nullptr;
       counts = counts->next) {
    EXPECT_EQ(counts->size_class, size_class++);
  }
  EXPECT_EQ(size_class, kSizeClasses);
}

}  // namespace
}  // namespace jescope::shim
