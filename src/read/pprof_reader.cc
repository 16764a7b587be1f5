// SPDX-License-Identifier: Apache-2.0
//
//   sample_type   inuse_space/bytes ...    by name, wherever it stands; also
//                                          "space" and "objects"
//   sample        values of the types; labels "thread", "thread_name" or
//                 "thread_id" tell the thread, "pprof::base" what was subtracted
//   location      names are given where the file has them; the address is that
//                 of the call, so the dump's, a return address, is one more
//   mapping       the first is the program's
#include "read/pprof_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <utility>

#include "jescope/model/joined_names.h"
#include "jescope/model/stack_table.h"
#include "jescope/model/values.h"
#include "read/pprof_tables.h"
#include "read/protobuf_reader.h"

namespace jescope {
namespace {

// Of one name of each kind: few bytes of a file may repeat a long one.
constexpr size_t kMostNameBytes = size_t{1} << 14;
constexpr size_t kMostPathBytes = 4096;
constexpr size_t kMostThreadNameBytes = 256;

struct SampleType {
  std::string_view name;
  uint64_t Counts::*count;
};

constexpr auto kSampleTypes = std::to_array<SampleType>({
    {"inuse_space", &Counts::live_bytes},
    {"inuse_objects", &Counts::live_objects},
    {"alloc_space", &Counts::total_bytes},
    {"alloc_objects", &Counts::total_objects},
    {"space", &Counts::live_bytes},
    {"objects", &Counts::live_objects},
});

// Returns the factor that makes bytes of the unit; 1 for counts.
int64_t factor_of(std::string_view unit) {
  if (unit == "kilobytes" || unit == "kB" || unit == "KiB") return int64_t{1} << 10;
  if (unit == "megabytes" || unit == "MB" || unit == "MiB") return int64_t{1} << 20;
  return 1;
}

// A column of the samples that is of use.
struct Column {
  size_t row;  // of the sample's values
  uint64_t Counts::*count;
  int64_t factor;
};

// True when profile.proto has such a field as the reader's present one.
bool is_of_profile(const ProtobufReader& reader) {
  const uint32_t field = reader.field();
  if (field < 1 || field > 15) return false;
  if (field == 13) return reader.is_bytes() || reader.is_number();
  return field <= 6 || field == 11 ? reader.is_bytes() : reader.is_number();
}

std::string type_list(const PprofTables& tables) {
  std::string list;
  for (const PprofValueType& type : tables.sample_types) {
    list += list.empty() ? "" : ", ";
    list += fmt::format("{}/{}", tables.text(type.type).substr(0, 40),
                        tables.text(type.unit).substr(0, 40));
    if (list.size() > 200) return list + ", ...";
  }
  return list.empty() ? "no values at all" : list;
}

class PprofReader {
 public:
  PprofReader(const PprofTables& tables, const std::string& where, Diagnostics& diagnostics,
              const PprofLimits& limits)
      : tables_(tables), where_(where), diagnostics_(diagnostics), limits_(limits) {}

  Result<Dump> read() {
    find_columns();
    if (columns_.empty()) return no_heap_profile();
    read_heading();
    read_mappings();
    if (!read_places()) return too_many_names();
    if (!read_samples()) return too_large_stacks();
    finish();
    return std::move(dump_);
  }

 private:
  void warn(std::string_view kind, const std::string& message) {
    diagnostics_.warn(std::string(kind), where_, message + "; it is left out");
  }

  // False when the frames would fill the memory.
  bool read_samples() {
    dump_.records.reserve(tables_.samples.size());
    PprofSample sample;
    for (const std::string_view message : tables_.samples) {
      if (!read_pprof_sample(message, tables_.sample_types.size(), limits_, sample)) {
        warn("damaged sample", "expected a sample with a value for each type, got another");
        continue;
      }
      if (dump_.frames.size() + sample.location_ids.size() > limits_.frames) return false;
      add(sample);
      if (calls_.size() > limits_.calls) return false;
    }
    return true;
  }

  void find_columns() {
    std::array<bool, kAllMetrics.size()> is_taken = {};
    for (size_t row = 0; row < tables_.sample_types.size(); ++row) {
      const std::string_view name = tables_.text(tables_.sample_types[row].type);
      const auto* const type = std::ranges::find(kSampleTypes, name, &SampleType::name);
      if (type == kSampleTypes.end()) continue;
      const auto slot = static_cast<size_t>(type - kSampleTypes.begin()) % kAllMetrics.size();
      if (std::exchange(is_taken[slot], true)) continue;
      columns_.push_back(
          {row, type->count, factor_of(tables_.text(tables_.sample_types[row].unit))});
    }
  }

  Error no_heap_profile() const {
    return {ErrorCode::kUnreadable, where_,
            fmt::format("expected a heap profile, got a pprof profile of {}", type_list(tables_)),
            "go tool pprof shows profiles of time and of locks"};
  }

  void read_heading() {
    dump_.source = where_;
    dump_.name = parse_dump_name(where_);
    dump_.format = DumpFormat::kPprof;
    const bool is_bytes = tables_.text(tables_.period_type.unit) == "bytes";
    if (is_bytes && tables_.period > 0) {
      dump_.sample_period_bytes = static_cast<uint64_t>(tables_.period);
    }
    dump_.written_ns = std::max<int64_t>(0, tables_.written_ns);
    dump_.drop_frames = tables_.text(tables_.drop_frames).substr(0, kMostNameBytes);
    dump_.keep_frames = tables_.text(tables_.keep_frames).substr(0, kMostNameBytes);
    for (const uint64_t comment : tables_.comments) {
      dump_.comments.emplace_back(tables_.text(comment).substr(0, kMostNameBytes));
    }
    dump_.has_mappings = true;
  }

  void read_mappings() {
    for (const PprofMapping& row : tables_.mappings.rows) {
      Mapping mapping;
      mapping.start = row.start;
      mapping.end = std::max(row.start, row.limit);
      if (mapping.end == mapping.start) mapping.end = std::numeric_limits<uint64_t>::max();
      mapping.file_offset = row.file_offset;
      mapping.executable = true;
      mapping.path = tables_.text(row.file_name).substr(0, kMostPathBytes);
      mapping.build_id = tables_.text(row.build_id).substr(0, kMostPathBytes);
      dump_.mappings.push_back(std::move(mapping));
    }
    if (!dump_.mappings.empty() && dump_.mappings.front().path.starts_with('/')) {
      dump_.program = dump_.mappings.front().path;
    }
  }

  // False when the names would fill the memory.
  bool read_places() {
    for (const PprofLocation& location : tables_.locations.rows) {
      GivenPlace place;
      const auto mapping = tables_.mappings.by_id.find(location.mapping_id);
      if (mapping != tables_.mappings.by_id.end()) place.mapping = mapping->second;
      for (size_t i = location.lines.size(); i-- > 0;) add_name(location.lines[i], place);
      name_bytes_ += place.names.size();
      for (const GivenLine& line : place.lines) name_bytes_ += sizeof(line) + line.file.size();
      if (name_bytes_ > limits_.name_bytes) return false;
      dump_.places.push_back(std::move(place));
      dump_.addresses.push_back(location.address + 1);
    }
    return true;
  }

  // A location without functions has a line without any, too: it stays unnamed.
  void add_name(const PprofLine& line, GivenPlace& place) const {
    const PprofFunction* const function = tables_.functions.find(line.function_id);
    if (function == nullptr) return;
    const std::string_view name = tables_.text(function->name);
    const std::string_view known = name.empty() ? tables_.text(function->system_name) : name;
    if (known.empty()) return;
    std::string written = without_separators(known.substr(0, kMostNameBytes));
    if (written.ends_with('-')) written += ' ';
    if (!place.names.empty()) place.names += kNameSeparator;
    place.names += written;
    const bool is_line = line.line > 0 && line.line <= std::numeric_limits<uint32_t>::max();
    place.lines.push_back({std::string(tables_.text(function->file_name).substr(0, kMostNameBytes)),
                           is_line ? static_cast<uint32_t>(line.line) : 0});
  }

  Error too_many_names() const {
    return {ErrorCode::kUnreadable,
            where_,
            fmt::format("expected at most {} MiB of names in a pprof profile, got more",
                        limits_.name_bytes >> 20),
            {}};
  }

  Error too_large_stacks() const {
    return {ErrorCode::kUnreadable,
            where_,
            fmt::format("expected stacks of at most {} frames and {} different calls in a pprof "
                        "profile, got more",
                        limits_.frames, limits_.calls),
            {}};
  }

  void warn_if_cut(const PprofSample& sample) {
    if (sample.depth <= limits_.depth) return;
    diagnostics_.warn("deep stack", where_,
                      fmt::format("expected a stack of at most {} frames, got {}; those farthest "
                                  "out are left out",
                                  limits_.depth, sample.depth));
  }

  uint64_t value(const PprofSample& sample, const Column& column) {
    int64_t value = sample.values[column.row];
    if (__builtin_mul_overflow(value, column.factor, &value)) {
      value = std::numeric_limits<int64_t>::max();
    }
    if (value >= 0) return static_cast<uint64_t>(value);
    diagnostics_.warn("counter below zero", where_,
                      "expected a counter, got a number below zero; it counts as 0");
    return 0;
  }

  void add(const PprofSample& sample) {
    if (has_label(sample, "pprof::base")) {
      return warn("base", "the profile is a difference, and the sample is of its base");
    }
    warn_if_cut(sample);
    DumpRecord record;
    record.first_frame = dump_.frames.size();
    record.first_thread_line = dump_.thread_counts.size();
    for (const Column& column : columns_) record.counts.*column.count = value(sample, column);
    for (const uint64_t id : sample.location_ids) {
      const auto row = tables_.locations.by_id.find(id);
      if (row == tables_.locations.by_id.end()) continue;
      dump_.frames.push_back(AddressId(row->second));
      ++record.depth;
    }
    StackTable<AddressId>::Row call;
    for (size_t i = record.depth; i-- > 0;) {
      call = calls_.child(call, dump_.frames[record.first_frame + i]);
    }
    if (const std::optional<uint64_t> thread = thread_of(sample)) {
      dump_.thread_counts.push_back({*thread, record.counts});
      record.thread_lines = 1;
    }
    dump_.header_counts += record.counts;
    dump_.records.push_back(record);
  }

  bool has_label(const PprofSample& sample, std::string_view key) const {
    return std::ranges::any_of(
        sample.labels, [&](const PprofLabel& label) { return tables_.text(label.key) == key; });
  }

  // Returns the number of the sample's thread; nothing: the sample has none.
  std::optional<uint64_t> thread_of(const PprofSample& sample) {
    std::string_view name;
    std::optional<uint64_t> number;
    for (const PprofLabel& label : sample.labels) {
      const std::string_view key = tables_.text(label.key);
      if (key == "thread" || key == "thread_name") {
        name = tables_.text(label.text).substr(0, kMostThreadNameBytes);
      }
      if (key == "thread_id" && label.text == 0) number = static_cast<uint64_t>(label.number);
    }
    if (name.empty() && !number) return std::nullopt;
    std::pair<std::string, uint64_t> key(name, number.value_or(0));
    if (!number) number = threads_.size();
    if (threads_.size() >= limits_.threads && !threads_.contains(key)) {
      diagnostics_.warn("many threads", where_,
                        fmt::format("expected at most {} threads, got more; the samples of others "
                                    "are counted without a thread",
                                    limits_.threads));
      return std::nullopt;
    }
    const auto [known, is_new] = threads_.try_emplace(std::move(key), *number);
    if (is_new) dump_.threads.push_back({*number, std::string(name), {}});
    return known->second;
  }

  void finish() {
    if (dump_.sample_period_bytes > 1) {
      diagnostics_.note("no errors", where_,
                        "pprof files have no sampling errors: numbers stand without them");
    }
    const bool has_live = std::ranges::any_of(columns_, [](const Column& column) {
      return column.count == &Counts::live_bytes || column.count == &Counts::live_objects;
    });
    if (has_live) return;
    diagnostics_.warn("no live values", where_,
                      "the profile has no inuse_space: it tells only what was allocated",
                      "--alloc-space shows it");
  }

  const PprofTables& tables_;
  const std::string& where_;
  Diagnostics& diagnostics_;
  const PprofLimits& limits_;
  std::vector<Column> columns_;
  std::map<std::pair<std::string, uint64_t>, uint64_t> threads_;  // numbers by name and id
  size_t name_bytes_ = 0;
  StackTable<AddressId> calls_;
  Dump dump_;
};

}  // namespace

// A file may begin with any field of the message: Go's own with period_type,
// others with sample_type. Text is not taken for it: it has no such fields.
bool looks_like_pprof(std::string_view beginning) {
  constexpr int kFields = 4;
  const auto is_control = [](char c) { return c >= 0 && c < ' ' && c != '\n' && c != '\r'; };
  if (!std::ranges::any_of(beginning.substr(0, 64), is_control)) return false;
  ProtobufReader reader(beginning);
  int fields = 0;
  for (; fields < kFields && reader.next(); ++fields) {
    if (!is_of_profile(reader)) return false;
  }
  return fields > 0;
}

Result<Dump> read_pprof(std::string_view message, const std::string& where,
                        Diagnostics& diagnostics, const PprofLimits& limits) {
  const Result<PprofTables> tables = read_pprof_tables(message, where, limits);
  if (!tables.ok()) return tables.error();
  return PprofReader(*tables, where, diagnostics, limits).read();
}

}  // namespace jescope
