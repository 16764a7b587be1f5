// SPDX-License-Identifier: Apache-2.0
//
// Commands of ours that a person is told to paste: with the dump, and with the
// options by which this run found its names. Internal to `pipeline`.
#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "jescope/pipeline/request.h"
#include "pipeline/inputs/dump_choice.h"
#include "pipeline/inputs/inputs.h"

namespace jescope {

class CommandWords {
 public:
  CommandWords(const Request& request, const Inputs& inputs);

  // Returns `remedy` (ModuleSymbols::remedy) with the options and `dump` in the
  // place of its word DUMP; options that the remedy gives itself are left out.
  // Commands of other programs are returned as they are.
  std::string complete(std::string_view remedy, std::string_view dump) const;

  // Returns `command` with the options and the dumps; of more than a few dumps
  // the first.
  std::string about(std::string_view command, const std::vector<ChosenDumps>& processes) const;

 private:
  struct Option {
    std::string name;   // "--sysroot"
    std::string value;  // a shell word
  };

  void add(std::string name, std::string_view value);
  std::string options_beside(std::string_view command) const;

  std::vector<Option> options_;
};

}  // namespace jescope
