// SPDX-License-Identifier: Apache-2.0
//
// The process around the program: its arguments, terminal and exit status.
#include <sys/ioctl.h>
#include <unistd.h>

#include <algorithm>
#include <cmath>
#include <csignal>
#include <cstdlib>
#include <ctime>
#include <exception>
#include <memory>
#include <new>
#include <string>
#include <string_view>
#include <vector>

#include "cli/command_line.h"
#include "cli/shell/process_console.h"
#include "cli/stderr_terminal.h"
#include "jescope/base/output_file.h"

namespace {

// Returns the environment variable; empty: it is not set.
std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

// As the XDG Base Directory Specification says; empty: there is no such folder.
std::string cache_home(const std::string& home) {
  std::string folder = variable("XDG_CACHE_HOME");
  if (folder.starts_with('/')) return folder;
  return home.starts_with('/') ? home + "/.cache" : std::string();
}

// As the same specification says for what a program remembers.
std::string history_file() {
  const std::string folder = variable("XDG_STATE_HOME");
  if (folder.starts_with('/')) return folder + "/jescope/history";
  const std::string home = variable("HOME");
  return home.starts_with('/') ? home + "/.local/state/jescope/history" : std::string();
}

// Where debuginfod-find(1) keeps what it fetched: the first is its present
// choice, the last that of its first versions.
std::vector<std::string> debuginfod_caches(const std::string& cache, const std::string& home) {
  const std::string chosen = variable("DEBUGINFOD_CACHE_PATH");
  if (!chosen.empty()) return {chosen};
  std::vector<std::string> folders;
  if (!cache.empty()) folders.push_back(cache + "/debuginfod_client");
  if (home.starts_with('/')) folders.push_back(home + "/.debuginfod_client_cache");
  return folders;
}

jescope::Surroundings look_around() {
  jescope::Surroundings surroundings;
  surroundings.output_is_terminal = isatty(STDOUT_FILENO) == 1;
  winsize window = {};
  if (ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0) surroundings.terminal_columns = window.ws_col;
  surroundings.progress_terminal = jescope::stderr_terminal();
  surroundings.no_color = !variable("NO_COLOR").empty();
  const std::string home = variable("HOME");
  const std::string cache = cache_home(home);
  if (!cache.empty()) surroundings.cache_dir = cache + "/jescope";
  surroundings.debuginfod_caches = debuginfod_caches(cache, home);
  surroundings.debuginfod_urls = variable("DEBUGINFOD_URLS");
  const std::string wish = variable("JESCOPE_DEBUGINFOD");
  surroundings.wants_debuginfod = !wish.empty() && wish != "0";
  surroundings.is_posixly_correct = std::getenv("POSIXLY_CORRECT") != nullptr;
  surroundings.jeprof_tools = variable("JEPROF_TOOLS");
  surroundings.ca_file = variable("SSL_CERT_FILE");
  surroundings.ca_dir = variable("SSL_CERT_DIR");
  return surroundings;
}

sigset_t ends_of_watch() {
  sigset_t signals;
  sigemptyset(&signals);
  sigaddset(&signals, SIGINT);
  sigaddset(&signals, SIGTERM);
  return signals;
}

// Returns false when the user or the system wants an end.
bool wait(double seconds) {
  const sigset_t signals = ends_of_watch();
  timespec time = {};
  time.tv_sec = static_cast<time_t>(seconds);
  time.tv_nsec = static_cast<long>((seconds - std::floor(seconds)) * 1e9);
  return sigtimedwait(&signals, nullptr, &time) < 0;
}

void add_console(jescope::Surroundings& surroundings) {
  surroundings.print = [](std::string_view text) {
    return jescope::write_all(STDOUT_FILENO, text, "standard output").ok();
  };
  surroundings.complain = [](std::string_view text) {
    (void)jescope::write_all(STDERR_FILENO, text, "standard error");
  };
}

void add_watch(jescope::Surroundings& surroundings) {
  const sigset_t signals = ends_of_watch();
  sigprocmask(SIG_BLOCK, &signals, nullptr);
  surroundings.wait = wait;
}

// What only one command needs to know.
void add_for_command(const std::string& command, jescope::Surroundings& surroundings) {
  if (command == "watch") add_watch(surroundings);
  if (command != "record") return;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    surroundings.environment.emplace_back(*variable);
  }
}

int run(const std::vector<std::string>& arguments) {
  jescope::Surroundings surroundings = look_around();
  add_console(surroundings);
  if (!arguments.empty()) add_for_command(arguments.front(), surroundings);
  const std::unique_ptr<jescope::ShellConsole> console =
      jescope::open_process_console(history_file());
  surroundings.shell_console = console.get();
  const jescope::Outcome outcome = jescope::run_command_line(arguments, surroundings);
  (void)jescope::write_all(STDERR_FILENO, outcome.errors, "standard error");
  const auto written = jescope::write_all(STDOUT_FILENO, outcome.output, "standard output");
  if (written.ok()) return outcome.exit_status;
  const std::string message = "jescope: standard output: " + written.error().message + "\n";
  (void)jescope::write_all(STDERR_FILENO, message, "standard error");
  const bool is_jeprof = !arguments.empty() && arguments.front() == "jeprof";
  return is_jeprof ? 1 : 4;
}

// Called by jeprof's name, as through a symbolic link, the program is jeprof.
std::vector<std::string> arguments_of(int argc, char** argv) {
  std::vector<std::string> arguments(argv + std::min(argc, 1), argv + argc);
  const std::string_view name = argc > 0 ? argv[0] : "";
  const bool is_jeprof = name.substr(name.rfind('/') + 1) == "jeprof";
  if (is_jeprof) arguments.insert(arguments.begin(), "jeprof");
  return arguments;
}

void say_out_of_memory() {
  jescope::erase_progress_line();
  const std::string_view message =
      "jescope: memory: expected enough for this input, got none from the system\n";
  (void)jescope::write_all(STDERR_FILENO, message, "standard error");
}

// Where memory ends while another exception is on its way, there is no catching.
void end_without_memory() {
  try {
    if (const std::exception_ptr error = std::current_exception()) std::rethrow_exception(error);
  } catch (const std::bad_alloc&) {
    say_out_of_memory();
    _exit(jescope::kUnreadableInput);
  } catch (...) {
  }
  std::abort();
}

}  // namespace

int main(int argc, char** argv) {
  std::set_terminate(end_without_memory);
  // A limit on the size of files is an error of writing, not the end.
  std::signal(SIGXFSZ, SIG_IGN);
  try {
    return run(arguments_of(argc, argv));
  } catch (const std::bad_alloc&) {
    say_out_of_memory();
    return jescope::kUnreadableInput;
  } catch (const std::exception& error) {
    const std::string message =
        std::string("jescope: internal error: ") + error.what() + "; please report it\n";
    (void)jescope::write_all(STDERR_FILENO, message, "standard error");
    return jescope::kInternalError;
  }
}
