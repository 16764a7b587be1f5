// SPDX-License-Identifier: Apache-2.0
//
// posix_spawn() does not copy our memory, as fork() would. The program gets a
// process group, so that what it started is killed with it.
#include "symbolize/find/run_program.h"

#include <fcntl.h>
#include <poll.h>
#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <atomic>
#include <cerrno>
#include <optional>
#include <string_view>

#include "symbolize/files/open_file.h"

namespace jescope {
namespace {

using Clock = std::chrono::steady_clock;

constexpr int kWaitMilliseconds = 50;
constexpr size_t kMostComplaintBytes = size_t{1} << 16;

struct Pipe {
  FileDescriptor read_end;
  FileDescriptor write_end;
};

std::optional<Pipe> open_pipe() {
  std::array<int, 2> ends;
  if (::pipe2(ends.data(), O_CLOEXEC) != 0) return std::nullopt;
  return Pipe{FileDescriptor(ends[0]), FileDescriptor(ends[1])};
}

std::vector<char*> as_pointers(std::vector<std::string>& texts) {
  std::vector<char*> pointers;
  for (std::string& text : texts) pointers.push_back(text.data());
  pointers.push_back(nullptr);
  return pointers;
}

std::string_view name_of(std::string_view variable) {
  return variable.substr(0, variable.find('='));
}

// Our environment with `changes`.
std::vector<std::string> environment_with(const std::vector<std::string>& changes) {
  std::vector<std::string> variables = changes;
  for (char** variable = environ; variable != nullptr && *variable != nullptr; ++variable) {
    const auto is_changed = [&](const std::string& change) {
      return name_of(change) == name_of(*variable);
    };
    if (std::none_of(changes.begin(), changes.end(), is_changed)) variables.emplace_back(*variable);
  }
  return variables;
}

// How the program starts: its descriptors, its group, and signals as usual.
class SpawnSettings {
 public:
  explicit SpawnSettings(int errors) {
    posix_spawn_file_actions_init(&actions_);
    posix_spawn_file_actions_addopen(&actions_, STDIN_FILENO, "/dev/null", O_RDONLY, 0);
    posix_spawn_file_actions_addopen(&actions_, STDOUT_FILENO, "/dev/null", O_WRONLY, 0);
    posix_spawn_file_actions_adddup2(&actions_, errors, STDERR_FILENO);
    posix_spawnattr_init(&attributes_);
    sigset_t signals;
    sigemptyset(&signals);
    posix_spawnattr_setsigmask(&attributes_, &signals);
    sigaddset(&signals, SIGPIPE);
    posix_spawnattr_setsigdefault(&attributes_, &signals);
    posix_spawnattr_setpgroup(&attributes_, 0);
    posix_spawnattr_setflags(
        &attributes_, POSIX_SPAWN_SETPGROUP | POSIX_SPAWN_SETSIGMASK | POSIX_SPAWN_SETSIGDEF);
  }
  SpawnSettings(const SpawnSettings&) = delete;
  SpawnSettings& operator=(const SpawnSettings&) = delete;
  ~SpawnSettings() {
    posix_spawn_file_actions_destroy(&actions_);
    posix_spawnattr_destroy(&attributes_);
  }

  // Returns the process's id; 0: it did not start.
  pid_t start(const ProgramCall& call) const {
    std::vector<std::string> arguments = call.arguments;
    std::vector<std::string> environment = environment_with(call.environment);
    pid_t process = 0;
    const int error =
        ::posix_spawnp(&process, arguments.front().c_str(), &actions_, &attributes_,
                       as_pointers(arguments).data(), as_pointers(environment).data());
    return error == 0 ? process : 0;
  }

 private:
  posix_spawn_file_actions_t actions_{};
  posix_spawnattr_t attributes_{};
};

// Waits a moment for more complaints and keeps them.
void listen(int errors, std::string& complaints) {
  pollfd wanted = {errors, POLLIN, 0};
  if (::poll(&wanted, 1, kWaitMilliseconds) <= 0) return;
  std::array<char, 4096> bytes;
  const ssize_t got = ::read(errors, bytes.data(), bytes.size());
  if (got <= 0) {  // closed: only its end is left to wait for
    ::poll(nullptr, 0, 1);
  } else if (complaints.size() < kMostComplaintBytes) {
    complaints.append(bytes.data(), static_cast<size_t>(got));
  }
}

std::string last_line(std::string text) {
  while (!text.empty() && (text.back() == '\n' || text.back() == '\r')) text.pop_back();
  return text.substr(text.find_last_of("\n\r") + 1);
}

// Returns the status of the ended process; nothing: it still runs.
std::optional<int> status_of(pid_t process) {
  int status = 0;
  const pid_t ended = ::waitpid(process, &status, WNOHANG);
  if (ended == 0) return std::nullopt;
  return ended == process ? status : -1;
}

void kill_all(pid_t process) {
  ::kill(-process, SIGKILL);
  while (::waitpid(process, nullptr, 0) < 0 && errno == EINTR) {
  }
}

constexpr std::array<int, 3> kEndingSignals = {SIGINT, SIGTERM, SIGHUP};
using Actions = std::array<struct sigaction, kEndingSignals.size()>;

// What the handler ends and removes, and what it leaves the signal to; 0 and
// null: nothing.
std::atomic<pid_t> running_process = 0;
std::atomic<const char*> unfinished_file = nullptr;
std::atomic<const Actions*> actions_before = nullptr;
static_assert(decltype(running_process)::is_always_lock_free);
static_assert(decltype(unfinished_file)::is_always_lock_free);
static_assert(decltype(actions_before)::is_always_lock_free);

// The program is in a group of its own, where no Ctrl-C reaches it. Raised
// again, the signal does what it did before.
void end_with_program(int signal) {
  const pid_t process = running_process.load();
  const char* const file = unfinished_file.load();
  if (process > 0) ::kill(-process, SIGKILL);
  if (file != nullptr) ::unlink(file);
  const Actions* const before = actions_before.load();
  for (size_t i = 0; before != nullptr && i < kEndingSignals.size(); ++i) {
    if (kEndingSignals[i] == signal) ::sigaction(signal, &(*before)[i], nullptr);
  }
  ::raise(signal);
}

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : kEndingSignals) sigaddset(&signals, signal);
  return signals;
}

// While it lives, a signal that ends us ends the program too. One that somebody
// ignores stays ignored; one that is handled comes to its handler after.
class EndTogether {
 public:
  explicit EndTogether(const std::string& file) {
    if (!file.empty()) unfinished_file = file.c_str();
    struct sigaction ours = {};
    ours.sa_handler = end_with_program;
    ours.sa_flags = static_cast<int>(SA_RESETHAND);
    ours.sa_mask = ending_signals();
    for (size_t i = 0; i < kEndingSignals.size(); ++i) {
      ::sigaction(kEndingSignals[i], nullptr, &before_[i]);
    }
    actions_before = &before_;
    for (size_t i = 0; i < kEndingSignals.size(); ++i) {
      if (!is_ignored(before_[i])) ::sigaction(kEndingSignals[i], &ours, nullptr);
    }
  }
  EndTogether(const EndTogether&) = delete;
  EndTogether& operator=(const EndTogether&) = delete;
  ~EndTogether() {
    running_process = 0;
    for (size_t i = 0; i < kEndingSignals.size(); ++i) {
      if (!is_ignored(before_[i])) ::sigaction(kEndingSignals[i], &before_[i], nullptr);
    }
    actions_before = nullptr;
    unfinished_file = nullptr;
  }

  // Starts the program; no signal comes between its start and our knowing it.
  static pid_t start(const ProgramCall& call, int errors) {
    const sigset_t signals = ending_signals();
    sigset_t before;
    ::pthread_sigmask(SIG_BLOCK, &signals, &before);
    const pid_t process = SpawnSettings(errors).start(call);
    running_process = process;
    ::pthread_sigmask(SIG_SETMASK, &before, nullptr);
    return process;
  }

 private:
  static bool is_ignored(const struct sigaction& action) {
    return (action.sa_flags & SA_SIGINFO) == 0 && action.sa_handler == SIG_IGN;
  }

  Actions before_ = {};
};

}  // namespace

ProgramResult run_program(const ProgramCall& call) {
  std::optional<Pipe> pipe = open_pipe();
  if (!pipe || call.arguments.empty()) return {};
  const EndTogether together(call.unfinished_file);
  const pid_t process = EndTogether::start(call, pipe->write_end.number());
  pipe->write_end = FileDescriptor();
  if (process == 0) return {};
  std::string complaints;
  while (true) {
    listen(pipe->read_end.number(), complaints);
    const std::optional<int> status = status_of(process);
    if (status) {
      const bool is_good = WIFEXITED(*status) && WEXITSTATUS(*status) == 0;
      return {is_good ? ProgramEnd::kSucceeded : ProgramEnd::kFailed,
              last_line(std::move(complaints))};
    }
    if (Clock::now() >= call.deadline) break;
  }
  kill_all(process);
  return {ProgramEnd::kTimedOut, last_line(std::move(complaints))};
}

}  // namespace jescope
