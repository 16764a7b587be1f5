// SPDX-License-Identifier: Apache-2.0
//
// Estimates by named stack: what every view is made from. Made by
// `symbolize`, `combine` and `select`, each time anew (see profile_builder.h);
// used by `summarize`.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/id.h"
#include "jescope/model/snapshot.h"
#include "jescope/model/stack_table.h"
#include "jescope/model/string_table.h"
#include "jescope/model/values.h"

namespace jescope {

// What one frame stands for, from coarse to fine.
enum class Granularity { kModule, kFile, kFunction, kLine, kAddress };

// Returns the name used on the command line, as "function".
std::string_view granularity_name(Granularity granularity);

// What kind of code a frame's name stands for.
enum class FrameKind : uint8_t {
  kNative,  // of an ELF file, named by it or by the dump
  kBounds,  // of an ELF file that gives the function's bounds only: "libfoo.so!fn@0x1234"
  kJit,     // made at run time, named by the just-in-time compiler that made it
};

struct FrameTag {};
using FrameId = Id<FrameTag>;

// A named place. Fields finer than the profile's granularity are empty.
struct Frame {
  StringId function;     // demangled; none(): no name was found
  StringId file;         // source file as the compiler wrote it; none(): unknown
  StringId module;       // path as the process saw it; none(): differs between places
  uint64_t offset = 0;   // call site in the module, as addr2line takes it
  uint32_t line = 0;     // 0: unknown
  bool inlined = false;  // compiled into its caller
  FrameKind kind = FrameKind::kNative;

  friend bool operator==(const Frame&, const Frame&) = default;
};

using FrameStacks = StackTable<FrameId>;

struct Sample {
  FrameStacks::Row stack;  // none(): every frame was removed
  Values values;
  uint32_t snapshot = 0;  // row of Profile::snapshots
};

// A module of the dump and what its names came from.
struct ModuleNames {
  std::string path;
  std::string build_id;  // lower-case hex; empty: unknown
  std::string source;    // as ModuleSymbols::source, "dump", or both: "dump, bounds"
  std::string reason;    // why names are missing; empty: nothing is missing
  bool is_program = false;
  std::string remedy = {};      // the command that mends it; empty: there is none
  std::string file = {};        // where the module was found; empty: it was not
  std::string debug_file = {};  // where its debug information was found, when that is another file
};

struct Profile {
  Granularity granularity = Granularity::kAddress;
  uint64_t sample_period_bytes = 0;  // 0 or 1: every allocation was recorded
  bool has_totals = false;           // the alloc_ metrics were accumulated
  bool begins_at_callers = false;    // no frame of the allocator is in any stack
  std::vector<ModuleNames> modules;  // ordered by path
  std::optional<Values> baseline;    // of a difference: the base's total; see share_base()
  std::vector<Snapshot> snapshots;   // of several dumps side by side; empty: of one dump
  StringTable strings;
  std::vector<Frame> frames;  // distinct
  FrameStacks stacks;
  std::vector<Sample>
      samples;  // by snapshot; distinct stacks of each, in the order they were added

  std::string_view text(StringId id) const { return strings.text(id); }
  const Frame& frame(FrameId id) const { return frames[id.row()]; }
};

// Returns the sum over all samples; of several snapshots, see snapshot_totals().
Values total_values(const Profile& profile);

// Returns the sum over each snapshot's samples; of one dump a single sum.
std::vector<Values> snapshot_totals(const Profile& profile);

// Returns what shares are of: the total, or of a difference the base's total.
Values share_base(const Profile& profile);

// Returns the name a person reads for `frame` at the profile's granularity:
// the function, "function file:line", the file, the module; where there is no
// name "libfoo.so+0x1a2b".
std::string frame_label(const Profile& profile, const Frame& frame);

// Returns "libfoo.so+0x1a2b" for the frame's place.
std::string place_label(const Profile& profile, const Frame& frame);

// Returns true when frames of one function can be put together: its name is
// known, or at least its bounds.
inline bool has_function(const Frame& frame) {
  return !frame.function.is_none();
}

// Returns true when the function's name is known.
inline bool is_named(const Frame& frame) {
  return has_function(frame) && frame.kind != FrameKind::kBounds;
}

// Returns the part of `path` after the last '/'; of a URL all but http:// or https://.
std::string_view base_name(std::string_view path);

// The function name of stacks for which jemalloc gave no frames.
inline constexpr std::string_view kNoBacktrace = "[no backtrace]";

}  // namespace jescope
