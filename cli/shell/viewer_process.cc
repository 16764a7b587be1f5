// SPDX-License-Identifier: Apache-2.0
//
//   shell ──fork──▶ child ──fork──▶ viewer       errno of exec, or nothing,
//     ▲                │ exits at once  │        comes back through a pipe
//     └────────────────┴───── pipe ─────┘
#include "cli/shell/viewer_process.h"

#include <fcntl.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <string_view>

#include "jescope/base/system_error.h"

namespace jescope {
namespace {

void replace_all(std::string& text, std::string_view what, std::string_view with) {
  for (size_t at = text.find(what); at != std::string::npos;
       at = text.find(what, at + with.size())) {
    text.replace(at, what.size(), with);
  }
}

// Nothing of the viewer's may appear on the terminal, or read from it.
void leave_terminal() {
  ::setsid();
  sigset_t none;
  sigemptyset(&none);
  ::sigprocmask(SIG_SETMASK, &none, nullptr);
  const int nowhere = ::open("/dev/null", O_RDWR);
  for (const int descriptor : {STDIN_FILENO, STDOUT_FILENO, STDERR_FILENO}) {
    if (nowhere >= 0) ::dup2(nowhere, descriptor);
  }
}

// Returns only where the program cannot be started, with errno.
int execute(const std::vector<std::string>& command) {
  std::vector<char*> words;
  for (const std::string& word : command) words.push_back(const_cast<char*>(word.c_str()));
  words.push_back(nullptr);
  ::execvp(words.front(), words.data());
  return errno;
}

// In the child: starts the grandchild, whom nobody has to wait for.
[[noreturn]] void start_grandchild(const std::vector<std::string>& command, int told) {
  const pid_t process = ::fork();
  int reason = process < 0 ? errno : 0;
  if (process == 0) {
    leave_terminal();
    reason = execute(command);
  }
  if (reason != 0) (void)!::write(told, &reason, sizeof reason);
  ::_exit(0);
}

}  // namespace

std::vector<std::string> browser_command(const std::string& browser, const std::string& path) {
  const std::string first = browser.substr(0, browser.find(':'));
  std::vector<std::string> words;
  size_t at = first.find_first_not_of(' ');
  while (at != std::string::npos) {
    const size_t end = first.find(' ', at);
    words.push_back(first.substr(at, end == std::string::npos ? end : end - at));
    at = end == std::string::npos ? end : first.find_first_not_of(' ', end);
  }
  if (words.empty()) words.emplace_back("xdg-open");
  bool has_path = false;
  for (std::string& word : words) {
    has_path |= word.find("%s") != std::string::npos;
    replace_all(word, "%s", path);
  }
  if (!has_path) words.push_back(path);
  return words;
}

Result<Done> start_apart(const std::vector<std::string>& command) {
  std::array<int, 2> told = {};
  if (::pipe2(told.data(), O_CLOEXEC) != 0) {
    return system_error(ErrorCode::kUnwritable, command.front(), "a pipe");
  }
  const pid_t process = ::fork();
  if (process == 0) start_grandchild(command, told[1]);
  const int fork_error = errno;
  ::close(told[1]);
  int reason = process < 0 ? fork_error : 0;
  if (process > 0) {
    (void)!::read(told[0], &reason, sizeof reason);
    while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
    }
  }
  ::close(told[0]);
  if (reason == 0) return Done();
  errno = reason;
  return system_error(ErrorCode::kUnwritable, command.front(), "a program that starts");
}

}  // namespace jescope
