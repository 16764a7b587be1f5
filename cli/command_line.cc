// SPDX-License-Identifier: Apache-2.0
//
// Parses, runs, writes, and turns what happened into words and a status.
#include "cli/command_line.h"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <utility>

#include "cli/options.h"
#include "cli/progress_display.h"
#include "jescope/base/gzip.h"
#include "jescope/base/output_file.h"
#include "jescope/base/printable.h"
#include "jescope/base/shell_word.h"
#include "jescope/pipeline/run.h"
#include "jescope/pipeline/watch.h"

namespace jescope {
namespace {

int exit_status(ErrorCode code) {
  switch (code) {
    case ErrorCode::kUsage: return 2;
    case ErrorCode::kUnreadable: return kUnreadableInput;
    case ErrorCode::kUnwritable: return 4;
  }
  return kInternalError;
}

std::string message(std::string_view where, std::string_view what, std::string_view hint) {
  // Names in messages come from dumps; none may steer the terminal.
  std::string text = "jescope: ";
  if (!where.empty()) text += printable_text(where) + ": ";
  text += printable_text(what) + '\n';
  if (!hint.empty()) text += "hint: " + printable_text(hint) + '\n';
  return text;
}

std::string describe(const Diagnostic& diagnostic) {
  std::string what = diagnostic.message;
  if (diagnostic.times > 1) what += fmt::format(" (and {} more like this)", diagnostic.times - 1);
  return message(diagnostic.where, what, diagnostic.hint);
}

std::string describe(const BrokenGate& broken) {
  const std::string gate = broken.gate.empty() ? std::string() : broken.gate + ": ";
  return message(broken.where, gate + broken.found, {});
}

Outcome failure(const Error& error, std::string errors_so_far) {
  return {exit_status(error.code), "",
          std::move(errors_so_far) + message(error.where, error.message, error.hint)};
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
      request.command == Command::kGraph && request.graph_format == GraphFormat::kSvg;
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
    text += " " + typed_word(arguments[i]);
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

void adapt_to_user(Invocation& invocation, const Surroundings& surroundings) {
  Request& request = invocation.request;
  if (!invocation.no_cache) request.cache_dir = surroundings.cache_dir;
  request.debuginfod_caches = surroundings.debuginfod_caches;
  request.debuginfod.urls = surroundings.debuginfod_urls;
  request.debuginfod.is_wanted |= surroundings.wants_debuginfod;
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

Outcome run_watch(Invocation& invocation, const Surroundings& surroundings) {
  ProgressDisplay progress(progress_terminal(invocation, surroundings));
  invocation.request.progress = progress.progress();
  Console console(surroundings, progress, invocation.quiet);
  const Result<Done> done = watch(invocation.request, console);
  return done.ok() ? Outcome() : failure(done.error(), "");
}

std::string whole_text(Report report) {
  if (!report.more) return std::move(report.text);
  for (std::string next = report.more(); !next.empty(); next = report.more()) report.text += next;
  return std::move(report.text);
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

}  // namespace

Outcome run_command_line(std::span<const std::string> arguments, const Surroundings& surroundings) {
  Result<Invocation> invocation = parse_arguments(arguments);
  if (!invocation.ok()) return failure(invocation.error(), "");
  if (!invocation->help.empty()) return {0, invocation->help, ""};
  if (const std::optional<Error> error = check_output(*invocation, surroundings)) {
    return failure(*error, "");
  }
  adapt_to_terminal(*invocation, surroundings);
  adapt_to_user(*invocation, surroundings);
  invocation->request.command_line = typed_command(arguments);
  invocation->request.tool = "jescope " JESCOPE_VERSION;
  if (invocation->request.command == Command::kWatch) return run_watch(*invocation, surroundings);

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
