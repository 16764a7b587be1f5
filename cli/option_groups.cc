// SPDX-License-Identifier: Apache-2.0
#include "cli/option_groups.h"

#include <fmt/format.h>

#include "cli/remote_options.h"

namespace jescope {
namespace {

void add_merge_option(CLI::App& app, Words& words) {
  app.add_option("--merge", words.merge,
                 "combine snapshots of one process: sum, avg or max [the newest alone]")
      ->type_name("RULE")
      ->group("Values");
}

void add_value_options(CLI::App& app, Words& words) {
  app.add_option("--metric", words.metric,
                 "inuse_space, inuse_objects, alloc_space or alloc_objects [inuse_space]")
      ->type_name("METRIC")
      ->group("Values");
  app.add_flag("--inuse-space", words.inuse_space, "live bytes")->group("Values");
  app.add_flag("--inuse-objects", words.inuse_objects, "live objects")->group("Values");
  app.add_flag("--alloc-space", words.alloc_space, "bytes allocated, freed or not")
      ->group("Values");
  app.add_flag("--alloc-objects", words.alloc_objects, "objects allocated, freed or not")
      ->group("Values");
}

const char* by_help(Command command) {
  if (command == Command::kDiff) return "function, line, file, module or stack [function]";
  return "function, line, file, module or address\n[function; export --to json: address]";
}

void add_by_option(CLI::App& app, Command command, Words& words) {
  app.add_option("--by", words.by, by_help(command))->type_name("WHAT")->group("Frames");
}

void add_frame_options(CLI::App& app, Words& words, Request& request) {
  app.add_flag("--no-inlines", words.no_inlines, "count inlined code for its caller")
      ->group("Frames");
  app.add_flag("--keep-allocator", request.keep_allocator, "show malloc and jemalloc's own frames")
      ->group("Frames");
}

void add_choice_options(CLI::App& app, Request& request) {
  FilterTexts& filters = request.filters;
  const auto add = [&](const char* name, std::vector<std::string>& texts, const char* help) {
    app.add_option(name, texts, help)->type_name("REGEX")->allow_extra_args(false)->group("Choice");
  };
  add("--focus", filters.focus, "only stacks with a matching frame");
  add("--ignore", filters.ignore, "no stacks with a matching frame");
  add("--module", filters.module, "only stacks through a matching module");
  add("--show", filters.show, "only matching frames");
  add("--hide", filters.hide, "no matching frames");
  add("--show-from", filters.show_from, "frames from the outermost match inwards");
  add("--prune-from", filters.prune_from, "frames from the innermost match outwards");
  app.add_option("--thread", request.threads, "only these threads: a number, or a REGEX on names")
      ->type_name("THREAD")
      ->allow_extra_args(false)
      ->group("Choice");
}

void add_symbol_options(CLI::App& app, Words& words, Invocation& invocation) {
  Request& request = invocation.request;
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    return app.add_option(name, target, help)->type_name(type)->group("Symbols");
  };
  add("--program", request.program, "FILE", "the executable, when the dump's path is not here");
  add("--sysroot", request.sysroot, "DIR", "folder in which the dump's paths are looked up");
  add("--pid", words.pid, "PID", "the process runs here: look in its root");
  add("--symbols", request.symbol_dirs, "DIR",
      "folder of programs, libraries and debug files,\nmatched by build-id, whatever their names")
      ->allow_extra_args(false);
  add("--path-map", words.path_map, "OLD=NEW", "what the dump calls OLD/x is here at NEW/x")
      ->allow_extra_args(false);
  add("--perf-map", request.perf_maps, "FILE",
      "names of a just-in-time compiler's code: perf map\nor jitdump [/tmp/perf-PID.map]")
      ->allow_extra_args(false);
  app.add_flag("--debuginfod", request.debuginfod.is_wanted,
               "fetch missing debug files from DEBUGINFOD_URLS")
      ->group("Symbols");
  app.add_flag("--no-cache", invocation.no_cache, "do not keep or use names found before")
      ->group("Symbols");
}

void add_output_options(CLI::App& app, Command command, Words& words, Invocation& invocation) {
  if (command != Command::kWatch && command != Command::kShell) {
    app.add_option("-o,--output", invocation.output, "write to FILE, whole or not at all")
        ->type_name("FILE")
        ->group("Output");
  }
  app.add_option("--unit", words.unit, "auto, B, KiB, MiB or GiB")
      ->type_name("UNIT")
      ->group("Output");
  app.add_flag("--quiet", invocation.quiet, "no notes and warnings on stderr")->group("Output");
}

void add_rows(CLI::App& app, Words& words, const char* standard) {
  app.add_option("-n", words.rows, fmt::format("rows, 0: all [{}]", standard))
      ->type_name("ROWS")
      ->group("Output");
}

void add_least(CLI::App& app, Words& words, const char* standard) {
  app.add_option("--min", words.min, fmt::format("leave out what holds less [{}]", standard))
      ->type_name("PERCENT")
      ->group("Choice");
}

void add_flame_options(CLI::App& app, Words& words, Request& request) {
  app.add_flag("--reverse", words.bottom_up, "from the allocations to their callers")
      ->group("Output");
  app.add_option("--layout", words.layout, "icicle (main above) or flame (main below)")
      ->type_name("LAYOUT")
      ->group("Output");
  app.add_option("--color-by", words.color_by,
                 "module, language, self or total; with --base self\nand total are changes "
                 "[module; with --base total]")
      ->type_name("WHAT")
      ->group("Output");
  app.add_option("--sort", words.child_order, "size or name [size]")
      ->type_name("BY")
      ->group("Output");
  app.add_flag("--fold-recursion", request.flame.folds_recursion,
               "draw what a function calls by way of itself once")
      ->group("Output");
  app.add_flag("--snapshots", request.flame.shows_snapshots,
               "all dumps of a process, at most 24, to switch between")
      ->group("Values");
  app.add_flag("--all", request.series.keeps_all,
               "with --snapshots, also children and emptied final dumps")
      ->group("Values");
}

void add_graph_options(CLI::App& app, Words& words) {
  app.add_option("-n", words.rows, "functions, 0: all [80]")->type_name("COUNT")->group("Output");
  app.add_option("--format", words.format,
                 "svg, pdf, ps, eps, png, gif, or dot, for graphviz [as -o FILE ends, or svg]")
      ->type_name("FORMAT")
      ->group("Output");
  app.add_option("--min", words.min, "leave out functions that hold less, with callees [0.5%]")
      ->type_name("PERCENT")
      ->group("Choice");
  app.add_option("--min-edge", words.min_edge, "leave out calls through which less came [0.1%]")
      ->type_name("PERCENT")
      ->group("Choice");
}

void add_table_options(CLI::App& app, Command command, Words& words) {
  const bool has_gates = command == Command::kDiff || command == Command::kTrend;
  app.add_option("--format", words.format,
                 has_gates ? "text, json, csv or markdown; of the gates\njunit, sarif or github "
                             "[as -o FILE ends, or text]"
                           : "text, json, csv or markdown\n[as -o FILE ends, or text]")
      ->type_name("FORMAT")
      ->group("Output");
  app.add_option("--color", words.color, "auto, always or never")
      ->type_name("WHEN")
      ->group("Output");
}

void add_name_options(CLI::App& app, Command command, Request& request) {
  Comparison& comparison = request.comparison;
  app.add_flag("--strip-templates", comparison.strip_templates,
               "compare without template arguments")
      ->group("Names in comparisons");
  app.add_option("--map", comparison.name_rules, "rename before comparing: s/PATTERN/REPLACEMENT/")
      ->type_name("RULE")
      ->allow_extra_args(false)
      ->group("Names in comparisons");
  app.add_option("--map-file", comparison.name_rule_files, "file of such rules, one a line")
      ->type_name("FILE")
      ->allow_extra_args(false)
      ->group("Names in comparisons");
  if (command != Command::kDiff && command != Command::kTrend) return;
  app.add_flag("--list-merged", comparison.list_merged, "list the names that were put together")
      ->group("Names in comparisons");
}

void add_gate_options(CLI::App& app, Command command, Words& words, Request& request) {
  Comparison& comparison = request.comparison;
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    app.add_option(name, target, help)->type_name(type)->allow_extra_args(false)->group("Gates");
  };
  add("--fail-on", words.fail_on, "GATE",
      command == Command::kTrend ? "exit 1 when broken: total>5%, grown>8MiB, new>1MiB,\n"
                                   "stack>1MiB, function:REGEX>1MiB, leak-suspects>0"
                                 : "exit 1 when broken: total>5%, grown>8MiB, new>1MiB,\n"
                                   "stack>1MiB, function:REGEX>1MiB");
  add("--budget", comparison.budget_files, "FILE", "gates and accepted growth, with reasons");
  add("--suppressions", comparison.suppression_files, "FILE",
      "stacks to leave out, in LeakSanitizer's syntax");
  app.add_flag("--ignore-noise", comparison.ignore_noise,
               "let changes within the sampling error break gates")
      ->group("Gates");
}

void add_series_options(CLI::App& app, Words& words, Request& request) {
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    app.add_option(name, target, help)->type_name(type)->group("Series");
  };
  add("--skip-warmup", words.skip_warmup, "N|N%", "leave out the first dumps");
  add("--last", words.last, "N", "only the last dumps");
  add("--every", words.every, "N", "only every n-th dump");
  add("--axis", words.axis, "AXIS", "sequence, time (of the files) or allocated [sequence]");
  add("--limit", words.limit, "BYTES", "tell when the total reaches this, as 2GiB");
  app.add_flag("--newest", request.series.newest_only, "only the process that wrote last")
      ->group("Series");
  app.add_flag("--all", request.series.keeps_all, "also children and emptied final dumps")
      ->group("Series");
}

void add_comparison_options(CLI::App& app, Words& words, Request& request) {
  Comparison& comparison = request.comparison;
  const auto add = [&](const char* name, auto& target, const char* type, const char* help) {
    return app.add_option(name, target, help)->type_name(type)->group("Comparison");
  };
  add("--base", comparison.base, "DUMP", "show what changed since this dump")
      ->allow_extra_args(false);
  add("--base-program", comparison.base_names.program, "FILE", "the base's executable");
  add("--base-sysroot", comparison.base_names.sysroot, "DIR", "folder of the base's files");
  add("--base-symbols", comparison.base_names.symbol_dirs, "DIR",
      "folder of the base's debug files")
      ->allow_extra_args(false);
  add("--assume", words.assume, "WHAT",
      "same-process or independent: how sampling errors\nhang together [told from the dumps]");
  app.add_flag("--normalize", comparison.equal_totals, "scale both sides to equal totals")
      ->group("Comparison");
  app.add_flag("--drop-negative", comparison.drop_negative, "leave out what shrank")
      ->group("Comparison");
}

void add_source_options(CLI::App& app, Request& request) {
  app.add_option("--source-root", request.source.roots,
                 "folder of source files, found by the ends of their paths")
      ->type_name("DIR")
      ->allow_extra_args(false)
      ->group("Source");
  app.add_flag("--source-where-built", request.source.where_built,
               "read source files where the debug information\nsays they were built")
      ->group("Source");
}

void add_list_options(CLI::App& app, Words& words, Request& request) {
  app.add_option("REGEX", request.function_pattern, "which functions")->type_name("")->required();
  add_source_options(app, request);
  app.add_option("-n", words.rows, "functions, 0: all [10; JSON and CSV all]")
      ->type_name("COUNT")
      ->group("Output");
}

void add_watch_options(CLI::App& app, Words& words, Request& request) {
  add_rows(app, words, "3 functions a line");
  app.add_option("--interval", words.interval, "how often to look for new dumps [2s]")
      ->type_name("TIME")
      ->group("Series");
  app.add_flag("--once", request.series.once, "report the newest dump and stop: for cron")
      ->group("Series");
}

void add_top_options(CLI::App& app, Words& words) {
  app.add_option("--sort", words.sort, "self, cum or name [self]")
      ->type_name("BY")
      ->group("Output");
  app.add_flag("--cum", words.cumulative, "the same as --sort cum")->group("Output");
  add_rows(app, words, "25; JSON and CSV all");
  add_least(app, words, "0%");
}

void add_redact_options(CLI::App& app, Request& request) {
  app.add_flag("--redact", request.redact.is_wanted,
               "hide names, paths, lines and addresses: f1, m1.so, ...")
      ->group("Output");
  app.add_option("--keep", request.redact.keep, "with --redact, functions that keep their names")
      ->type_name("REGEX")
      ->allow_extra_args(false)
      ->group("Output");
}

void add_export_options(CLI::App& app, Words& words, Request& request) {
  app.add_option("--to", words.to,
                 "folded, callgrind, pprof, speedscope, dot, json, jsonl or\n"
                 "raw: a dump with its names, as symbolize\n"
                 "[as -o FILE ends: .pb.gz, .folded, ...]")
      ->type_name("FORMAT")
      ->group("Output");
  add_redact_options(app, request);
}

void add_rule_option(CLI::App& app, Words& words) {
  app.add_option("--rule,--merge", words.rule,
                 "of the snapshots of one process: last, mean, max or sum\n"
                 "[last]; different processes are added up")
      ->type_name("RULE")
      ->group("Values");
}

void add_command_options(CLI::App& app, Command command, Words& words, Request& request) {
  switch (command) {
    case Command::kDiff:
      add_rows(app, words, "25; JSON and CSV all");
      app.add_flag("--cum", words.cumulative, "functions with what they call")->group("Output");
      add_gate_options(app, command, words, request);
      break;
    case Command::kTrend:
      add_rows(app, words, "15; JSON and CSV all");
      add_series_options(app, words, request);
      add_gate_options(app, command, words, request);
      break;
    case Command::kWatch: add_watch_options(app, words, request); break;
    case Command::kMerge: add_rule_option(app, words); break;
    case Command::kShell:
      add_top_options(app, words);
      add_source_options(app, request);
      break;
    case Command::kTop: add_top_options(app, words); break;
    case Command::kTree:
      app.add_flag("--bottom-up", words.bottom_up, "from the allocations to their callers")
          ->group("Output");
      add_rows(app, words, "60; JSON and CSV all");
      add_least(app, words, "0.5%");
      break;
    case Command::kFlame: add_flame_options(app, words, request); break;
    case Command::kGraph: add_graph_options(app, words); break;
    case Command::kReport:
      add_rows(app, words, "200");
      add_series_options(app, words, request);
      add_source_options(app, request);
      break;
    case Command::kExport: add_export_options(app, words, request); break;
    case Command::kSymbolize:
      app.add_flag("--no-inlines", words.no_inlines, "no names of inlined functions")
          ->group("Frames");
      add_redact_options(app, request);
      break;
    case Command::kPeek:
      app.add_option("REGEX", request.function_pattern, "which functions")
          ->type_name("")
          ->required();
      break;
    case Command::kList:
    case Command::kDisasm: add_list_options(app, words, request); break;
    case Command::kTraces: add_rows(app, words, "10; JSON and CSV all"); break;
    case Command::kRecord:         // its options: cli/record
    case Command::kDump:           // its options: cli/dump
    case Command::kJeprof: break;  // its options: cli/jeprof
    case Command::kSymbols:
      app.add_option("--fail-below", words.fail_below,
                     "exit 1 when a smaller share of the live bytes is named")
          ->type_name("PERCENT")
          ->group("Output");
      break;
    case Command::kInfo: break;
  }
}

const char* inputs_help(Command command) {
  if (command == Command::kDiff) return "[PROGRAM] BASE NEW: two dumps, or folders of them";
  if (command == Command::kReport) {
    return "[PROGRAM] and a dump; BASE NEW, two of them;\nor a series: a folder, or more dumps";
  }
  if (command == Command::kTrend || command == Command::kWatch) {
    return "[PROGRAM] and dumps: files, folders, - for stdin";
  }
  return "[PROGRAM] and dumps: files, folders, - for stdin,\nhttp:// and https:// URLs";
}

// The groups of options that a command has.
struct Groups {
  bool values = true;      // which metric
  bool merge = true;       // of snapshots
  bool by = true;          // granularity
  bool frames = true;      // and the choice of stacks
  bool comparison = true;  // --base
  bool names = true;       // renaming
  bool table = true;       // format, colour
};

Groups groups_of(Command command) {
  Groups groups;
  const bool inspects = command == Command::kInfo || command == Command::kSymbols;
  const bool follows = command == Command::kTrend || command == Command::kWatch;
  const bool merges = command == Command::kMerge;
  const bool names_only = command == Command::kSymbolize;
  groups.values = groups.frames = !inspects && !names_only;
  groups.values &= !merges;
  const bool lists = command == Command::kList || command == Command::kDisasm;
  groups.by = groups.values && !lists;
  groups.merge = groups.values && !follows;
  groups.comparison = groups.merge && command != Command::kDisasm;
  groups.names = groups.comparison || command == Command::kTrend;
  groups.table = command != Command::kFlame && command != Command::kGraph &&
                 command != Command::kReport && command != Command::kExport && !merges &&
                 !names_only && command != Command::kWatch;
  return groups;
}

}  // namespace

void add_options(CLI::App& app, const CommandHelp& command, Words& words, Invocation& invocation) {
  Request& request = invocation.request;
  const Groups groups = groups_of(command.command);
  add_command_options(app, command.command, words, request);
  app.add_option("DUMP", request.inputs, inputs_help(command.command))->type_name("")->required();
  if (groups.values) add_value_options(app, words);
  if (groups.merge) add_merge_option(app, words);
  if (groups.by) add_by_option(app, command.command, words);
  if (groups.frames) {
    add_frame_options(app, words, request);
    add_choice_options(app, request);
  }
  if (groups.comparison) add_comparison_options(app, words, request);
  if (groups.names) add_name_options(app, command.command, request);
  add_symbol_options(app, words, invocation);
  if (command.command != Command::kTrend && command.command != Command::kWatch) {
    add_remote_options(app, words, request);
  }
  add_output_options(app, command.command, words, invocation);
  if (groups.table) add_table_options(app, command.command, words);
}

}  // namespace jescope
