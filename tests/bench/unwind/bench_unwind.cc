// SPDX-License-Identifier: Apache-2.0
//
// Times the recorder's unwinder beside glibc's backtrace() and libunwind's
// unw_backtrace(), where libunwind.so.8 is installed, on stacks of so many frames:
//
//   frames   ours ns/frame   ours, nothing kept   glibc   libunwind   frame pointers
//
// Each number is the best of several rounds: what disturbs a run only makes it slower.
#include <dlfcn.h>
#include <execinfo.h>

#include <algorithm>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <limits>

#include "record/shim/stack/walk.h"
#include "record/shim/unwind.h"

namespace {

constexpr size_t kLimit = 512;
constexpr int kRounds = 20;

using Backtrace = int (*)(void** frames, int limit);

Backtrace libunwind() {
  void* const library = dlopen("libunwind.so.8", RTLD_NOW | RTLD_LOCAL);
  return library == nullptr ? nullptr
                            : reinterpret_cast<Backtrace>(dlsym(library, "unw_backtrace"));
}

uintptr_t room[kLimit];

size_t walk_ours() {
  return walk_stack(jescope::shim::current_registers(), {}, room, kLimit);
}

size_t walk_ours_anew() {
  jescope::shim::forget_modules();
  return walk_stack(jescope::shim::current_registers(), {}, room, kLimit);
}

size_t walk_glibc() {
  return static_cast<size_t>(backtrace(reinterpret_cast<void**>(room), kLimit));
}

size_t walk_libunwind() {
  static const Backtrace walk = libunwind();
  return walk == nullptr ? 0 : static_cast<size_t>(walk(reinterpret_cast<void**>(room), kLimit));
}

// No unwinder: what the memory of the frames alone costs. Ends at the first frame that
// keeps no pointer to the next, which this program's own frames do.
size_t walk_frame_pointers() {
  const auto* frame = static_cast<const uintptr_t*>(__builtin_frame_address(0));
  size_t count = 0;
  while (count < kLimit && frame != nullptr) {
    room[count++] = frame[1];
    const auto* const next = reinterpret_cast<const uintptr_t*>(frame[0]);
    if (next <= frame || next - frame > 4096) break;
    frame = next;
  }
  return count;
}

// Returns nanoseconds a frame; 0: there is no such unwinder.
double time_of(size_t (*walk)(), int repeats) {
  double best = std::numeric_limits<double>::infinity();
  for (int round = 0; round < kRounds; ++round) {
    size_t frames = 0;
    const auto begin = std::chrono::steady_clock::now();
    for (int i = 0; i < repeats; ++i) frames += walk();
    const std::chrono::duration<double, std::nano> spent = std::chrono::steady_clock::now() - begin;
    if (frames == 0) return 0;
    best = std::min(best, spent.count() / static_cast<double>(frames));
  }
  return best;
}

void measure() {
  const size_t frames = walk_ours();
  std::printf("%6zu %10.1f %10.1f %10.1f %10.1f %10.1f\n", frames, time_of(&walk_ours, 2000),
              time_of(&walk_ours_anew, 5), time_of(&walk_glibc, 200), time_of(&walk_libunwind, 500),
              time_of(&walk_frame_pointers, 2000));
}

volatile int kept;

// Four functions, so that not all rows are one.
template <int kWhich>
[[gnu::noinline, gnu::optimize("no-omit-frame-pointer")]] void recurse(int depth) {
  volatile char frame[32 + 48 * kWhich];
  frame[0] = 1;
  if (depth == 0) {
    measure();
  } else {
    recurse<(kWhich + 1) % 4>(depth - 1);
  }
  kept = frame[0];
}

}  // namespace

int main() {
  std::printf("frames       ours       anew      glibc  libunwind   pointers   (ns a frame)\n");
  for (const int depth : {4, 16, 64, 256}) recurse<0>(depth);
  return 0;
}
