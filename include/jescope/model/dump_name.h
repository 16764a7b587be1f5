// SPDX-License-Identifier: Apache-2.0
//
// What the name of a dump file tells. jemalloc writes
//
//   <prefix>.<pid>.<sequence>.<kind>[<kind sequence>].heap
//   jeprof.out.301.17.i17.heap      the 17th interval dump of process 301
//   jeprof.out.301.18.f.heap        its final dump
//   jeprof.4026531836.301.0.m0.heap with prof_pid_namespace (jemalloc 5.3.1)
//
// and ".gz" or ".zst" may follow.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jescope {

// Why jemalloc wrote a dump.
enum class DumpKind {
  kFinal,     // f: at exit
  kInterval,  // i: every 2^lg_prof_interval bytes allocated
  kManual,    // m: the program asked for it
  kPeak,      // u: a new high-water mark (prof_gdump)
};

struct DumpName {
  std::string prefix;         // without the folder
  std::string pid_namespace;  // empty: not in the name
  uint64_t pid = 0;
  uint64_t sequence = 0;  // counts all dumps of the process
  DumpKind kind = DumpKind::kManual;
  uint64_t kind_sequence = 0;  // counts the dumps of this kind; 0 for kFinal

  friend bool operator==(const DumpName&, const DumpName&) = default;
};

// Returns what `path`'s last component says, or nothing when it does not
// follow jemalloc's pattern (programs may choose any name).
std::optional<DumpName> parse_dump_name(std::string_view path);

// Returns "interval", "final", "manual" or "peak".
std::string_view dump_kind_name(DumpKind kind);

}  // namespace jescope
