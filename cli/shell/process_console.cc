// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/process_console.h"

#include <poll.h>
#include <sys/ioctl.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <utility>

#include "cli/editor/line_editor.h"
#include "cli/shell/completion.h"
#include "cli/shell/temporary_answer.h"
#include "cli/shell/viewer_process.h"
#include "jescope/base/output_file.h"

namespace jescope {
namespace {

volatile std::sig_atomic_t interrupts = 0;

// A second one means that the first has not helped.
void count_interrupt(int signal) {
  if (interrupts != 0) {
    ::signal(signal, SIG_DFL);
    ::raise(signal);
  }
  interrupts = 1;
}

void count_interrupts() {
  struct sigaction action = {};
  action.sa_handler = count_interrupt;  // without SA_RESTART: writing stops
  ::sigaction(SIGINT, &action, nullptr);
}

std::string variable(const char* name) {
  const char* const value = std::getenv(name);
  return value == nullptr ? std::string() : std::string(value);
}

std::string temporary_folder() {
  const std::string folder = variable("TMPDIR");
  return folder.starts_with('/') ? folder : "/tmp";
}

std::vector<std::string> viewer_command(const Viewing& viewing, const std::string& path) {
  switch (viewing.viewer) {
    case Viewer::kKcachegrind: return {"kcachegrind", path};
    case Viewer::kEvince: return {"evince", path};
    case Viewer::kGv:
      if (viewing.scale == 0) return {"gv", path};
      return {"gv", "--scale=" + std::to_string(viewing.scale), path};
    default: return browser_command(variable("BROWSER"), path);
  }
}

// Lines of a script, read in blocks.
class LinesOfInput {
 public:
  std::optional<std::string> next() {
    size_t end = bytes_.find('\n', at_);
    while (end == std::string::npos) {
      const size_t seen = bytes_.size() - at_;
      if (!read_more()) return last();
      end = bytes_.find('\n', at_ + seen);
    }
    std::string line = bytes_.substr(at_, end - at_);
    at_ = end + 1;
    return line;
  }

 private:
  bool read_more() {
    bytes_.erase(0, at_);
    at_ = 0;
    std::array<char, 4096> block = {};
    ssize_t count = -1;
    do {
      count = ::read(STDIN_FILENO, block.data(), block.size());
    } while (count < 0 && errno == EINTR && interrupts == 0);
    if (count < 0 && interrupts != 0) {
      // Ctrl-C drops what was typed on a terminal without editing.
      bytes_ = "\n";
      return true;
    }
    if (count > 0) bytes_.append(block.data(), static_cast<size_t>(count));
    return count > 0;
  }

  std::optional<std::string> last() {
    if (at_ == bytes_.size()) return std::nullopt;
    return bytes_.substr(std::exchange(at_, bytes_.size()));
  }

  std::string bytes_;
  size_t at_ = 0;
};

class ProcessConsole : public ShellConsole {
 public:
  explicit ProcessConsole(std::string history_file)
      : history_file_(std::move(history_file)),
        is_interactive_(::isatty(STDIN_FILENO) == 1 && ::isatty(STDERR_FILENO) == 1) {}

  bool is_interactive() const override { return is_interactive_; }

  size_t columns() const override {
    winsize window = {};
    return ::ioctl(STDOUT_FILENO, TIOCGWINSZ, &window) == 0 ? window.ws_col : 0;
  }

  void complete_from(std::vector<std::string> function_names) override {
    if (!is_interactive_) return;
    count_interrupts();
    const auto completer = [names = std::move(function_names)](std::string_view line) {
      return complete(line, names);
    };
    editor_ = open_line_editor(completer, HistoryFile(history_file_));
  }

  std::optional<std::string> read_line(std::string_view prompt) override {
    interrupts = 0;
    if (editor_) return editor_->read_line(prompt);
    complain(prompt);
    return lines_.next();
  }

  // In pieces, so that an interrupt is seen soon.
  bool print(std::string_view text) override {
    constexpr size_t kPiece = 4096;
    while (!text.empty() && interrupts == 0) {
      const ssize_t count = ::write(STDOUT_FILENO, text.data(), std::min(text.size(), kPiece));
      if (count < 0 && errno != EINTR && !waits_for_output()) return false;
      if (count > 0) text.remove_prefix(static_cast<size_t>(count));
    }
    if (interrupts != 0) complain("\n");
    return true;
  }

  void complain(std::string_view text) override {
    (void)write_all(STDERR_FILENO, text, "standard error");
  }

  Result<std::string> open_in_viewer(const Viewing& viewing, std::string_view answer) override {
    Result<std::string> path = write_temporary(temporary_folder(), viewing.ending, answer);
    if (!path.ok()) return path;
    const Result<Done> started = start_apart(viewer_command(viewing, *path));
    if (started.ok()) return path;
    Error error = started.error();
    error.hint = *path + " holds the answer";
    return error;
  }

 private:
  // A terminal that another program has made non-blocking.
  static bool waits_for_output() {
    if (errno != EAGAIN) return false;
    pollfd output = {STDOUT_FILENO, POLLOUT, 0};
    (void)::poll(&output, 1, 100);
    return true;
  }

  const std::string history_file_;
  const bool is_interactive_;
  std::unique_ptr<LineEditor> editor_;  // null: none is needed, or none can be had
  LinesOfInput lines_;
};

}  // namespace

std::unique_ptr<ShellConsole> open_process_console(std::string history_file) {
  return std::make_unique<ProcessConsole>(std::move(history_file));
}

}  // namespace jescope
