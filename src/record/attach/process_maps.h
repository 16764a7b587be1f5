// SPDX-License-Identifier: Apache-2.0
//
// What a process has mapped: /proc/PID/maps as values.
#pragma once

#include <string_view>
#include <vector>

#include "jescope/model/dump.h"

namespace jescope {

struct MappedArea {
  Mapping mapping;
  bool is_readable = false;
  bool is_writable = false;

  uint64_t size_bytes() const { return mapping.end - mapping.start; }
  bool holds(uint64_t address) const { return address >= mapping.start && address < mapping.end; }
  bool is_file() const { return mapping.path.starts_with('/'); }
};

// Returns the areas in the order of the text, which is that of their addresses. Lines
// that are none are passed over, and what is after the first million of areas.
std::vector<MappedArea> parse_process_maps(std::string_view text);

// Returns the area that holds `address`, or null. `areas` are in order.
const MappedArea* find_area(const std::vector<MappedArea>& areas, uint64_t address);

}  // namespace jescope
