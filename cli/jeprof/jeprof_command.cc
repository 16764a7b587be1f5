// SPDX-License-Identifier: Apache-2.0
#include "cli/jeprof/jeprof_command.h"

#include <fmt/format.h>

#include <optional>
#include <utility>

#include "cli/jeprof/jeprof_options.h"
#include "cli/messages.h"
#include "cli/progress_display.h"
#include "cli/shell/run_shell.h"
#include "jescope/base/printable.h"
#include "jescope/pipeline/run.h"

namespace jescope {
namespace {

constexpr int kFailed = 1;

Outcome failure(const Error& error, std::string errors_so_far) {
  return {kFailed, "", std::move(errors_so_far) + describe(error)};
}

// What jeprof says before it works; people's scripts look for it.
std::string preamble(const JeprofInvocation& invocation, const Surroundings& surroundings) {
  std::string text;
  for (const std::string& file : invocation.local_files) {
    text += fmt::format("Using local file {}.\n", printable_text(file));
  }
  for (const std::string& note : invocation.notes) text += message("", note, "");
  if (!surroundings.jeprof_tools.empty()) {
    text += message("", "JEPROF_TOOLS: no other program is needed", "");
  }
  return text;
}

Viewing viewing_of(const JeprofInvocation& invocation) {
  switch (invocation.then) {
    case JeprofThen::kGv: return {Viewer::kGv, ".ps", invocation.scale};
    case JeprofThen::kEvince: return {Viewer::kEvince, ".pdf"};
    default: return {Viewer::kBrowser, ".svg"};
  }
}

// Shows the picture in the program that the user asked for by its name.
Outcome show(const JeprofInvocation& invocation, std::string_view picture, std::string errors,
             const Surroundings& surroundings) {
  if (surroundings.shell_console == nullptr) {
    return failure({ErrorCode::kUsage, "--web", "expected a terminal's session, got none", {}},
                   std::move(errors));
  }
  const Result<std::string> path =
      surroundings.shell_console->open_in_viewer(viewing_of(invocation), picture);
  if (!path.ok()) return failure(path.error(), std::move(errors));
  return {0, "", std::move(errors) + message("", "wrote " + *path, "")};
}

Outcome interact(Request request, const std::string& preamble, const Surroundings& surroundings) {
  if (surroundings.shell_console == nullptr) {
    return failure({ErrorCode::kUsage, "--interactive", "expected a prompt, got none", {}}, "");
  }
  surroundings.shell_console->complain(preamble);
  request.jeprof->each_thread = false;
  // Its thread ends with it: at a prompt there is one thread, which gets all signals.
  std::optional<ProgressDisplay> progress(std::in_place, surroundings.progress_terminal);
  request.progress = progress->progress();
  const auto loaded = [&] { progress.reset(); };
  const Result<Done> done = run_shell({std::move(request), ShellDialect::kJeprof, false},
                                      *surroundings.shell_console, loaded);
  return done.ok() ? Outcome() : failure(done.error(), "");
}

}  // namespace

Outcome run_jeprof(std::span<const std::string> arguments, const Surroundings& surroundings) {
  Result<JeprofInvocation> invocation = parse_jeprof_arguments(
      arguments, {surroundings.output_is_terminal, surroundings.is_posixly_correct});
  if (!invocation.ok()) return failure(invocation.error(), "");
  if (!invocation->text.empty()) return {0, invocation->text, ""};
  Request& request = invocation->request;
  adapt_to_user(request, surroundings);
  request.tool = "jescope " JESCOPE_VERSION;
  if (const Result<Done> taken = take_urls(request); !taken.ok()) {
    return failure(taken.error(), "");
  }

  if (invocation->then == JeprofThen::kInteract) {
    return interact(std::move(request), preamble(*invocation, surroundings), surroundings);
  }

  Diagnostics diagnostics;
  ProgressDisplay progress(surroundings.progress_terminal);
  request.progress = progress.progress();
  Result<Report> report = run(request, diagnostics);
  std::string errors = preamble(*invocation, surroundings);
  for (const Diagnostic& diagnostic : diagnostics.list()) errors += describe(diagnostic);
  if (!report.ok()) return failure(report.error(), std::move(errors));
  std::string text = whole_text(*std::move(report));
  if (invocation->then != JeprofThen::kPrint) {
    return show(*invocation, text, std::move(errors), surroundings);
  }
  return {0, std::move(text), std::move(errors)};
}

}  // namespace jescope
