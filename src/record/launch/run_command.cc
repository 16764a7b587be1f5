// SPDX-License-Identifier: Apache-2.0
//
// Signals are blocked and fetched one by one, so none is lost between two steps, and the
// first process of a container, which the system guards from unhandled signals, gets them:
//
//   SIGCHLD            see who ended
//   from the terminal  nothing: the program is in the foreground, too, and got it
//   from somebody      pass it on
#include "jescope/record/run_command.h"

#include <signal.h>
#include <spawn.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <ctime>

namespace jescope {
namespace {

// SIGTSTP and SIGCONT are left alone: a shell stops and continues both together.
constexpr std::array kPassedOn = {SIGINT,  SIGQUIT,  SIGTERM, SIGHUP,  SIGUSR1,
                                  SIGUSR2, SIGWINCH, SIGALRM, SIGPIPE, SIGXCPU};

sigset_t fetched_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : kPassedOn) sigaddset(&signals, signal);
  for (int signal = SIGRTMIN; signal <= SIGRTMAX; ++signal) sigaddset(&signals, signal);
  sigaddset(&signals, SIGCHLD);
  return signals;
}

// While it lives, signals wait to be fetched.
class BlockedSignals {
 public:
  BlockedSignals() : signals_(fetched_signals()) {
    ::sigprocmask(SIG_BLOCK, &signals_, &before_);
    // Ignored, it would have children vanish unseen.
    struct sigaction usual = {};
    usual.sa_handler = SIG_DFL;
    ::sigaction(SIGCHLD, &usual, &child_before_);
  }
  BlockedSignals(const BlockedSignals&) = delete;
  BlockedSignals& operator=(const BlockedSignals&) = delete;
  ~BlockedSignals() {
    drop_keys();
    ::sigaction(SIGCHLD, &child_before_, nullptr);
    ::sigprocmask(SIG_SETMASK, &before_, nullptr);
  }

  const sigset_t& before() const { return before_; }

  siginfo_t next() const {
    siginfo_t info = {};
    while (::sigwaitinfo(&signals_, &info) < 0 && errno == EINTR) {
    }
    return info;
  }

 private:
  // A last Ctrl-C for the program that has just ended is not for us.
  static void drop_keys() {
    sigset_t keys;
    sigemptyset(&keys);
    sigaddset(&keys, SIGINT);
    sigaddset(&keys, SIGQUIT);
    const timespec at_once = {};
    while (::sigtimedwait(&keys, nullptr, &at_once) > 0) {
    }
  }

  const sigset_t signals_;
  sigset_t before_{};
  struct sigaction child_before_ = {};
};

std::vector<char*> as_pointers(const std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (const std::string& text : texts) pointers.push_back(const_cast<char*>(text.c_str()));
  pointers.push_back(nullptr);
  return pointers;
}

// Returns errno; 0: `process` runs. Our own ways with signals are not the program's.
int start(const CommandToRun& command, const sigset_t& mask, pid_t& process) {
  posix_spawnattr_t attributes;
  ::posix_spawnattr_init(&attributes);
  ::posix_spawnattr_setsigmask(&attributes, &mask);
  sigset_t usual;
  sigemptyset(&usual);
  sigaddset(&usual, SIGXFSZ);
  ::posix_spawnattr_setsigdefault(&attributes, &usual);
  ::posix_spawnattr_setflags(&attributes, POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  const int error =
      ::posix_spawn(&process, command.path.c_str(), nullptr, &attributes,
                    as_pointers(command.arguments).data(), as_pointers(command.environment).data());
  ::posix_spawnattr_destroy(&attributes);
  return error;
}

// Sees off all that ended; true: `process` did, and `end` says how.
bool has_ended(pid_t process, CommandEnd& end) {
  bool is_over = false;
  int status = 0;
  struct rusage usage = {};
  for (pid_t ended = ::wait4(-1, &status, WNOHANG, &usage); ended > 0;
       ended = ::wait4(-1, &status, WNOHANG, &usage)) {
    if (ended != process) continue;
    // Linux counts KiB.
    end.most_resident_bytes = static_cast<uint64_t>(std::max(usage.ru_maxrss, 0L)) * 1024;
    is_over = true;
    if (WIFSIGNALED(status)) end.signal = WTERMSIG(status);
    if (WIFEXITED(status)) end.exit_code = WEXITSTATUS(status);
  }
  return is_over;
}

// The leader of a session gets a terminal's hang-up alone.
bool is_for_us_alone(const siginfo_t& info) {
  const bool is_by_system = info.si_code > 0;
  return !is_by_system || (info.si_signo == SIGHUP && ::getsid(0) == ::getpid());
}

}  // namespace

CommandEnd run_command(const CommandToRun& command) {
  CommandEnd end;
  const BlockedSignals signals;
  pid_t process = 0;
  end.start_error = start(command, signals.before(), process);
  if (end.start_error != 0) return end;
  end.process = process;
  while (true) {
    const siginfo_t info = signals.next();
    if (info.si_signo == SIGCHLD) {
      if (has_ended(process, end)) return end;
    } else if (is_for_us_alone(info)) {
      ::kill(process, info.si_signo);
    }
  }
}

int exit_status_of(const CommandEnd& end) {
  if (end.start_error != 0) return end.start_error == ENOENT ? 127 : 126;
  return end.signal != 0 ? 128 + end.signal : end.exit_code;
}

}  // namespace jescope
