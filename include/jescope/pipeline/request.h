// SPDX-License-Identifier: Apache-2.0
//
// Everything a user asks for in one run. `cli` fills it from the command line;
// `run` reads nothing else.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <vector>

#include "jescope/base/progress.h"
#include "jescope/base/units.h"
#include "jescope/combine/merge.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/jeprof_choice.h"
#include "jescope/pipeline/remote.h"
#include "jescope/render/flame.h"
#include "jescope/render/table_style.h"
#include "jescope/summarize/call_tree.h"
#include "jescope/summarize/top_table.h"
#include "jescope/summarize/trend.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbolize.h"

namespace jescope {

enum class Command {
  kTop,
  kTree,
  kPeek,
  kTraces,
  kList,
  kDisasm,
  kFlame,
  kGraph,
  kReport,
  kDiff,
  kTrend,
  kWatch,
  kExport,
  kSymbolize,
  kMerge,
  kInfo,
  kSymbols,
  kShell,   // many requests on the same dumps: see session.h
  kRecord,  // the command line runs a program, then asks for one of the others
  kDump,    // the command line asks a process; its stacks: see stacks.h
  kJeprof   // what Request::jeprof says
};

enum class ExportFormat { kFolded, kCallgrind, kPprof, kSpeedscope, kJson, kJsonl, kDot, kRaw };

enum class GraphFormat { kSvg, kDot, kPdf, kPs, kEps, kGif, kPng };

// How a flame graph is drawn.
struct FlameChoice {
  bool icicle = true;                       // the outermost frame above
  std::optional<FlameColouring> colouring;  // --color-by; nothing: see FlameStyle
  std::optional<PrintFormat> printed;       // nothing: SVG or HTML
  ChildOrder order = ChildOrder::kSize;     // --sort
  bool folds_recursion = false;             // --fold-recursion
  bool shows_snapshots = false;             // --snapshots: all dumps of a process
};

// Regular expressions (RE2) as the user wrote them, any of which may match;
// empty: not given. What each means is told in select/filter.h.
struct FilterTexts {
  std::vector<std::string> focus;
  std::vector<std::string> ignore;
  std::vector<std::string> module;
  std::vector<std::string> show;
  std::vector<std::string> hide;
  std::vector<std::string> show_from;
  std::vector<std::string> prune_from;

  friend bool operator==(const FilterTexts&, const FilterTexts&) = default;
};

// Where the names of one side come from; empty: as for the other side.
struct BaseNames {
  std::string program;
  std::string sysroot;
  std::vector<std::string> symbol_dirs;

  bool any() const { return !program.empty() || !sysroot.empty() || !symbol_dirs.empty(); }
};

// What the dumps are compared with, and how.
struct Comparison {
  std::vector<std::string> base;  // dumps; empty: nothing, or for `diff` the first input
  BaseNames base_names;
  std::optional<Relation> assumed;  // nothing: told from the dumps
  bool equal_totals = false;        // --normalize
  bool drop_negative = false;
  bool strip_templates = false;
  std::vector<std::string> name_rules;       // 's/PATTERN/REPLACEMENT/'
  std::vector<std::string> name_rule_files;  // of such lines
  bool list_merged = false;                  // tell which names were put together
  bool by_stack = false;
  std::vector<std::string> suppression_files;
  std::vector<std::string> gates;  // --fail-on
  std::vector<std::string> budget_files;
  bool ignore_noise = false;
};

// What is hidden of a result that is to be shared.
struct RedactChoice {
  bool is_wanted = false;
  std::vector<std::string> keep;  // --keep: functions that keep their names
};

enum class GateFormat { kNone, kJunit, kSarif, kGithub };

// Which dumps of a process make the series, and how it is judged.
struct SeriesChoice {
  size_t skipped_first = 0;           // --skip-warmup N
  double skipped_first_fraction = 0;  // --skip-warmup N%
  std::optional<size_t> last;         // --last
  size_t every = 1;                   // --every
  bool newest_only = false;           // --newest: only the process that wrote last
  bool keeps_all = false;             // --all: children and emptied final dumps, too
  TrendAxis axis = TrendAxis::kSequence;
  std::optional<int64_t> limit_bytes;  // --limit
  double watch_seconds = 2;            // watch: how often it looks
  bool once = false;                   // watch: look once and stop
};

// Which source files may be read.
struct SourceChoice {
  std::vector<std::string> roots;  // --source-root: folders
  bool where_built = false;        // --source-where-built: also where the debug information says

  bool any() const { return where_built || !roots.empty(); }
};

struct Request {
  Command command = Command::kTop;
  std::vector<std::string> inputs;  // [PROGRAM] DUMP...; files, folders, URLs or "-"
  bool is_at_prompt = false;        // hints say what to type there

  // Where names come from.
  std::string program;  // --program; empty: a first input that is an ELF file, or the map's
  std::string sysroot;
  std::optional<uint64_t> live_process;  // --pid: its root is the sysroot
  std::vector<std::string> symbol_dirs;
  std::vector<PathMapping> path_map;
  std::vector<std::string> lib_prefixes;  // as SymbolSearch::lib_prefixes
  std::string added_library;  // an ELF file at the addresses it was linked for; empty: none
  std::vector<std::string> perf_maps;
  DebuginfodFetch debuginfod;
  std::vector<std::string> debuginfod_caches;
  std::string cache_dir;  // folder for found names; empty: none are kept
  Inlines inlines = Inlines::kShow;
  SourceChoice source;
  RemoteChoice remote;

  // What is counted.
  Metric metric = Metric::kInuseSpace;
  std::optional<Granularity> by;     // nothing: the command's own
  std::optional<MergeRule> merge;    // nothing: the newest dump of each process, added up
  std::vector<std::string> threads;  // numbers or regular expressions on names; empty: all
  bool keep_allocator = false;
  FilterTexts filters;
  Comparison comparison;
  SeriesChoice series;
  std::optional<JeprofChoice> jeprof;  // of Command::kJeprof

  // What is shown.
  Direction direction = Direction::kTopDown;
  TopOrder order = TopOrder::kSelf;
  std::optional<size_t> rows;            // -n; 0: all; nothing: the command's own
  std::optional<double> least_fraction;  // --min, of the total; nothing: the command's own
  std::optional<double> least_edge;      // graph --min-edge, of the total; the same
  std::optional<double> least_named;     // symbols --fail-below: share of bytes, 0 to 1
  std::string function_pattern;          // of peek, list and disasm
  ExportFormat export_format = ExportFormat::kFolded;
  RedactChoice redact;
  FlameChoice flame;
  GraphFormat graph_format = GraphFormat::kSvg;
  GateFormat gate_format = GateFormat::kNone;  // diff, trend --format junit, sarif or github
  bool draws_chart = false;                    // trend: an SVG chart; diff: a flame graph
  bool is_page = false;                        // a picture as HTML instead of SVG
  TableStyle style;
  std::string command_line;  // report: what the user typed, as a shell takes it
  std::string tool;          // report: "jescope 0.1.0"

  Progress* progress = nullptr;  // told how far the work is; null: nobody looks
};

}  // namespace jescope
