// SPDX-License-Identifier: Apache-2.0
//
// Recognizes what people hand over in place of a heap dump, so that the error
// can say what it is and what to do.
#include <algorithm>
#include <array>

#include "read/dump_parser.h"

namespace jescope {
namespace {

struct ForeignKind {
  std::string_view beginning;
  std::string_view name;
  std::string_view hint;
};

constexpr std::string_view kNoHint;
constexpr std::string_view kOtherProfile =
    "jescope reads heap profiles; go tool pprof shows those of time and of locks";
// gperftools: five words, of which the second is the number of words in the header.
constexpr std::string_view kCpuProfile("\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0", 16);
constexpr std::array kForeignKinds = {
    ForeignKind{"\x7f"
                "ELF",
                "an ELF file (a program or library)",
                "jescope top PROGRAM DUMP: the dump comes after its program"},
    ForeignKind{"{", "JSON", kNoHint},
    ForeignKind{"[", "JSON", kNoHint},
    ForeignKind{"<", "XML or HTML", kNoHint},
    ForeignKind{"PERFILE2", "a perf.data file", kNoHint},
    ForeignKind{"JAVA PROFILE", "a Java heap dump (hprof)",
                "jescope reads native memory; open this one with Eclipse MAT"},
    ForeignKind{"heaptrack", "a heaptrack recording", kNoHint},
    ForeignKind{"# callgrind format", "a callgrind file", kNoHint},
    ForeignKind{"desc:", "a massif or callgrind file", kNoHint},
    ForeignKind{"--- contention", "a contention profile", kOtherProfile},
    ForeignKind{"--- profile", "a CPU profile", kOtherProfile},
    ForeignKind{"--- Stacks:", "a stack dump", kOtherProfile},
    ForeignKind{kCpuProfile, "a CPU profile", kOtherProfile},
};

bool is_binary(std::string_view beginning) {
  return std::any_of(beginning.begin(), beginning.end(), [](char c) {
    return c >= 0 && c < ' ' && c != '\n' && c != '\r' && c != '\t';
  });
}

Error foreign(const std::string& where, std::string_view found, std::string_view hint) {
  return {ErrorCode::kUnreadable, where, "expected a jemalloc heap dump, got " + std::string(found),
          std::string(hint)};
}

}  // namespace

Error not_a_dump(const std::string& where, std::string_view beginning) {
  if (beginning.empty()) {
    return foreign(where, "an empty file", "jemalloc writes dumps with MALLOC_CONF=prof:true");
  }
  for (const ForeignKind& kind : kForeignKinds) {
    if (beginning.starts_with(kind.beginning)) return foreign(where, kind.name, kind.hint);
  }
  if (is_binary(beginning)) {
    return foreign(where, "binary data", kNoHint);
  }
  return foreign(where, "text without a \"heap_v2/\" or \"heap profile:\" line", kNoHint);
}

}  // namespace jescope
