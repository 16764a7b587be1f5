// SPDX-License-Identifier: Apache-2.0
//
// growing_program FOLDER DUMPS: a service of many components whose heaps change
// in different ways; has jemalloc write a dump a step, named as those that
// prof_interval makes. To be run with jemalloc preloaded and profiling on.
#include <dlfcn.h>
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <map>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace {

constexpr int kComponents = 32;
constexpr int kLayers = 10;  // calls between a component and its containers
constexpr size_t kBytes = 600;
constexpr int kCacheEntries = 60;
constexpr int kSteps = 40;  // between two flushes of a buffer

using Mallctl = int (*)(const char*, void*, size_t*, void*, size_t);

// Types of its own make each component code of its own.
template <int Component>
struct Item {
  explicit Item(int step) : number(step), text(kBytes, static_cast<char>('a' + Component % 26)) {}
  int number;
  std::string text;
};

template <int Component>
struct Heap {
  std::vector<Item<Component>> log;
  std::map<int, Item<Component>> index;
  std::unordered_map<int, Item<Component>> cache;

  void step(int step) {
    switch (Component % 5) {
      case 0: return grow(step);
      case 1: return fill(step);
      case 2: return flush(step);
      case 3: return keep(step);
      default: return churn(step);
    }
  }

 private:
  void grow(int step) {
    log.emplace_back(step);
    index.emplace(step, Item<Component>(step));
    cache.emplace(step, Item<Component>(step));
  }
  void fill(int step) {
    index.insert_or_assign(step % kCacheEntries, Item<Component>(step));
    cache.insert_or_assign(step % kCacheEntries, Item<Component>(step));
    if (log.size() < kCacheEntries) log.emplace_back(step);
  }
  void flush(int step) {
    if (step % kSteps == 0) *this = Heap();
    grow(step);
  }
  void keep(int step) {
    for (int i = 0; step == 0 && i < kCacheEntries; ++i) grow(i);
  }
  void churn(int step) {
    Heap own;
    for (int i = 0; i < kCacheEntries; ++i) own.grow(i);
    std::swap(*this, own);
    log.emplace_back(step);
  }
};

template <int Component, int Layer>
[[gnu::noinline]] void call(int step) {
  if constexpr (Layer == 0) {
    static Heap<Component> heap;
    heap.step(step);
  } else {
    call<Component, Layer - 1>(step);
    asm volatile("");  // no sibling call: the frame stays
  }
}

template <int... Components>
void step_all(int step, std::integer_sequence<int, Components...>) {
  (call<Components, kLayers>(step), ...);
}

bool dump(Mallctl mallctl, const std::string& folder, int number) {
  const std::string path = folder + "/growing." + std::to_string(getpid()) + "." +
                           std::to_string(number) + ".i" + std::to_string(number) + ".heap";
  const char* name = path.c_str();
  return mallctl("prof.dump", nullptr, nullptr, &name, sizeof name) == 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
  const auto mallctl = reinterpret_cast<Mallctl>(dlsym(RTLD_DEFAULT, "mallctl"));
  if (argument_count != 3 || mallctl == nullptr) {
    std::fprintf(stderr, "usage: growing_program FOLDER DUMPS, with jemalloc preloaded\n");
    return 2;
  }
  for (int i = 0; i < std::atoi(arguments[2]); ++i) {
    step_all(i, std::make_integer_sequence<int, kComponents>());
    if (!dump(mallctl, arguments[1], i)) return 1;
  }
}
