// SPDX-License-Identifier: Apache-2.0
//
// A program whose sites are large enough to be estimated: known_sites TRUTH MIB. Each
// site takes MIB mebibytes, half of it in each of two threads, and frees every third
// object. Writes its account to TRUTH, a line for each site:
//
//   site<48>	466034	22369632	699051	33554448
//   name, live objects, live bytes, all objects, all bytes; separated by tabs
//
// All sizes are size classes of jemalloc, so that its profile has the same truth.
#include <pthread.h>

#include <array>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "../programs/kept.h"
#include "known_sizes.h"

namespace known {

constexpr int kThreads = 2;

struct Account {
  std::string name;
  long live_objects = 0;
  long live_bytes = 0;
  long all_objects = 0;
  long all_bytes = 0;
};

std::vector<Account> accounts;  // of one thread; all do the same

constexpr bool is_freed(long object) {
  return object % 3 == 0;
}

template <long kBytes>
[[gnu::noinline]] void site(long objects) {
  for (long i = 0; i < objects; ++i) {
    void* const memory = pitfall::seen(std::malloc(kBytes));
    if (is_freed(i)) std::free(memory);
  }
}

[[gnu::noinline]] void grown_site(long objects) {
  for (long i = 0; i < objects; ++i) {
    void* memory = nullptr;
    for (const size_t bytes : kGrownSizes) memory = pitfall::seen(std::realloc(memory, bytes));
    if (is_freed(i)) std::free(memory);
  }
}

template <long kBytes>
void add_account(long bytes) {
  const long objects = bytes / kBytes;
  const long live = objects - (objects + 2) / 3;
  accounts.push_back(
      {"site<" + std::to_string(kBytes), live, live * kBytes, objects, objects * kBytes});
}

void add_grown_account(long bytes) {
  const long objects = bytes / kSumOfGrownSizes;
  const long live = objects - (objects + 2) / 3;
  accounts.push_back({"grown_site", live, live * static_cast<long>(kGrownSizes.back()), objects * 3,
                      objects * kSumOfGrownSizes});
}

template <long... kBytes>
struct Sites {
  static void run(long bytes) { (site<kBytes>(bytes / kBytes), ...); }
  static void add_accounts(long bytes) { (add_account<kBytes>(bytes), ...); }
};
using AllSites = Sites<48, 320, 1024, 5120, 20480, 114688, 786432, 3145728>;

void* thread_main(void* bytes) {
  AllSites::run(*static_cast<long*>(bytes));
  grown_site(*static_cast<long*>(bytes) / kSumOfGrownSizes);
  return nullptr;
}

void run_threads(long bytes) {
  std::array<pthread_t, kThreads> threads;
  for (pthread_t& thread : threads) {
    pitfall::require(pthread_create(&thread, nullptr, thread_main, &bytes) == 0, "a thread");
  }
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
}

bool write_accounts(const char* path) {
  std::FILE* const out = std::fopen(path, "w");
  if (out == nullptr) return false;
  for (const Account& account : accounts) {
    std::fprintf(out, "%s\t%ld\t%ld\t%ld\t%ld\n", account.name.c_str(),
                 kThreads * account.live_objects, kThreads * account.live_bytes,
                 kThreads * account.all_objects, kThreads * account.all_bytes);
  }
  return std::fclose(out) == 0;
}

}  // namespace known

int main(int argument_count, char** arguments) {
  if (argument_count != 3) {
    std::fprintf(stderr, "usage: known_sites TRUTH MIB\n");
    return 2;
  }
  const long bytes = std::strtol(arguments[2], nullptr, 10) * (1 << 20) / known::kThreads;
  known::AllSites::add_accounts(bytes);
  known::add_grown_account(bytes);
  known::run_threads(bytes);
  return known::write_accounts(arguments[1]) ? 0 : 1;
}
