// SPDX-License-Identifier: Apache-2.0
//
// Source places of one unit: of addresses, and of calls that were inlined. Each
// file's path is made once.
#pragma once

#include <map>
#include <optional>
#include <span>
#include <string>
#include <unordered_set>
#include <vector>

#include "symbolize/dwarf/entry_facts.h"
#include "symbolize/dwarf/line_program.h"

namespace jescope {

struct SourcePlace {
  const std::string* file = nullptr;  // empty: unknown
  uint32_t line = 0;                  // 0: unknown
};

// How many bytes of line tables one thread may read: each table a few times, as
// units may share one. Damaged units may all name the same large one.
class LineBudget {
 public:
  // False: the table at `offset` must not be read.
  bool spend(const DebugSections& sections, uint64_t offset);

  bool is_spent() const { return is_spent_; }

 private:
  uint64_t left_bytes_ = uint64_t{16} << 20;
  std::unordered_set<const uint8_t*> sections_;  // that left_bytes_ counts
  bool is_spent_ = false;
};

class SourcePlaces {
 public:
  // `main` has the line table of the unit's code; `entries` is the unit with its
  // functions, another one when the unit is split. No table is read that
  // `budget` does not allow.
  SourcePlaces(const DwarfUnit& main, const DwarfUnit& entries, LineBudget& budget);

  // Returns the place of each of `addresses` (ascending, distinct).
  std::vector<SourcePlace> at(std::span<const LinkAddress> addresses);

  // Returns where the inlined function was called.
  SourcePlace of_call(const EntryFacts& inlined);

  // True when a table was given up.
  bool is_damaged() const { return is_damaged_; }

 private:
  // A line table and the paths of it that were asked for.
  struct Table {
    std::optional<LineProgram> program;
    std::map<uint64_t, std::string> paths = {};
  };

  static const std::string* path(Table& table, uint64_t file);

  Table lines_;
  std::optional<Table> split_lines_;  // the table of the split unit's calls
  bool is_damaged_ = false;
};

}  // namespace jescope
