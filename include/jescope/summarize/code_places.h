// SPDX-License-Identifier: Apache-2.0
//
// Where a profile's frames stand in their modules' files. A Profile names a place
// as the linker did; reading code takes the module's map and the offset in its
// file, which only the AddressProfile knew.
#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "jescope/model/address_profile.h"

namespace jescope {

struct CodePlace {
  uint32_t module = 0;  // row of CodePlaces::modules()
  uint64_t offset = 0;  // in its file

  friend auto operator<=>(const CodePlace&, const CodePlace&) = default;
};

class CodePlaces {
 public:
  // Adds the places of a dump. Modules of one path are one; the first tells its map.
  void add(const AddressProfile& profile);

  // In the order they were added; of a dump, that of its map.
  const std::vector<Module>& modules() const { return modules_; }

  // Returns the place that a frame of that module and link address has.
  std::optional<CodePlace> find(std::string_view module, uint64_t link_address) const;

  // Returns the offsets of all places of a module, ascending, distinct.
  std::vector<uint64_t> offsets_of(uint32_t module) const;

 private:
  uint32_t row_of(const Module& module);

  std::vector<Module> modules_;
  std::map<std::string, uint32_t, std::less<>> rows_;          // by path
  std::map<std::pair<uint32_t, uint64_t>, uint64_t> offsets_;  // by module and link address
};

}  // namespace jescope
