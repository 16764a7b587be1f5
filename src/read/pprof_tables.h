// SPDX-License-Identifier: Apache-2.0
//
// The tables of a pprof file, as its protobuf message has them. Internal to
// `read`. What is kept points into the message, which must outlive it.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jescope/base/result.h"
#include "read/pprof_limits.h"

namespace jescope {

struct PprofValueType {
  uint64_t type = 0;  // each text is a row of the string table
  uint64_t unit = 0;
};

struct PprofMapping {
  uint64_t start = 0;
  uint64_t limit = 0;
  uint64_t file_offset = 0;
  uint64_t file_name = 0;
  uint64_t build_id = 0;
};

struct PprofFunction {
  uint64_t name = 0;
  uint64_t system_name = 0;
  uint64_t file_name = 0;
};

struct PprofLine {
  uint64_t function_id = 0;
  int64_t line = 0;
};

struct PprofLocation {
  uint64_t mapping_id = 0;
  uint64_t address = 0;
  std::vector<PprofLine> lines;  // innermost first
};

struct PprofLabel {
  uint64_t key = 0;
  uint64_t text = 0;
  int64_t number = 0;
};

struct PprofSample {
  std::vector<uint64_t> location_ids;  // innermost first
  std::vector<int64_t> values;
  std::vector<PprofLabel> labels;
  size_t depth = 0;  // of the whole stack; of a deeper one than the limit, the inner part is kept
};

// A table whose rows have numbers of the file's choice.
template <typename Row>
struct PprofTable {
  std::vector<Row> rows;
  std::unordered_map<uint64_t, size_t> by_id;

  void add(uint64_t id, Row row) {
    if (by_id.try_emplace(id, rows.size()).second) rows.push_back(std::move(row));
  }
  // Null: there is none.
  const Row* find(uint64_t id) const {
    const auto found = by_id.find(id);
    return found == by_id.end() ? nullptr : &rows[found->second];
  }
};

struct PprofTables {
  std::vector<std::string_view> strings;
  std::vector<PprofValueType> sample_types;
  PprofValueType period_type;
  int64_t period = 0;
  int64_t written_ns = 0;
  uint64_t drop_frames = 0;
  uint64_t keep_frames = 0;
  uint64_t default_sample_type = 0;
  std::vector<uint64_t> comments;
  PprofTable<PprofMapping> mappings;
  PprofTable<PprofFunction> functions;
  PprofTable<PprofLocation> locations;
  size_t line_count = 0;                  // of all locations
  std::vector<std::string_view> samples;  // messages

  // Empty for a row that the table does not have.
  std::string_view text(uint64_t row) const {
    return row < strings.size() ? strings[row] : std::string_view();
  }
};

// Reads the message; samples are left for read_pprof_sample(). An error where
// the bytes are no such message, or hold more than `limits` allows.
Result<PprofTables> read_pprof_tables(std::string_view message, const std::string& where,
                                      const PprofLimits& limits);

// Fills `sample`, whose room is used again. False for damaged bytes, and for
// another number of values than `values`.
bool read_pprof_sample(std::string_view message, size_t values, const PprofLimits& limits,
                       PprofSample& sample);

}  // namespace jescope
