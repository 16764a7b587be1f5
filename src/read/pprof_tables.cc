// SPDX-License-Identifier: Apache-2.0
//
// proto/profile.proto of github.com/google/pprof: Profile has
//
//   1 sample_type   2 sample   3 mapping   4 location   5 function   6 string_table
//   7 drop_frames   8 keep_frames   9 time_nanos   11 period_type   12 period
//   13 comment   14 default_sample_type
//
// where texts are rows of the string table, which may stand anywhere.
#include "read/pprof_tables.h"

#include <fmt/format.h>

#include "read/protobuf_reader.h"

namespace jescope {
namespace {

// Texts about the file.
constexpr size_t kMostComments = 1000;
// Functions that are inlined into one another; no compiler goes deeper.
constexpr size_t kMostLines = 256;

bool read_value_type(std::string_view message, PprofValueType& type) {
  ProtobufReader reader(message);
  while (reader.next()) {
    if (reader.field() == 1) type.type = reader.number();
    if (reader.field() == 2) type.unit = reader.number();
  }
  return !reader.is_damaged();
}

bool read_mapping(std::string_view message, PprofTable<PprofMapping>& table) {
  ProtobufReader reader(message);
  PprofMapping mapping;
  uint64_t id = 0;
  while (reader.next()) {
    switch (reader.field()) {
      case 1: id = reader.number(); break;
      case 2: mapping.start = reader.number(); break;
      case 3: mapping.limit = reader.number(); break;
      case 4: mapping.file_offset = reader.number(); break;
      case 5: mapping.file_name = reader.number(); break;
      case 6: mapping.build_id = reader.number(); break;
      default: break;
    }
  }
  table.add(id, mapping);
  return !reader.is_damaged();
}

bool read_line(std::string_view message, PprofLine& line) {
  ProtobufReader reader(message);
  while (reader.next()) {
    if (reader.field() == 1) line.function_id = reader.number();
    if (reader.field() == 2) line.line = reader.signed_number();
  }
  return !reader.is_damaged();
}

bool read_location(std::string_view message, PprofTables& tables) {
  ProtobufReader reader(message);
  PprofLocation location;
  uint64_t id = 0;
  bool is_good = true;
  while (reader.next()) {
    switch (reader.field()) {
      case 1: id = reader.number(); break;
      case 2: location.mapping_id = reader.number(); break;
      case 3: location.address = reader.number(); break;
      case 4:
        if (location.lines.size() >= kMostLines) break;
        location.lines.emplace_back();
        is_good &= read_line(reader.bytes(), location.lines.back());
        break;
      default: break;
    }
  }
  tables.line_count += location.lines.size();
  tables.locations.add(id, std::move(location));
  return is_good && !reader.is_damaged();
}

bool read_function(std::string_view message, PprofTable<PprofFunction>& table) {
  ProtobufReader reader(message);
  PprofFunction function;
  uint64_t id = 0;
  while (reader.next()) {
    switch (reader.field()) {
      case 1: id = reader.number(); break;
      case 2: function.name = reader.number(); break;
      case 3: function.system_name = reader.number(); break;
      case 4: function.file_name = reader.number(); break;
      default: break;
    }
  }
  table.add(id, function);
  return !reader.is_damaged();
}

bool read_label(std::string_view message, PprofLabel& label) {
  ProtobufReader reader(message);
  while (reader.next()) {
    if (reader.field() == 1) label.key = reader.number();
    if (reader.field() == 2) label.text = reader.number();
    if (reader.field() == 3) label.number = reader.signed_number();
  }
  return !reader.is_damaged();
}

void take_number(const ProtobufReader& reader, PprofTables& tables) {
  switch (reader.field()) {
    case 7: tables.drop_frames = reader.number(); break;
    case 8: tables.keep_frames = reader.number(); break;
    case 9: tables.written_ns = reader.signed_number(); break;
    case 12: tables.period = reader.signed_number(); break;
    case 14: tables.default_sample_type = reader.number(); break;
    default: break;
  }
}

// False for damaged bytes.
bool take_field(ProtobufReader& reader, PprofTables& tables) {
  const std::string_view bytes = reader.bytes();
  switch (reader.field()) {
    case 1:
      tables.sample_types.emplace_back();
      return read_value_type(bytes, tables.sample_types.back());
    case 2: tables.samples.push_back(bytes); return true;
    case 3: return read_mapping(bytes, tables.mappings);
    case 4: return read_location(bytes, tables);
    case 5: return read_function(bytes, tables.functions);
    case 6: tables.strings.push_back(bytes); return true;
    case 11: return read_value_type(bytes, tables.period_type);
    case 13:
      reader.each_number([&](uint64_t comment) {
        if (tables.comments.size() < kMostComments) tables.comments.push_back(comment);
      });
      return !reader.is_damaged();
    default: take_number(reader, tables); return true;
  }
}

// Returns what there is already the most of that there may be.
std::string_view full_table(const PprofTables& tables, const PprofLimits& limits) {
  const size_t rows = tables.strings.size() + tables.functions.rows.size() + tables.line_count +
                      tables.sample_types.size();
  if (tables.samples.size() > limits.samples) return "samples";
  if (tables.mappings.rows.size() > limits.mappings) return "mappings";
  if (tables.locations.rows.size() > limits.locations) return "locations";
  return rows > limits.rows ? "rows" : "";
}

size_t limit_of(std::string_view table, const PprofLimits& limits) {
  if (table == "samples") return limits.samples;
  if (table == "mappings") return limits.mappings;
  return table == "locations" ? limits.locations : limits.rows;
}

Error damaged(const std::string& where) {
  return {ErrorCode::kUnreadable,
          where,
          "expected a whole pprof profile, got a damaged protobuf message",
          {}};
}

}  // namespace

Result<PprofTables> read_pprof_tables(std::string_view message, const std::string& where,
                                      const PprofLimits& limits) {
  PprofTables tables;
  ProtobufReader reader(message);
  while (reader.next()) {
    if (!take_field(reader, tables)) return damaged(where);
    const std::string_view full = full_table(tables, limits);
    if (full.empty()) continue;
    return Error{ErrorCode::kUnreadable,
                 where,
                 fmt::format("expected at most {} {} in a pprof profile, got more",
                             limit_of(full, limits), full),
                 {}};
  }
  if (reader.is_damaged()) return damaged(where);
  return tables;
}

bool read_pprof_sample(std::string_view message, size_t values, const PprofLimits& limits,
                       PprofSample& sample) {
  sample.location_ids.clear();
  sample.values.clear();
  sample.labels.clear();
  sample.depth = 0;
  const auto take_location = [&](uint64_t id) {
    if (++sample.depth <= limits.depth) sample.location_ids.push_back(id);
  };
  size_t value_count = 0;
  const auto take_value = [&](uint64_t value) {
    if (++value_count <= values) sample.values.push_back(static_cast<int64_t>(value));
  };
  bool is_good = true;
  ProtobufReader reader(message);
  while (reader.next()) {
    if (reader.field() == 1) reader.each_number(take_location);
    if (reader.field() == 2) reader.each_number(take_value);
    if (reader.field() != 3 || sample.labels.size() >= limits.labels) continue;
    sample.labels.emplace_back();
    is_good &= read_label(reader.bytes(), sample.labels.back());
  }
  return is_good && !reader.is_damaged() && value_count == values;
}

}  // namespace jescope
