// SPDX-License-Identifier: Apache-2.0
//
// The program without its process: arguments in, output and exit status out.
#pragma once

#include <cstddef>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "cli/progress_display.h"
#include "jescope/pipeline/request.h"

namespace jescope {

class ShellConsole;

// What of its surroundings the program may know.
struct Surroundings {
  bool output_is_terminal = false;
  size_t terminal_columns = 0;  // 0: unknown
  bool no_color = false;        // NO_COLOR is set and not empty (no-color.org)
  std::string cache_dir = {};   // where found names may be kept; empty: nowhere
  // Folders of debuginfod's client, its servers (DEBUGINFOD_URLS), and whether
  // the user lets these be asked always (JESCOPE_DEBUGINFOD=1).
  std::vector<std::string> debuginfod_caches = {};
  std::string debuginfod_urls = {};
  bool wants_debuginfod = false;
  // Certificates of authorities to trust (SSL_CERT_FILE, SSL_CERT_DIR); empty: the system's.
  std::string ca_file = {};
  std::string ca_dir = {};
  // The terminal behind standard error, for a line of progress that is drawn in
  // place; none: there is no such terminal, or it cannot draw in place.
  ProgressTerminal progress_terminal = {};
  // What jeprof's command line knows: POSIXLY_CORRECT, JEPROF_TOOLS.
  bool is_posixly_correct = false;
  std::string jeprof_tools = {};
  // What `watch` needs, and `record` before the program runs: text for standard output and
  // standard error that is shown at once (false: it cannot be written), and waiting for so
  // many seconds; false: the user wants an end.
  std::function<bool(std::string_view)> print = {};
  std::function<void(std::string_view)> complain = {};
  std::function<bool(double)> wait = {};
  // What `record` gives the program, and takes its own folders from: "NAME=value".
  std::vector<std::string> environment = {};
  // What `shell` needs; null: there is no prompt.
  ShellConsole* shell_console = nullptr;
};

struct Outcome {
  int exit_status = 0;
  std::string output;  // for standard output
  std::string errors;  // for standard error
};

// Runs the program with the arguments after its name. Writes no file but the
// one that -o names.
Outcome run_command_line(std::span<const std::string> arguments, const Surroundings& surroundings);

// Tells the request what the user's surroundings say about names.
void adapt_to_user(Request& request, const Surroundings& surroundings);

// The exit status of an answer that misses what the user demanded.
inline constexpr int kBrokenGate = 1;

// The exit status for inputs that cannot be read or are too large.
inline constexpr int kUnreadableInput = 3;

// The exit status of a failure that is none of the user's: EX_SOFTWARE.
inline constexpr int kInternalError = 70;

}  // namespace jescope
