// SPDX-License-Identifier: Apache-2.0
//
// Walks over an invented program in which each call site leads to four others,
// so that stacks share their outer frames and part further inwards, as measured
// on real dumps (5 to 10 distinct prefixes a stack):
//
//   depth      1    2    3     4      5  ...
//   prefixes  40  160  640  2560  10240
#include "tests/support/generate_dump_large.h"

#include <algorithm>
#include <random>
#include <span>
#include <vector>

#include "jescope/base/hash.h"

namespace jescope::testing {
namespace {

constexpr size_t kCallSites = 20'000;
constexpr size_t kMeanDepth = 14;
constexpr size_t kThreads = 40;
constexpr size_t kCallees = 4;
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
    for (size_t i = 0; i < stacks; ++i) add_record(make_stack(i));
    sort_records();
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

  static size_t called_from(size_t caller, size_t choice) {
    return mix_hash(caller, choice) % kCallSites;
  }

  // The innermost two frames number the stack, so that no two are equal.
  std::vector<size_t> make_stack(size_t number) {
    const size_t depth = kMeanDepth / 2 + below(kMeanDepth);
    std::vector<size_t> outermost_first = {below(kThreads)};
    while (outermost_first.size() + 2 < depth) {
      outermost_first.push_back(called_from(outermost_first.back(), below(kCallees)));
    }
    outermost_first.push_back(number / kCallSites);
    outermost_first.push_back(number % kCallSites);
    return outermost_first;
  }

  void add_record(const std::vector<size_t>& outermost_first) {
    const uint64_t objects = 1 + below(9);
    const uint64_t bytes = objects << (4 + below(12));
    const Counts counts{objects, bytes, objects * 7, bytes * 7};
    DumpRecord record{dump_.frames.size(), static_cast<uint32_t>(outermost_first.size()), 1,
                      dump_.thread_counts.size(), counts};
    for (size_t i = outermost_first.size(); i-- > 0;) {
      dump_.frames.push_back(AddressId(outermost_first[i]));
    }
    const uint64_t thread = below(kThreads);
    dump_.thread_counts.push_back({thread, counts});
    dump_.threads[thread].counts += counts;
    dump_.header_counts += counts;
    dump_.records.push_back(record);
  }

  // jemalloc's order: that of the bytes of the addresses, innermost first.
  void sort_records() {
    const auto bytes = [&](AddressId address) {
      return __builtin_bswap64(dump_.addresses[address.row()]);
    };
    const auto stack = [&](const DumpRecord& record) {
      return std::span(dump_.frames).subspan(record.first_frame, record.depth);
    };
    std::ranges::sort(dump_.records, [&](const DumpRecord& a, const DumpRecord& b) {
      return std::ranges::lexicographical_compare(stack(a), stack(b), {}, bytes, bytes);
    });
  }

  std::mt19937_64 random_;
  Dump dump_;
};

}  // namespace

Dump large_dump(size_t stacks) {
  return LargeDump().run(stacks);
}

}  // namespace jescope::testing
