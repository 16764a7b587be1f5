// SPDX-License-Identifier: Apache-2.0
//
// A heap dump exactly as the file tells it: numbers are not scaled, addresses
// are those of the process. Made by `read`, used by `normalize`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "jescope/base/id.h"
#include "jescope/model/dump_name.h"
#include "jescope/model/given_lines.h"
#include "jescope/model/recorder_line.h"

namespace jescope {

// Which of the text formats the file was written in.
enum class DumpFormat {
  kHeapV2,       // jemalloc 4.0 and later: "heap_v2/524288"
  kHeapProfile,  // jemalloc 3 and gperftools: "heap profile: ... @ heap_v2/524288"
  kGrowth,       // gperftools: "heap profile: ... @ growthz"
  kPprof,        // pprof's profile.proto: estimates, with names
};

// How a record's counts become an estimate; see normalize/scale.h.
enum class Scaling {
  kNone,     // every allocation was recorded
  kPoisson,  // one sample each `sample_period_bytes` on average (heap_v2)
  kRatio,    // the first version of gperftools' sampling (heap/524288)
};

// The four numbers of a line "objects: bytes [objects: bytes]". Counters that
// ran below zero in the process are zero here, none exceeds INT64_MAX.
struct Counts {
  uint64_t live_objects = 0;
  uint64_t live_bytes = 0;
  uint64_t total_objects = 0;  // allocated since the start; 0 without prof_accum
  uint64_t total_bytes = 0;

  Counts& operator+=(const Counts& other);
  friend bool operator==(const Counts&, const Counts&) = default;
};

// A thread of the header. Names are often absent and may hold spaces.
struct DumpThread {
  uint64_t number = 0;  // jemalloc's own, t0, t1, ...; not the kernel's thread id
  std::string name;
  Counts counts;
};

// The share of one thread in one record.
struct ThreadCounts {
  uint64_t thread = 0;
  Counts counts;
};

// A line of MAPPED_LIBRARIES.
struct Mapping {
  uint64_t start = 0;  // first address
  uint64_t end = 0;    // one past the last
  uint64_t file_offset = 0;
  bool executable = false;
  bool deleted = false;       // the file was unlinked; " (deleted)" is not in `path`
  std::string path;           // may hold spaces; "[vdso]"; empty: anonymous
  std::string build_id = {};  // lower-case hex; empty: the file does not tell it
};

struct AddressTag {};
using AddressId = Id<AddressTag>;

// One stack and what it holds. The lists are slices of the dump's arrays.
struct DumpRecord {
  size_t first_frame = 0;  // in Dump::frames, innermost first
  uint32_t depth = 0;      // 0: jemalloc's unwinder gave no backtrace
  uint32_t thread_lines = 0;
  size_t first_thread_line = 0;  // in Dump::thread_counts
  Counts counts;                 // of all threads together
};

// A name that the file itself gives an address (a `--- symbol` section).
struct GivenSymbol {
  uint64_t address = 0;  // as written: the return address, or one less
  std::string names;     // outermost first, joined by "--"
  GivenLines lines = {};
};

// What a file says of one of its addresses where addresses alone do not tell the
// place: pprof files may have none.
struct GivenPlace {
  std::optional<size_t> mapping;  // row of Dump::mappings
  std::string names;              // outermost first, joined by "--"; empty: unknown
  GivenLines lines;
};

struct Dump {
  std::string source;  // path as given by the user; "-" for standard input
  std::optional<DumpName> name;
  DumpFormat format = DumpFormat::kHeapV2;
  Scaling scaling = Scaling::kNone;
  uint64_t sample_period_bytes = 0;  // mean bytes between samples; 0 or 1: every allocation
  Counts header_counts;              // of the whole heap, as the header says
  std::vector<DumpThread> threads;
  std::vector<uint64_t> addresses;  // distinct, in order of appearance
  std::vector<AddressId> frames;    // of all records, one after another
  std::vector<ThreadCounts> thread_counts;
  std::vector<DumpRecord> records;
  std::vector<Mapping> mappings;  // in the order of the file
  bool has_mappings = false;      // false: the file has no such section
  bool lacks_stacks = false;      // the file ends before its last stack
  std::string program;            // "binary=" of a symbolized dump; else empty
  std::vector<GivenSymbol> symbols;
  std::vector<GivenPlace> places;  // of `addresses`, row by row; empty: the map tells them
  // Frames that are no part of the program, as regular expressions on functions;
  // see select/drop_frames.h.
  std::string drop_frames;
  std::string keep_frames;
  std::vector<std::string> comments;
  std::optional<RecorderNotes> recorder;  // nothing: `jescope record` did not write it
  int64_t written_ns = 0;                 // as the file itself tells, since 1970; 0: it does not
};

}  // namespace jescope
