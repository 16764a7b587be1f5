// SPDX-License-Identifier: Apache-2.0
//
// Assigns addresses of the process to modules. Internal to `normalize`.
#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jescope/model/address_profile.h"
#include "jescope/model/dump.h"

namespace jescope {

struct Place {
  ModuleId module;
  uint64_t offset = 0;        // in the module's file
  uint64_t link_address = 0;  // as the linker numbered it
};

class ModuleMap {
 public:
  // `program` is the executable's path when the dump names it, else empty.
  ModuleMap(std::span<const Mapping> mappings, std::string_view program);

  // Returns where `address` lies; addresses in no mapping, and those in
  // memory without a file, stay as they are in a module of their own.
  Place find(uint64_t address) const;

  // Returns where `address` lies in the module of `mapping`, one of those of the
  // constructor: mappings that overlap say nothing by themselves. One that begins
  // at 0 has addresses as linked.
  Place find_in(const Mapping& mapping, uint64_t address) const;

  // The modules, by the numbers that find() returns.
  const std::vector<Module>& modules() const { return modules_; }

 private:
  struct Range {
    uint64_t start;
    uint64_t end;
    uint64_t file_offset;
    ModuleId module;
    bool executable;
    uint64_t load_base;  // address of the module's link address 0
  };

  ModuleId add(Module module);
  ModuleId module_of(const Mapping& mapping);
  void find_load_bases();

  std::vector<Range> ranges_;  // by start
  std::vector<Module> modules_;
  std::unordered_map<std::string, ModuleId> by_path_;
};

}  // namespace jescope
