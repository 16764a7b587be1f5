// SPDX-License-Identifier: Apache-2.0
//
// The process around the program: its arguments, terminal and exit status.
#include <sys/ioctl.h>
#include <unistd.h>

#include <cstdlib>
#include <exception>
#include <new>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "jescope/base/output_file.h"

namespace {

jescope::Surroundings look_around() {
  jescope::Surroundings surroundings;
  surroundings.output_is_terminal = isatty(STDOUT_FILENO) == 1;
  winsize window = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) surroundings.terminal_columns = window.ws_col;
  const char* const no_color = std::getenv("NO_COLOR");
  surroundings.no_color = no_color != nullptr && *no_color != '\0';
  return surroundings;
}

int run(const std::vector<std::string>& arguments) {
  const jescope::Outcome outcome = jescope::run_command_line(arguments, look_around());
  (void)jescope::write_all(STDERR_FILENO, outcome.errors, "standard error");
  const auto written = jescope::write_all(STDOUT_FILENO, outcome.output, "standard output");
  if (written.ok()) return outcome.exit_status;
  const std::string message = "jescope: standard output: " + written.error().message + "\n";
  (void)jescope::write_all(STDERR_FILENO, message, "standard error");
  return 4;
}

}  // namespace

int main(int argc, char** argv) {
  try {
    return run({argv + 1, argv + argc});
  } catch (const std::bad_alloc&) {
    const std::string message =
        "jescope: memory: expected enough for this input, got none from the system\n";
    (void)jescope::write_all(STDERR_FILENO, message, "standard error");
    return jescope::kUnreadableInput;
  } catch (const std::exception& error) {
    const std::string message =
        std::string("jescope: internal error: ") + error.what() + "; please report it\n";
    (void)jescope::write_all(STDERR_FILENO, message, "standard error");
    return jescope::kInternalError;
  }
}
