// SPDX-License-Identifier: Apache-2.0
#include "tests/support/dump_text.h"

#include <fmt/format.h>

namespace jescope {
namespace {

std::string heading(const Dump& dump) {
  constexpr const char* kFormats[] = {"heap_v2", "heap profile", "growth"};
  constexpr const char* kScalings[] = {"none", "poisson", "ratio"};
  return fmt::format("{}, {} {}\n", kFormats[static_cast<size_t>(dump.format)],
                     kScalings[static_cast<size_t>(dump.scaling)], dump.sample_period_bytes);
}

std::string to_text(const Counts& counts) {
  return fmt::format("{}: {} [{}: {}]", counts.live_objects, counts.live_bytes,
                     counts.total_objects, counts.total_bytes);
}

std::string to_text(const Dump& dump, const DumpRecord& record) {
  std::string text = "@";
  for (size_t i = 0; i < record.depth; ++i) {
    const AddressId address = dump.frames[record.first_frame + i];
    text += fmt::format(" {:#x}", dump.addresses[address.row()]);
  }
  text += "  " + to_text(record.counts);
  for (size_t i = 0; i < record.thread_lines; ++i) {
    const ThreadCounts& line = dump.thread_counts[record.first_thread_line + i];
    text += fmt::format("  t{} {}", line.thread, to_text(line.counts));
  }
  return text + "\n";
}

std::string to_text(const Mapping& mapping) {
  return fmt::format("map {:x}-{:x} {} +{:x} \"{}\"{}\n", mapping.start, mapping.end,
                     mapping.executable ? "x" : "-", mapping.file_offset, mapping.path,
                     mapping.deleted ? " deleted" : "");
}

}  // namespace

std::string to_text(const Dump& dump) {
  std::string text = heading(dump) + "total " + to_text(dump.header_counts) + "\n";
  for (const DumpThread& thread : dump.threads) {
    text += fmt::format("t{} \"{}\" {}\n", thread.number, thread.name, to_text(thread.counts));
  }
  for (const DumpRecord& record : dump.records) text += to_text(dump, record);
  for (const Mapping& mapping : dump.mappings) text += to_text(mapping);
  if (!dump.program.empty()) text += fmt::format("program \"{}\"\n", dump.program);
  for (const GivenSymbol& symbol : dump.symbols) {
    text += fmt::format("symbol {:#x} \"{}\"\n", symbol.address, symbol.names);
  }
  return dump.has_mappings ? text : text + "no map\n";
}

}  // namespace jescope
