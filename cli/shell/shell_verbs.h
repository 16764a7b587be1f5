// SPDX-License-Identifier: Apache-2.0
//
// The commands that can be typed at the prompt: the table from which lines are
// read, completed and explained.
#pragma once

#include <span>
#include <string>
#include <string_view>

#include "jescope/pipeline/request.h"

namespace jescope {

// Whose habits the prompt keeps.
enum class ShellDialect {
  kJescope,
  kJeprof,  // prompt, banner and "Total:" lines as jeprof's scripts know them
};

// What the words after a command are.
enum class VerbKind {
  kTable,      // [N] [FOCUS...] [-IGNORE...], options
  kFunctions,  // REGEX... [-IGNORE...]
  kFile,       // FILE [FOCUS...] [-IGNORE...]
  kBrowse,     // [FOCUS...] [-IGNORE...]
  kFacts,      // none
  kMetric,
  kUnit,
  kFocus,
  kIgnore,
  kReset,
  kShow,
  kHelp,
  kQuit
};

struct Verb {
  std::string_view name;
  VerbKind kind = VerbKind::kQuit;
  std::string_view arguments = {};  // in help
  std::string_view summary = {};    // one line; empty: another name of the one before
  Command command = Command::kTop;  // of tables, functions, files
  ExportFormat format = ExportFormat::kFolded;
  GraphFormat graph = GraphFormat::kSvg;
};

// All of them, in the order of help.
std::span<const Verb> all_verbs();

// Returns the command that `word` names, in full or by the beginning of a single
// one; null: none or several.
const Verb* find_verb(std::string_view word, ShellDialect dialect);

// Returns the page of `help`, for 80 columns and 24 lines.
std::string shell_help();

// Returns what `help top` says.
std::string verb_help(const Verb& verb);

}  // namespace jescope
