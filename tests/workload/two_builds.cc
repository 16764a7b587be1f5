// SPDX-License-Identifier: Apache-2.0
//
// A program whose leaks are known, in two builds: two_builds MIB [again]. Every
// call site keeps about MIB mebibytes, nothing is freed, so two runs of one build
// have the same heap to the byte. With "again" it has jemalloc write a dump, frees
// every other object, and does the same once more: two snapshots of one process.
// Built with WORKLOAD_BUILD=2, exactly two sites differ:
//
//   builds::growing_site   keeps three times as much
//   builds::new_site       is not in the first build
//
// and what compilers number differs, too: the second build has a lambda more.
#include <dlfcn.h>

#include <cstddef>
#include <cstdio>
#include <cstdlib>
#include <cstring>
#include <new>
#include <utility>

namespace builds {

constexpr int kBuild = WORKLOAD_BUILD;
constexpr size_t kUnchangedSites = 24;

struct Kept {
  Kept* next;
};

// Everything that is kept, so that nothing is lost to the eye of a leak checker.
Kept* all_kept = nullptr;

void keep(void* memory) {
  all_kept = new (memory) Kept{all_kept};
}

void free_every_other() {
  for (Kept* kept = all_kept; kept != nullptr && kept->next != nullptr; kept = kept->next) {
    Kept* const gone = kept->next;
    kept->next = gone->next;
    std::free(gone);
  }
}

// From 48 bytes to 1.5 MiB: small classes, large ones, and both sides of the
// usual sample period.
constexpr size_t object_bytes(size_t site) {
  constexpr size_t kSmallest = 48;
  return kSmallest << (site * 15 / (kUnchangedSites - 1));
}

template <size_t kSite>
[[gnu::noinline]] void unchanged_site(size_t bytes) {
  for (size_t kept = 0; kept < bytes; kept += object_bytes(kSite)) {
    keep(std::malloc(object_bytes(kSite)));
  }
}

[[gnu::noinline]] void growing_site(size_t bytes) {
  const size_t wanted = kBuild == 1 ? bytes : 3 * bytes;
  for (size_t kept = 0; kept < wanted; kept += 320) keep(std::malloc(320));
}

#if WORKLOAD_BUILD == 2
[[gnu::noinline]] void new_site(size_t bytes) {
  for (size_t kept = 0; kept < bytes; kept += 640) keep(std::malloc(640));
}
#endif

template <size_t... kSites>
void run_unchanged(size_t bytes, std::index_sequence<kSites...>) {
  (unchanged_site<kSites>(bytes), ...);
}

// Lambdas of an inline function are numbered in the order of the source.
inline void run_lambdas(size_t bytes) {
#if WORKLOAD_BUILD == 2
  const auto added = [](size_t wanted) { new_site(wanted); };
  added(bytes);
#endif
  const auto unchanged = [](size_t wanted) {
    for (size_t kept = 0; kept < wanted; kept += 96) keep(std::malloc(96));
  };
  unchanged(bytes);
}

void run(size_t bytes) {
  run_unchanged(bytes, std::make_index_sequence<kUnchangedSites>());
  growing_site(bytes);
  run_lambdas(bytes);
}

// Has jemalloc write a dump under a name of its own.
bool dump_heap() {
  using Mallctl = int (*)(const char*, void*, size_t*, void*, size_t);
  const auto mallctl = reinterpret_cast<Mallctl>(dlsym(RTLD_DEFAULT, "mallctl"));
  return mallctl != nullptr && mallctl("prof.dump", nullptr, nullptr, nullptr, 0) == 0;
}

}  // namespace builds

int main(int argument_count, char** arguments) {
  const long mebibytes = argument_count >= 2 ? std::strtol(arguments[1], nullptr, 10) : 0;
  const bool again = argument_count == 3 && std::strcmp(arguments[2], "again") == 0;
  if (mebibytes < 1 || argument_count > 3 || (argument_count == 3 && !again)) {
    std::fprintf(stderr, "usage: two_builds MIB [again]\n");
    return 2;
  }
  const size_t bytes = static_cast<size_t>(mebibytes) << 20;
  builds::run(bytes);
  if (!again) return 0;
  if (!builds::dump_heap()) {
    std::fprintf(stderr, "two_builds: jemalloc with profiling is not loaded\n");
    return 1;
  }
  builds::free_every_other();
  builds::run(bytes);
}
