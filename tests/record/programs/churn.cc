// SPDX-License-Identifier: Apache-2.0
//
// churn THREADS OBJECTS DEPTH [WORK]: each thread allocates OBJECTS objects of 16 to 511
// bytes in all, DEPTH calls below its main function, and frees each some 1000 later, as
// programs do. With WORK there are so many steps of arithmetic for each object, of about
// two nanoseconds. Prints the nanoseconds of processor time that an object took, and those
// that passed.
#include <time.h>

#include <array>
#include <cstdint>
#include <thread>
#include <vector>

#include "kept.h"

namespace pitfall {

constexpr size_t kLive = 1024;

struct Work {
  long objects = 0;
  int depth = 0;
  long steps = 0;  // of other work, for each object
};

long nanoseconds(clockid_t clock) {
  timespec now = {};
  clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

// Numbers that look random: xorshift.
uint64_t next(uint64_t& state) {
  state ^= state << 13;
  state ^= state >> 7;
  state ^= state << 17;
  return state;
}

[[gnu::noinline]] void allocate(std::array<void*, kLive>& live, uint64_t& state, long objects) {
  for (long i = 0; i < objects; ++i) {
    const uint64_t random = next(state);
    void*& place = live[random % kLive];
    std::free(place);
    place = seen(std::malloc(16 + (random >> 32) % 496));
  }
}

[[gnu::noinline]] int descend(int depth, std::array<void*, kLive>& live, uint64_t& state,
                              long objects) {
  if (depth == 0) {
    allocate(live, state, objects);
    return 0;
  }
  return descend(depth - 1, live, state, objects) + 1;
}

// What the program does besides.
[[gnu::noinline]] void work_on(long steps, uint64_t& state) {
  for (long i = 0; i < steps; ++i) next(state);
}

void run(const Work& work, uint64_t seed) {
  constexpr long kStep = 1000;
  std::array<void*, kLive> live = {};
  uint64_t state = seed;
  for (long done = 0; done < work.objects; done += kStep) {
    descend(work.depth, live, state, kStep);
    work_on(work.steps * kStep, state);
  }
  for (void* const object : live) std::free(object);
}

}  // namespace pitfall

int main(int argument_count, char** arguments) {
  if (argument_count < 4) {
    std::fprintf(stderr, "usage: churn THREADS OBJECTS DEPTH [WORK]\n");
    return 2;
  }
  const auto number = [&](int place) {
    return place < argument_count ? std::strtol(arguments[place], nullptr, 10) : 0;
  };
  const pitfall::Work work = {number(2), static_cast<int>(number(3)), number(4)};
  std::vector<std::thread> threads;
  const long start = pitfall::nanoseconds(CLOCK_MONOTONIC);
  for (long i = 0; i < number(1); ++i) {
    threads.emplace_back(
        [&work, i] { pitfall::run(work, static_cast<uint64_t>(i) + 88172645463325252); });
  }
  for (std::thread& thread : threads) thread.join();
  const long passed = pitfall::nanoseconds(CLOCK_MONOTONIC) - start;
  const auto objects = static_cast<double>(work.objects * number(1));
  std::printf("%.2f %.2f\n",
              static_cast<double>(pitfall::nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / objects,
              static_cast<double>(passed) / static_cast<double>(work.objects));
}
