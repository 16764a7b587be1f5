// SPDX-License-Identifier: Apache-2.0
//
// The options of each command, as --help shows them. Internal to `cli`.
#pragma once

#include <CLI/CLI.hpp>
#include <optional>
#include <string>
#include <vector>

#include "cli/commands.h"
#include "cli/options.h"

namespace jescope {

// The words of the options, by the groups of --help.
struct Words {
  std::optional<std::string> metric, unit, by, merge, sort, format, to, color, layout, min, rows;
  std::optional<std::string> pid, fail_below, min_edge, color_by, child_order;
  std::optional<std::string> assume, rule, axis, limit, skip_warmup, last, every, interval;
  std::optional<std::string> timeout, max_download;
  std::vector<std::string> path_map;
  bool inuse_space = false, inuse_objects = false, alloc_space = false, alloc_objects = false;
  std::vector<std::string> fail_on;
  bool no_inlines = false, cumulative = false, bottom_up = false, no_color = false;
};

// Declares the options of `command`; what they say goes to `words` and, where
// it needs no reading, to `invocation`.
void add_options(CLI::App& app, const CommandHelp& command, Words& words, Invocation& invocation);

}  // namespace jescope
