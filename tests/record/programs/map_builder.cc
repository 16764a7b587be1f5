// SPDX-License-Identifier: Apache-2.0
//
// map_builder THREADS NODES: each thread builds maps of strings of so many nodes in all
// and drops every other one; what is left stays. Prints the nanoseconds of processor
// time that a node took, and those that passed.
#include <time.h>

#include <map>
#include <string>
#include <thread>
#include <vector>

#include "kept.h"

namespace pitfall {

long nanoseconds(clockid_t clock) {
  timespec now = {};
  clock_gettime(clock, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

[[gnu::noinline]] void add_node(std::map<long, std::string>& nodes, long key) {
  nodes.emplace(key * 7919 % 1'000'003, std::string(static_cast<size_t>(20 + key % 60), 'x'));
}

void build_maps(long nodes) {
  constexpr long kNodesOfMap = 10'000;
  std::vector<std::map<long, std::string>> kept;
  for (long first = 0; first < nodes; first += kNodesOfMap) {
    std::map<long, std::string> map;
    for (long key = first; key < first + kNodesOfMap; ++key) add_node(map, key);
    if (first / kNodesOfMap % 2 == 0) kept.push_back(std::move(map));
  }
  seen(new std::vector<std::map<long, std::string>>(std::move(kept)));
}

}  // namespace pitfall

int main(int, char** arguments) {
  const long count = std::strtol(arguments[1], nullptr, 10);
  const long nodes = std::strtol(arguments[2], nullptr, 10);
  std::vector<std::thread> threads;
  const long start = pitfall::nanoseconds(CLOCK_MONOTONIC);
  for (long i = 0; i < count; ++i) threads.emplace_back(pitfall::build_maps, nodes);
  for (std::thread& thread : threads) thread.join();
  const long passed = pitfall::nanoseconds(CLOCK_MONOTONIC) - start;
  const auto all = static_cast<double>(nodes * count);
  std::printf("%.2f %.2f\n",
              static_cast<double>(pitfall::nanoseconds(CLOCK_PROCESS_CPUTIME_ID)) / all,
              static_cast<double>(passed) / static_cast<double>(nodes));
}
