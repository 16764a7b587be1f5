// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_command.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/messages.h"
#include "cli/record/print_library.h"
#include "cli/record/record_checks.h"
#include "cli/record/record_options.h"
#include "cli/record/record_report.h"
#include "cli/record/record_words.h"
#include "jescope/base/diagnostics.h"
#include "jescope/base/shell_word.h"
#include "jescope/record/placed_library.h"
#include "jescope/record/program_file.h"

namespace jescope {
namespace {

constexpr int kNotFound = 127;
constexpr int kNotRunnable = 126;

Outcome failure(const Error& error) {
  return {exit_status(error.code), "", describe(error)};
}

Outcome not_found(const std::string& name, bool is_forbidden) {
  const bool is_path = name.find('/') != std::string::npos;
  const char* const found = is_forbidden ? "a file that may not be run"
                            : is_path    ? "no such file"
                                         : "none of that name in PATH";
  const std::string what = fmt::format("expected a program, got {}", found);
  return {is_forbidden ? kNotRunnable : kNotFound, "", message(name, what, {})};
}

// As a shell's, whose kernel says "not found" of the script itself.
Outcome not_found_behind(const std::string& script, const std::string& program) {
  const std::string what =
      fmt::format("expected a script whose program is there, got one for {}", program);
  return {kNotFound, "", message(script, what, {})};
}

// Short-lived folders first; /run and that of the user's session are often private.
std::vector<std::string> library_folders(const std::vector<std::string>& environment) {
  std::vector<std::string> folders;
  const auto add = [&](std::string folder) {
    if (!folder.empty()) folders.push_back(std::move(folder));
  };
  add(variable_of(environment, "TMPDIR"));
  add("/tmp");
  add("/dev/shm");
  add("/var/tmp");
  add(variable_of(environment, "XDG_RUNTIME_DIR"));
  return folders;
}

CommandToRun command_to_run(const RecordInvocation& invocation, const std::string& path,
                            bool needs_shell) {
  CommandToRun command{path, invocation.command, {}};
  if (!needs_shell) return command;
  command.path = "/bin/sh";
  command.arguments.front() = path;
  command.arguments.insert(command.arguments.begin(), "/bin/sh");
  return command;
}

void tell(const std::string& text, bool quiet, const Surroundings& surroundings) {
  if (!quiet && !text.empty() && surroundings.complain) surroundings.complain(text);
}

std::string describe_all(const Diagnostics& diagnostics) {
  std::string text;
  for (const Diagnostic& diagnostic : diagnostics.list()) text += describe(diagnostic);
  return text;
}

// The table is for the terminal behind standard error.
Surroundings for_standard_error(Surroundings surroundings) {
  const ProgressTerminal& terminal = surroundings.progress_terminal;
  surroundings.output_is_terminal = static_cast<bool>(terminal.draw);
  surroundings.terminal_columns = terminal.columns ? terminal.columns() : 0;
  return surroundings;
}

std::string words_of_output(const RecordInvocation& invocation, const NewDump& dump,
                            bool is_written) {
  const std::string& output = invocation.output;
  if (output.empty() || output == "-") return {};
  if (!is_written) {
    return message(output, "expected to write a report, got none; the dumps are there",
                   fmt::format("jescope {} {} -o {}", report_command(output), shell_word(dump.path),
                               shell_word(output)));
  }
  return invocation.quiet ? std::string() : message("", "wrote " + output, {});
}

// Shows what was recorded; its failure is the run's only where the program had none.
Outcome show(const RecordInvocation& invocation, const RecordedRun& run,
             const Surroundings& surroundings) {
  Outcome outcome;
  outcome.exit_status = exit_status_of(run.end);
  if (!invocation.quiet) outcome.errors = words_of(run);
  const bool has_table = !invocation.quiet && !is_without_samples(run);
  if (run.dumps.empty() || (!has_table && invocation.output.empty())) return outcome;
  const std::vector<NewDump> dumps = shown_dumps(run);
  std::vector<std::string> arguments = report_arguments(invocation.output, dumps, invocation.rows);
  if (invocation.quiet) arguments.insert(arguments.begin() + 1, "--quiet");
  const bool prints = invocation.output == "-";
  const Outcome shown =
      run_command_line(arguments, prints ? surroundings : for_standard_error(surroundings));
  outcome.errors += shown.errors;
  if (!prints && !shown.output.empty()) outcome.errors += "\n" + shown.output;
  outcome.errors += words_of_output(invocation, dumps.back(), shown.exit_status == 0);
  if (prints) outcome.output = shown.output;
  if (outcome.exit_status == 0) outcome.exit_status = shown.exit_status;
  return outcome;
}

// Runs the program. When it returns, nothing is left of the library but where somebody
// still needs it: a report that is stopped leaves nothing behind.
RecordedRun run_with(PlacedLibrary placed, const RecordInvocation& invocation, CommandToRun command,
                     const std::string& prefix, const Surroundings& surroundings) {
  command.environment = recording_environment(
      surroundings.environment, {placed.path(), setting_text(invocation.setting), prefix});
  const NewDumps dumps(invocation.prefix);
  RecordedRun run;
  run.end = run_command(command);
  if (run.end.start_error != 0) return run;
  run.program = invocation.command.front();
  run.prefix = invocation.prefix;
  run.setting = invocation.setting;
  run.dumps = dumps.appeared();
  run.still_running = processes_with(placed.path());
  if (!run.still_running.empty() && !placed.is_in_memory()) {
    run.recorder_path = placed.path();
    placed.keep();
  }
  return run;
}

Outcome run(const RecordInvocation& invocation, const CommandToRun& command, PlacedLibrary library,
            const std::string& prefix, const Surroundings& surroundings) {
  const RecordedRun run = run_with(std::move(library), invocation, command, prefix, surroundings);
  if (run.end.start_error != 0) {
    return {exit_status_of(run.end), "", words_of_start_error(command.path, run.end.start_error)};
  }
  return show(invocation, run, surroundings);
}

}  // namespace

Outcome run_record(std::span<const std::string> arguments, const Surroundings& surroundings) {
  const Result<RecordInvocation> invocation = parse_record_arguments(arguments);
  if (!invocation.ok()) return failure(invocation.error());
  if (!invocation->help.empty()) return {0, invocation->help, ""};
  if (!invocation->written_file.empty()) return print_library(*invocation);

  const std::string search_path = variable_of(surroundings.environment, "PATH");
  const FoundProgram found = find_program(invocation->command.front(), search_path);
  if (found.path.empty()) return not_found(invocation->command.front(), found.is_forbidden);
  Diagnostics diagnostics;
  const Result<ProgramFile> program = check_program(found.path, search_path, diagnostics);
  if (!program.ok()) return failure(program.error());
  if (!program->missing_program.empty()) {
    return not_found_behind(found.path, program->missing_program);
  }
  const Result<std::string> prefix = absolute_prefix(invocation->prefix);
  if (!prefix.ok()) return failure(prefix.error());
  if (const auto error = check_output(invocation->output)) return failure(*error);
  const Result<std::string> bytes = library_bytes(invocation->recorder_path, program->architecture);
  if (!bytes.ok()) return failure(bytes.error());
  const std::vector<std::string> folders = library_folders(surroundings.environment);
  remove_left_folders(folders);
  Result<PlacedLibrary> library = PlacedLibrary::place(*bytes, folders);
  if (!library.ok()) return failure(library.error());
  // From here on nothing but the start itself can fail before the program runs.
  tell(describe_all(diagnostics), invocation->quiet, surroundings);
  return run(*invocation, command_to_run(*invocation, found.path, program->needs_shell),
             *std::move(library), *prefix, surroundings);
}

}  // namespace jescope
