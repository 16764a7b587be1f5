// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/run_shell.h"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <string>
#include <utility>

#include "cli/messages.h"
#include "cli/shell/jeprof_sums.h"
#include "jescope/base/output_file.h"
#include "jescope/base/printable.h"
#include "jescope/pipeline/session.h"

namespace jescope {
namespace {

class Shell {
 public:
  Shell(const ShellStart& start, const Session& session, ShellConsole& console)
      : session_(session),
        console_(console),
        quiet_(start.quiet),
        settings_{start.request, start.request, start.dialect} {
    // What is told of the work while dumps are read has no place beside a prompt.
    settings_.standard.progress = settings_.now.progress = nullptr;
    settings_.standard.is_at_prompt = settings_.now.is_at_prompt = true;
  }

  Result<Done> run() {
    console_.complete_from(session_.function_names());
    if (speaks()) console_.complain(welcome());
    while (const std::optional<std::string> line = console_.read_line(speaks() ? prompt() : "")) {
      Result<ShellStep> step = read_shell_line(*line, settings_);
      if (!step.ok()) {
        console_.complain(describe(step.error()));
        continue;
      }
      if (step->act == ShellAct::kQuit) break;
      if (!take(*std::move(step))) {
        return Error{ErrorCode::kUnwritable,
                     "standard output",
                     "expected that answers can be written, got an error",
                     {}};
      }
    }
    return Done();
  }

 private:
  bool is_jeprof() const { return settings_.dialect == ShellDialect::kJeprof; }
  // jeprof prompts scripts, too.
  bool speaks() const { return console_.is_interactive() || is_jeprof(); }
  std::string_view prompt() const { return is_jeprof() ? "(jeprof) " : "(jescope) "; }
  std::string_view welcome() const {
    return is_jeprof() ? "Welcome to jeprof!  For help, type 'help'.\n"
                       : "help lists the commands, quit ends\n";
  }

  // Returns false when the answer cannot be written.
  bool take(ShellStep step) {
    switch (step.act) {
      case ShellAct::kSay: return console_.print(step.text);
      case ShellAct::kComplain: console_.complain(step.text); break;
      case ShellAct::kSet: set(std::move(step.request)); break;
      case ShellAct::kAnswer: return answer(std::move(step));
      default: break;
    }
    return true;
  }

  // A mistake in a pattern is told at once, not by every command from then on.
  void set(Request request) {
    const Result<ChoiceSums> sums = session_.sums(request);
    if (sums.ok()) {
      settings_.now = std::move(request);
    } else {
      console_.complain(describe(sums.error()));
    }
  }

  bool answer(ShellStep step) {
    const bool is_printed = step.output.empty() && step.viewer == Viewer::kNone;
    step.request.style.columns = is_printed ? console_.columns() : 0;
    step.request.style.color &= is_printed;
    std::string text;
    if (is_jeprof() && step.tells_sums) {
      tell_ignored(step.request);
      const Result<ChoiceSums> sums = session_.sums(step.request);
      if (sums.ok()) text = jeprof_sums(*sums, step.request);
    }
    Diagnostics diagnostics;
    Result<std::string> report = session_.answer(step.request, diagnostics);
    if (!quiet_) {
      for (const Diagnostic& diagnostic : diagnostics.list()) {
        console_.complain(describe(diagnostic));
      }
    }
    if (!report.ok()) {
      console_.complain(describe(report.error()));
      return true;
    }
    if (is_printed) return console_.print(text + *report);
    if (!text.empty() && !console_.print(text)) return false;
    keep(step, *report);
    return true;
  }

  void tell_ignored(const Request& request) {
    if (request.filters.ignore.empty()) return;
    const std::string pattern = fmt::format("{}", fmt::join(request.filters.ignore, "|"));
    console_.complain(
        fmt::format("Ignoring samples in call stacks that match '{}'\n", printable_text(pattern)));
  }

  // Writes the answer to a file, and shows it there.
  void keep(const ShellStep& step, std::string_view report) {
    std::string path = step.output;
    Result<Done> done = Done();
    if (step.viewer == Viewer::kNone) {
      done = write_file(path, report);
    } else {
      Result<std::string> opened = console_.open_in_viewer({step.viewer, ending_of(step)}, report);
      if (opened.ok()) path = *opened;
      if (!opened.ok()) done = std::move(opened).error();
    }
    console_.complain(done.ok() ? describe_file(path, report.size()) : describe(done.error()));
  }

  static std::string_view ending_of(const ShellStep& step) {
    if (step.viewer == Viewer::kKcachegrind) return ".callgrind";
    if (step.viewer == Viewer::kGv) return ".ps";
    if (step.viewer == Viewer::kEvince) return ".pdf";
    return step.request.is_page ? ".html" : ".svg";
  }

  static std::string describe_file(const std::string& path, size_t bytes) {
    Diagnostic note;
    note.message = fmt::format("wrote {} ({})", path, format_bytes(static_cast<int64_t>(bytes)));
    return describe(note);
  }

  const Session& session_;
  ShellConsole& console_;
  const bool quiet_;
  ShellSettings settings_;
};

// The commands come from there.
bool reads_standard_input(const Request& request) {
  const auto is_input = [](const std::string& name) { return name == "-"; };
  return std::ranges::any_of(request.inputs, is_input) ||
         std::ranges::any_of(request.comparison.base, is_input);
}

}  // namespace

Result<Done> run_shell(const ShellStart& start, ShellConsole& console,
                       const std::function<void()>& loaded) {
  if (reads_standard_input(start.request)) {
    return Error{ErrorCode::kUsage, "-",
                 "expected dumps in files, as commands are read here, got it",
                 "cat > x.heap; jescope shell x.heap"};
  }
  Diagnostics diagnostics;
  const Result<Session> session = Session::open(start.request, diagnostics);
  loaded();
  if (!start.quiet) {
    for (const Diagnostic& diagnostic : diagnostics.list()) console.complain(describe(diagnostic));
  }
  if (!session.ok()) return session.error();
  return Shell(start, *session, console).run();
}

}  // namespace jescope
