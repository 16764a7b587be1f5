// SPDX-License-Identifier: Apache-2.0
//
// Walks over an invented program: each stack keeps the outer part of the one
// before and calls on from there.
//
//   main run serve handle parse alloc        kept: 3 frames
//   main run serve │ store grow alloc        then new ones
#include "tests/support/generate_dump_large.h"

#include <algorithm>
#include <random>
#include <vector>

namespace jescope::testing {
namespace {

constexpr size_t kCallSites = 20'000;
constexpr size_t kMeanDepth = 14;
constexpr size_t kThreads = 40;
constexpr uint64_t kModuleBytes = uint64_t{32} << 20;
constexpr uint64_t kSamplePeriodBytes = 524288;

struct ModuleShape {
  const char* path;
  uint64_t start;
};

constexpr ModuleShape kModules[] = {
    {"/opt/service/bin/service", 0x55d0c1a00000},
    {"/opt/service/lib/libengine.so.4", 0x7f31a0000000},
    {"/opt/service/lib/librocks.so.9", 0x7f31b0000000},
    {"/opt/service/lib/libstdc++.so.6", 0x7f31c0000000},
    {"/opt/service/lib/libc.so.6", 0x7f31d0000000},
};

class LargeDump {
 public:
  Dump run(size_t stacks) {
    dump_.sample_period_bytes = kSamplePeriodBytes;
    dump_.scaling = Scaling::kPoisson;
    add_threads();
    add_mappings();
    add_addresses();
    for (size_t i = 0; i < stacks; ++i) add_record(next_stack(i));
    std::shuffle(dump_.records.begin(), dump_.records.end(), random_);
    return std::move(dump_);
  }

 private:
  uint64_t below(uint64_t limit) { return random_() % limit; }

  void add_threads() {
    for (size_t i = 0; i < kThreads; ++i) dump_.threads.push_back({i, "worker", {}});
  }

  void add_mappings() {
    dump_.has_mappings = true;
    for (const ModuleShape& module : kModules) {
      dump_.mappings.push_back(
          {module.start, module.start + kModuleBytes, 0, true, false, module.path});
    }
  }

  void add_addresses() {
    for (size_t i = 0; i < kCallSites; ++i) {
      const ModuleShape& module = kModules[i % std::size(kModules)];
      dump_.addresses.push_back(module.start + 0x1000 + (i * 0x9e5) % (kModuleBytes - 0x2000));
    }
  }

  // A few call sites are in very many stacks.
  AddressId call_site() {
    const uint64_t range = below(4) == 0 ? kCallSites : kCallSites / 20;
    return AddressId(below(range));
  }

  // Numbers the stack in its innermost frames, so that no two are equal.
  const std::vector<AddressId>& next_stack(size_t number) {
    const size_t kept = stack_.empty() ? 0 : below(std::min(stack_.size(), kMeanDepth));
    stack_.resize(kept);
    const size_t depth = kMeanDepth / 2 + below(kMeanDepth);
    while (stack_.size() + 2 < depth) stack_.push_back(call_site());
    stack_.push_back(AddressId(number / kCallSites));
    stack_.push_back(AddressId(number % kCallSites));
    return stack_;
  }

  void add_record(const std::vector<AddressId>& outermost_first) {
    const uint64_t objects = 1 + below(9);
    const uint64_t bytes = objects << (4 + below(12));
    const Counts counts{objects, bytes, objects * 7, bytes * 7};
    DumpRecord record{dump_.frames.size(), static_cast<uint32_t>(outermost_first.size()), 1,
                      dump_.thread_counts.size(), counts};
    dump_.frames.insert(dump_.frames.end(), outermost_first.rbegin(), outermost_first.rend());
    const uint64_t thread = below(kThreads);
    dump_.thread_counts.push_back({thread, counts});
    dump_.threads[thread].counts += counts;
    dump_.header_counts += counts;
    dump_.records.push_back(record);
  }

  std::mt19937_64 random_;
  std::vector<AddressId> stack_;  // the last one, outermost first
  Dump dump_;
};

}  // namespace

Dump large_dump(size_t stacks) {
  return LargeDump().run(stacks);
}

}  // namespace jescope::testing
