// SPDX-License-Identifier: Apache-2.0
//
// Writes and invents heap_v2 dumps.
#include "tests/support/generate_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <random>

namespace jescope::testing {
namespace {

std::string counts_text(const Counts& counts) {
  return fmt::format("{}: {} [{}: {}]", counts.live_objects, counts.live_bytes,
                     counts.total_objects, counts.total_bytes);
}

std::string thread_text(const DumpThread& thread) {
  const std::string name = thread.name.empty() ? "" : " " + thread.name;
  return fmt::format("  t{}: {}{}\n", thread.number, counts_text(thread.counts), name);
}

std::string record_text(const Dump& dump, const DumpRecord& record) {
  std::string text = "@";
  for (size_t i = 0; i < record.depth; ++i) {
    const AddressId address = dump.frames[record.first_frame + i];
    text += fmt::format(" 0x{:x}", dump.addresses[address.row()]);
  }
  text += fmt::format("\n  t*: {}\n", counts_text(record.counts));
  for (size_t i = 0; i < record.thread_lines; ++i) {
    const ThreadCounts& line = dump.thread_counts[record.first_thread_line + i];
    text += fmt::format("  t{}: {}\n", line.thread, counts_text(line.counts));
  }
  return text;
}

std::string mapping_text(const Mapping& mapping) {
  std::string text = fmt::format("{:x}-{:x} r-{}p {:08x} fe:00 {}", mapping.start, mapping.end,
                                 mapping.executable ? 'x' : '-', mapping.file_offset,
                                 mapping.path.empty() ? 0 : 7);
  if (!mapping.path.empty()) text += "    " + mapping.path;
  return text + (mapping.deleted ? " (deleted)\n" : "\n");
}

class DumpInventor {
 public:
  explicit DumpInventor(uint64_t seed) : random_(seed) {}

  Dump run() {
    dump_.sample_period_bytes = any_of<uint64_t>({1, 4096, 524288});
    dump_.scaling = dump_.sample_period_bytes > 1 ? Scaling::kPoisson : Scaling::kNone;
    add_threads();
    add_mappings();
    const size_t records = 1 + below(20);
    for (size_t i = 0; i < records; ++i) add_record();
    return std::move(dump_);
  }

 private:
  uint64_t below(uint64_t limit) {
    return std::uniform_int_distribution<uint64_t>(0, limit - 1)(random_);
  }

  template <typename T>
  T any_of(std::vector<T> choices) {
    return choices[below(choices.size())];
  }

  // Numbers of every length, often zero.
  uint64_t counter() { return std::min<uint64_t>(random_() >> below(64), kMost); }

  Counts counts() { return {counter(), counter(), counter(), counter()}; }

  void add_threads() {
    const size_t threads = 1 + below(4);
    for (size_t i = 0; i < threads; ++i) {
      dump_.threads.push_back({i, any_of<std::string>({"", "main", "rocksdb: low 0"}), counts()});
      dump_.header_counts += dump_.threads.back().counts;
    }
  }

  void add_mappings() {
    dump_.has_mappings = true;
    const size_t mappings = below(6);
    uint64_t start = 0x400000;
    for (size_t i = 0; i < mappings; ++i) {
      Mapping mapping;
      mapping.start = start + 0x1000 * below(3);
      mapping.end = mapping.start + 0x1000 * (1 + below(4));
      mapping.file_offset = 0x1000 * below(4);
      mapping.executable = below(2) == 1;
      mapping.path = any_of<std::string>({"", "/opt/server", "/opt/a b.so", "[vdso]"});
      mapping.deleted = mapping.path.starts_with('/') && below(3) == 0;
      start = mapping.end;
      dump_.mappings.push_back(mapping);
    }
  }

  void add_record() {
    DumpRecord record;
    record.first_frame = dump_.frames.size();
    record.first_thread_line = dump_.thread_counts.size();
    record.depth = static_cast<uint32_t>(below(6));
    for (size_t i = 0; i < record.depth; ++i) dump_.frames.push_back(address());
    record.thread_lines = static_cast<uint32_t>(1 + below(3));
    for (size_t i = 0; i < record.thread_lines; ++i) {
      dump_.thread_counts.push_back({below(dump_.threads.size()), counts()});
      record.counts += dump_.thread_counts.back().counts;
    }
    dump_.records.push_back(record);
  }

  AddressId address() {
    const uint64_t wanted = below(10) == 0 ? random_() : 0x400000 + below(0x40) * 0x200;
    const auto known = std::ranges::find(dump_.addresses, wanted);
    const auto row = static_cast<size_t>(known - dump_.addresses.begin());
    if (known == dump_.addresses.end()) dump_.addresses.push_back(wanted);
    return AddressId(row);
  }

  static constexpr uint64_t kMost = std::numeric_limits<int64_t>::max();

  std::mt19937_64 random_;
  Dump dump_;
};

}  // namespace

std::string write_heap_v2(const Dump& dump) {
  std::string text = fmt::format("heap_v2/{}\n  t*: {}\n", dump.sample_period_bytes,
                                 counts_text(dump.header_counts));
  for (const DumpThread& thread : dump.threads) text += thread_text(thread);
  for (const DumpRecord& record : dump.records) text += record_text(dump, record);
  if (!dump.has_mappings) return text;
  text += "\nMAPPED_LIBRARIES:\n";
  for (const Mapping& mapping : dump.mappings) text += mapping_text(mapping);
  return text;
}

std::vector<std::string> record_texts(const Dump& dump) {
  std::vector<std::string> texts;
  for (const DumpRecord& record : dump.records) texts.push_back(record_text(dump, record));
  return texts;
}

Dump random_dump(uint64_t seed) {
  return DumpInventor(seed).run();
}

}  // namespace jescope::testing
