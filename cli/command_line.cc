// SPDX-License-Identifier: Apache-2.0
//
// Parses, runs, writes, and turns what happened into words and a status.
#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <optional>
#include <utility>
#include <vector>

#include "cli/commands.h"
#include "cli/dump/dump_command.h"
#include "cli/jeprof/jeprof_command.h"
#include "cli/messages.h"
#include "cli/options.h"
#include "cli/progress_display.h"
#include "cli/record/record_command.h"
#include "cli/shell/run_shell.h"
#include "jescope/base/gzip.h"
#include "jescope/base/output_file.h"
#include "jescope/base/printable.h"
#include "jescope/base/shell_word.h"
#include "jescope/pipeline/run.h"
#include "jescope/pipeline/watch.h"

namespace jescope {
namespace {

Outcome failure(const Error& error, std::string errors_so_far) {
  return {exit_status(error.code), "", std::move(errors_so_far) + describe(error)};
}

bool wants_color(const Invocation& invocation, const Surroundings& surroundings) {
  switch (invocation.color) {
    case ColorChoice::kAlways: return true;
    case ColorChoice::kNever: return false;
    case ColorChoice::kAuto: break;
  }
  return invocation.output.empty() && surroundings.output_is_terminal && !surroundings.no_color;
}

// A picture on a terminal helps nobody.
std::optional<Error> check_output(const Invocation& invocation, const Surroundings& surroundings) {
  const Request& request = invocation.request;
  const bool to_terminal = invocation.output.empty() && surroundings.output_is_terminal;
  if (!to_terminal) return std::nullopt;
  const auto error = [](std::string_view what, const char* hint) {
    return Error{ErrorCode::kUsage, "-o",
                 fmt::format("expected a file for the {}, got a terminal", what), hint};
  };
  if (request.command == Command::kFlame) return error("picture", "jescope flame DUMP -o heap.svg");
  if (request.command == Command::kReport) {
    return error("page", "jescope report DUMP -o report.html");
  }
  const bool is_graph =
      request.command == Command::kGraph && request.graph_format != GraphFormat::kDot;
  if (is_graph) return error("picture", "jescope graph DUMP -o calls.svg");
  if (request.command == Command::kExport && request.export_format == ExportFormat::kPprof) {
    return error("packed profile", "jescope export --to pprof DUMP -o heap.pb.gz");
  }
  return std::nullopt;
}

// Returns an argument as it may be typed again: an option stays one.
std::string typed_word(std::string_view argument) {
  const size_t dashes = std::min(argument.find_first_not_of('-'), argument.size());
  const std::string_view rest = argument.substr(dashes);
  if (dashes > 0 && rest.empty()) return std::string(argument);
  return std::string(dashes, '-') + shell_word(rest);
}

// Returns the command line as a shell takes it; of very long ones the beginning.
std::string typed_command(std::span<const std::string> arguments) {
  constexpr size_t kMostWords = 60;
  std::string text = "jescope";
  for (size_t i = 0; i < std::min(arguments.size(), kMostWords); ++i) {
    const std::string before = i == 0 ? std::string() : arguments[i - 1];
    text += " " + typed_word(without_secrets(arguments[i], before));
  }
  if (arguments.size() <= kMostWords) return text;
  return text + fmt::format("  # and {} more words", arguments.size() - kMostWords);
}

void adapt_to_terminal(Invocation& invocation, const Surroundings& surroundings) {
  TableStyle& style = invocation.request.style;
  style.color = wants_color(invocation, surroundings);
  const bool to_terminal = invocation.output.empty() && surroundings.output_is_terminal;
  style.columns = to_terminal ? surroundings.terminal_columns : 0;
}

// Shows a watch's lines as they come.
class Console : public WatchHost {
 public:
  Console(const Surroundings& surroundings, ProgressDisplay& progress, bool quiet)
      : surroundings_(surroundings), progress_(progress), quiet_(quiet) {}

  bool print(std::string_view line) override {
    progress_.clear();
    return surroundings_.print(printable_text(line) + "\n");
  }
  void tell(const Diagnostic& diagnostic) override {
    if (quiet_) return;
    progress_.clear();
    surroundings_.complain(describe(diagnostic));
  }
  bool wait(double seconds) override { return surroundings_.wait(seconds); }

 private:
  const Surroundings& surroundings_;
  ProgressDisplay& progress_;
  const bool quiet_;
};

ProgressTerminal progress_terminal(const Invocation& invocation, const Surroundings& surroundings) {
  return invocation.quiet ? ProgressTerminal() : surroundings.progress_terminal;
}

Outcome open_shell(Invocation& invocation, const Surroundings& surroundings) {
  if (surroundings.shell_console == nullptr) {
    return failure({ErrorCode::kUsage, "shell", "expected a prompt, got none", {}}, "");
  }
  // Its thread ends with it: at a prompt there is one thread, which gets all signals.
  std::optional<ProgressDisplay> progress(std::in_place,
                                          progress_terminal(invocation, surroundings));
  invocation.request.progress = progress->progress();
  const auto loaded = [&] { progress.reset(); };
  const Result<Done> done =
      run_shell({std::move(invocation.request), invocation.dialect, invocation.quiet},
                *surroundings.shell_console, loaded);
  return done.ok() ? Outcome() : failure(done.error(), "");
}

Outcome run_watch(Invocation& invocation, const Surroundings& surroundings) {
  ProgressDisplay progress(progress_terminal(invocation, surroundings));
  invocation.request.progress = progress.progress();
  Console console(surroundings, progress, invocation.quiet);
  const Result<Done> done = watch(invocation.request, console);
  return done.ok() ? Outcome() : failure(done.error(), "");
}

// Files for other programs are packed when their names say so; pprof's always are.
bool is_packed(const Invocation& invocation) {
  const Request& request = invocation.request;
  const bool is_pprof =
      request.command == Command::kExport && request.export_format == ExportFormat::kPprof;
  const bool converts = request.command == Command::kExport ||
                        request.command == Command::kSymbolize ||
                        request.command == Command::kMerge;
  return converts && !is_pprof && invocation.output.ends_with(".gz");
}

// The pieces of a report one by one; `report` must outlive them.
std::function<std::string()> pieces_of(Report& report, const Invocation& invocation) {
  return [&report, packs = is_packed(invocation), is_first = true]() mutable {
    std::string piece = std::exchange(report.text, {});
    if (piece.empty() && report.more) piece = report.more();
    const bool is_end = piece.empty() && !std::exchange(is_first, false);
    return packs && !is_end ? gzip(piece) : piece;
  };
}

// Returns the answer to "help top".
Outcome help_of(const std::string& name, const Surroundings& surroundings) {
  if (name == "jeprof" || find_command(name) != nullptr) {
    return run_command_line(std::vector<std::string>{name, "--help"}, surroundings);
  }
  return failure({ErrorCode::kUsage, "help", fmt::format("expected a command, got {}", name),
                  "jescope --help lists the commands"},
                 "");
}

}  // namespace

void adapt_to_user(Request& request, const Surroundings& surroundings) {
  request.cache_dir = surroundings.cache_dir;
  request.debuginfod_caches = surroundings.debuginfod_caches;
  request.debuginfod.urls = surroundings.debuginfod_urls;
  request.debuginfod.is_wanted |= surroundings.wants_debuginfod;
  FetchOptions& fetch = request.remote.fetch;
  fetch.agent = "jescope/" JESCOPE_VERSION;
  if (!fetch.ca_file.empty()) return;
  fetch.ca_file = surroundings.ca_file;
  fetch.ca_dir = surroundings.ca_dir;
}

Outcome run_command_line(std::span<const std::string> arguments, const Surroundings& surroundings) {
  if (arguments.size() > 1 && arguments.front() == "help") {
    return help_of(arguments[1], surroundings);
  }
  if (!arguments.empty() && arguments.front() == "jeprof") {
    return run_jeprof(arguments.subspan(1), surroundings);
  }
  if (!arguments.empty() && arguments.front() == "record") {
    return run_record(arguments.subspan(1), surroundings);
  }
  if (!arguments.empty() && arguments.front() == "dump") {
    return run_dump(arguments.subspan(1), surroundings);
  }
  Result<Invocation> invocation = parse_arguments(arguments);
  if (!invocation.ok()) return failure(invocation.error(), "");
  if (!invocation->help.empty()) return {0, invocation->help, ""};
  if (const std::optional<Error> error = check_output(*invocation, surroundings)) {
    return failure(*error, "");
  }
  adapt_to_terminal(*invocation, surroundings);
  adapt_to_user(invocation->request, surroundings);
  if (invocation->no_cache) invocation->request.cache_dir.clear();
  if (const Result<Done> taken = take_urls(invocation->request); !taken.ok()) {
    return failure(taken.error(), "");
  }
  invocation->request.command_line = typed_command(arguments);
  invocation->request.tool = "jescope " JESCOPE_VERSION;
  if (invocation->request.command == Command::kWatch) return run_watch(*invocation, surroundings);
  if (invocation->request.command == Command::kShell) {
    return open_shell(*invocation, surroundings);
  }

  Diagnostics diagnostics;
  ProgressDisplay progress(progress_terminal(*invocation, surroundings));
  invocation->request.progress = progress.progress();
  Result<Report> report = run(invocation->request, diagnostics);
  std::string errors;
  if (!invocation->quiet) {
    for (const Diagnostic& diagnostic : diagnostics.list()) errors += describe(diagnostic);
  }
  if (!report.ok()) return failure(report.error(), std::move(errors));
  int status = 0;
  for (const BrokenGate& broken : report->broken_gates) {
    status = kBrokenGate;
    errors += describe(broken);
  }
  if (invocation->output.empty() || invocation->output == "-") {
    return {status, whole_text(std::move(*report)), std::move(errors)};
  }
  const ProgressPhase phase(progress.progress(), {"writing"});
  const Result<Done> written = write_pieces(invocation->output, pieces_of(*report, *invocation));
  if (!written.ok()) return failure(written.error(), std::move(errors));
  return {status, "", std::move(errors)};
}

}  // namespace jescope
