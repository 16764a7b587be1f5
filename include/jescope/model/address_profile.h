// SPDX-License-Identifier: Apache-2.0
//
// Estimates by place, before places have names. A place is (module, offset in
// the module's file), so two runs under address randomization agree. Made by
// `normalize`, used by `symbolize`.
#pragma once

#include <cstdint>
#include <string>
#include <vector>

#include "jescope/base/id.h"
#include "jescope/model/given_lines.h"
#include "jescope/model/snapshot.h"
#include "jescope/model/stack_table.h"
#include "jescope/model/values.h"

namespace jescope {

struct ModuleTag {};
using ModuleId = Id<ModuleTag>;

// What lies behind a module's name.
enum class ModuleKind {
  kFile,       // an ELF file, present here or not
  kVirtual,    // "[vdso]" and its like: the kernel's, no file
  kAnonymous,  // executable memory without a file: a just-in-time compiler's
  kUnmapped,   // addresses in no mapping: the library was closed, or there is no map
};

// A mapped piece of the file, to tell the file that was mapped from another
// build of it.
struct MappedRange {
  uint64_t file_offset = 0;
  uint64_t length_bytes = 0;
  bool executable = false;
};

struct Module {
  ModuleKind kind = ModuleKind::kFile;
  std::string path;  // as the process saw it; "[vdso]", "[anonymous]", "[unmapped]"
  bool deleted = false;
  bool is_program = false;  // the executable, not a library
  std::vector<MappedRange> ranges;
  std::string build_id = {};  // as the dump itself tells it; empty: it does not
};

struct LocationTag {};
using LocationId = Id<LocationTag>;

// A call site: one byte before the return address.
struct Location {
  ModuleId module;
  uint64_t offset = 0;      // in the module's file; the address itself where there is no file
  std::string given_names;  // outermost first, joined by "--", when the dump itself names it
  // The same place as the linker numbered it, by the layout of the map: what
  // addr2line takes. For a fixed-address program it is the address itself.
  uint64_t link_address = 0;
  // Where the process had it (one such address, where there are several): what
  // the maps of just-in-time compilers list. Not part of what the place is.
  uint64_t process_address = 0;
  GivenLines given_lines = {};  // of given_names
};

using LocationStacks = StackTable<LocationId>;

struct AddressSample {
  LocationStacks::Row stack;  // none(): no backtrace was taken
  Values values;
  uint32_t snapshot = 0;  // row of AddressProfile::snapshots
};

struct AddressProfile {
  uint64_t sample_period_bytes = 0;  // 0 or 1: every allocation was recorded
  bool has_totals = false;           // the alloc_ metrics were accumulated (prof_accum)
  uint64_t process_id = 0;           // as the process knew it; 0: unknown
  bool are_call_sites = true;        // each place is the byte before a return address
  bool begins_at_callers = false;    // no frame of the allocator is in any stack
  std::vector<Module> modules;
  std::vector<Location> locations;  // distinct
  LocationStacks stacks;
  std::vector<Snapshot> snapshots;     // of several dumps side by side; empty: of one dump
  std::vector<AddressSample> samples;  // by snapshot; one a distinct stack of each
};

}  // namespace jescope
