// SPDX-License-Identifier: Apache-2.0
//
// Options as Perl's Getopt::Long takes them by default, which jeprof uses and
// people's scripts rely on:
//
//   --text  -text  --TEXT  --te        one dash or two, any case, unique beginnings
//   --notext  --no-text                switches a flag off
//   --base=F  --base F  --base ""      values
//   PROGRAM DUMP --cum                 options after arguments
//   --                                 ends the options
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"

namespace jescope {

enum class LongOptionKind {
  kFlag,     // takes no value
  kSwitch,   // a flag that "no" before its name takes back
  kText,     // takes any text
  kInteger,  // takes a whole number
  kNumber,   // takes a finite number
};

struct LongOption {
  std::string_view name;
  LongOptionKind kind = LongOptionKind::kFlag;
  bool only_in_full = false;  // one of ours: other options keep their unique beginnings
};

struct GivenOption {
  std::string_view name;  // as in LongOption
  std::string value;      // of a switch that was taken back empty, of other flags "1"
};

struct LongArguments {
  std::vector<GivenOption> options;    // in the order they were given
  std::vector<std::string> arguments;  // all else
};

enum class OptionOrder {
  kAnywhere,
  kBeforeArguments,  // POSIXLY_CORRECT: the first argument ends the options
};

// Takes `words` apart. An error says which word is none of the options, or which
// value none of its option's.
Result<LongArguments> parse_long_options(std::span<const LongOption> known,
                                         std::span<const std::string> words, OptionOrder order);

}  // namespace jescope
