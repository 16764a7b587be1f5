// SPDX-License-Identifier: Apache-2.0
//
//   --- symbol
//   binary=/opt/app/server
//   # build-id 3f9a... /opt/app/server       what stands after '#' jeprof skips
//   # file 1 /src/main.cc
//   0x000055ad3c7ac769 put--Cache::grow      innermost in a stack: the return address
//   # lines 1:42 1:17
//   0x000055ad3c7ac800 main                  of a caller: the byte before its return address
//   # lines 1:99
//   ---
//   --- heap
//   heap_v2/524288                           and the dump itself
//
// jeprof looks up the innermost address as it stands and all others less one,
// jescope both.
#include "jescope/render/named_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <vector>

#include "jescope/base/printable.h"
#include "jescope/model/joined_names.h"
#include "render/dump_names.h"

namespace jescope {
namespace {

std::string counts_text(const Counts& counts) {
  return fmt::format("{}: {} [{}: {}]", counts.live_objects, counts.live_bytes,
                     counts.total_objects, counts.total_bytes);
}

// A name that ends in '-' would swallow the separator.
std::string joined_name(const NamedCall& call) {
  const std::string name = dump_name_of(call.function);
  return can_be_joined(name) ? name : name + " ";
}

// Where an address stands in stacks.
struct Use {
  bool is_innermost = false;
  bool calls = false;
};

std::vector<Use> uses_of(const Dump& dump) {
  std::vector<Use> uses(dump.addresses.size());
  for (const DumpRecord& record : dump.records) {
    for (uint32_t i = 0; i < record.depth; ++i) {
      Use& use = uses[dump.frames[record.first_frame + i].row()];
      (i == 0 ? use.is_innermost : use.calls) = true;
    }
  }
  return uses;
}

class SymbolWriter {
 public:
  explicit SymbolWriter(const NamedDump& named) : named_(named) {}

  std::string run() {
    std::string text = "--- symbol\n";
    const std::string program = printable_text(named_.dump.program);
    if (!program.empty()) text += fmt::format("binary={}\n", program);
    text += build_ids();
    number_files();
    for (const auto& [file, number] : files_) text += fmt::format("# file {} {}\n", number, file);
    const std::vector<Use> uses = uses_of(named_.dump);
    for (size_t row = 0; row < named_.places.size(); ++row) {
      if (!named_.places[row].empty()) text += place_lines(row, uses[row]);
    }
    return text + "---\n--- heap\n";
  }

 private:
  std::string build_ids() const {
    std::map<std::string, std::string> by_path;
    for (const Mapping& mapping : named_.dump.mappings) {
      if (!mapping.build_id.empty()) by_path.emplace(mapping.path, mapping.build_id);
    }
    std::string text;
    for (const auto& [path, build_id] : by_path) {
      text += fmt::format("# build-id {} {}\n", printable_text(build_id), printable_text(path));
    }
    return text;
  }

  void number_files() {
    for (const NamedPlace& place : named_.places) {
      for (const NamedCall& call : place) {
        if (!call.file.empty()) files_.emplace(printable_text(call.file), 0);
      }
    }
    size_t number = 0;
    for (auto& [file, its_number] : files_) its_number = ++number;
  }

  std::string place_lines(size_t row, const Use& use) const {
    std::string names;
    std::string lines;
    bool has_lines = false;
    for (const NamedCall& call : named_.places[row]) {
      if (!names.empty()) names += kNameSeparator;
      names += joined_name(call);
      const size_t file = call.file.empty() ? 0 : files_.at(printable_text(call.file));
      lines += fmt::format(" {}:{}", file, call.line);
      has_lines |= file != 0 || call.line != 0;
    }
    lines = has_lines ? "# lines" + lines + "\n" : "";
    const uint64_t address = named_.dump.addresses[row];
    std::string text;
    if (use.is_innermost) text += fmt::format("0x{:016x} {}\n{}", address, names, lines);
    if (use.calls) text += fmt::format("0x{:016x} {}\n{}", address - 1, names, lines);
    return text;
  }

  const NamedDump& named_;
  std::map<std::string, size_t> files_;  // numbers, from 1
};

// A word of jemalloc 3 and gperftools that says how counts were sampled; the
// older formula has twice the mean (heap_profile_reader.cc).
std::string sampling_word(const Dump& dump) {
  if (dump.format == DumpFormat::kGrowth) return "growth";
  switch (dump.scaling) {
    case Scaling::kNone: return "heapprofile";
    case Scaling::kPoisson: return fmt::format("heap_v2/{}", dump.sample_period_bytes);
    case Scaling::kRatio: return fmt::format("heap/{}", 2 * dump.sample_period_bytes);
  }
  return {};
}

class BodyWriter {
 public:
  explicit BodyWriter(const Dump& dump) : dump_(dump), is_v2_(dump.format == DumpFormat::kHeapV2) {}

  std::string run() {
    write_header();
    for (const DumpRecord& record : dump_.records) {
      is_v2_ ? write_record(record) : write_old_record(record);
    }
    if (dump_.has_mappings) {
      write_mappings();
    } else if (dump_.lacks_stacks && text_.ends_with('\n')) {
      text_.pop_back();  // a dump without its last line end was cut short
    }
    return std::move(text_);
  }

 private:
  void write_header() {
    if (!is_v2_) {
      text_ += fmt::format("heap profile: {} @ {}\n", counts_text(dump_.header_counts),
                           sampling_word(dump_));
      return;
    }
    text_ += fmt::format("heap_v2/{}\n  t*: {}\n", dump_.sample_period_bytes,
                         counts_text(dump_.header_counts));
    for (const DumpThread& thread : dump_.threads) {
      const std::string name = thread.name.empty() ? "" : " " + printable_text(thread.name);
      text_ += fmt::format("  t{}: {}{}\n", thread.number, counts_text(thread.counts), name);
    }
  }

  std::string addresses(const DumpRecord& record) const {
    std::string text = "@";
    for (uint32_t i = 0; i < record.depth; ++i) {
      const AddressId id = dump_.frames[record.first_frame + i];
      text += fmt::format(" {:#x}", dump_.addresses[id.row()]);
    }
    return text;
  }

  void write_record(const DumpRecord& record) {
    text_ += addresses(record) + fmt::format("\n  t*: {}\n", counts_text(record.counts));
    for (uint32_t i = 0; i < record.thread_lines; ++i) {
      const ThreadCounts& line = dump_.thread_counts[record.first_thread_line + i];
      text_ += fmt::format("  t{}: {}\n", line.thread, counts_text(line.counts));
    }
  }

  void write_old_record(const DumpRecord& record) {
    text_ += fmt::format("{} {}\n", counts_text(record.counts), addresses(record));
  }

  void write_mappings() {
    text_ += "\nMAPPED_LIBRARIES:\n";
    for (const Mapping& mapping : dump_.mappings) {
      text_ += fmt::format("{:x}-{:x} r-{}p {:08x} 00:00 0    {}{}\n", mapping.start, mapping.end,
                           mapping.executable ? 'x' : '-', mapping.file_offset,
                           printable_text(mapping.path), mapping.deleted ? " (deleted)" : "");
    }
    if (dump_.recorder) text_ += recorder_line(*dump_.recorder) + "\n";
  }

  const Dump& dump_;
  const bool is_v2_;
  std::string text_;
};

}  // namespace

std::string render_named_dump(const NamedDump& named) {
  return SymbolWriter(named).run() + BodyWriter(named.dump).run();
}

}  // namespace jescope
