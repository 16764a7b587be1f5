// SPDX-License-Identifier: Apache-2.0
//
// Sockets are handed to the server with SCM_RIGHTS (unix(7)). None of the forked
// processes returns from here: they leave by _exit, so nothing of the parent's
// is written twice.
#include "symbolize/worker/worker_process.h"

#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>
#include <cstdlib>
#include <cstring>
#include <exception>
#include <new>

#include "symbolize/worker/worker_limits.h"

namespace jescope {
namespace {

struct SocketPair {
  FileDescriptor ours;
  FileDescriptor theirs;
};

SocketPair make_sockets(int type) {
  int numbers[2] = {-1, -1};
  if (::socketpair(AF_UNIX, type | SOCK_CLOEXEC, 0, numbers) != 0) return {};
  return {FileDescriptor(numbers[0]), FileDescriptor(numbers[1])};
}

// Forks a process that dies with the one that made it.
pid_t fork_bound() {
  const pid_t parent = ::getpid();
  const pid_t child = ::fork();
  if (child == 0) {
    ::prctl(PR_SET_PDEATHSIG, SIGKILL);
    if (::getppid() != parent) ::_exit(0);
  }
  return child;
}

// Room for one descriptor in a message.
struct DescriptorMessage {
  explicit DescriptorMessage() {
    part = {&byte, 1};
    header.msg_iov = &part;
    header.msg_iovlen = 1;
    header.msg_control = control;
    header.msg_controllen = sizeof control;
  }
  char byte = 0;
  alignas(cmsghdr) char control[CMSG_SPACE(sizeof(int))] = {};
  iovec part{};
  msghdr header{};
};

bool send_descriptor(int socket, int descriptor) {
  DescriptorMessage message;
  cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  control->cmsg_level = SOL_SOCKET;
  control->cmsg_type = SCM_RIGHTS;
  control->cmsg_len = CMSG_LEN(sizeof descriptor);
  std::memcpy(CMSG_DATA(control), &descriptor, sizeof descriptor);
  return ::sendmsg(socket, &message.header, MSG_NOSIGNAL) == 1;
}

// Takes in keepers that ended, and with them the time they used.
void reap_keepers() {
  while (::waitpid(-1, nullptr, WNOHANG) > 0) {
  }
}

// Waits for the next descriptor; not open when the other side has gone.
FileDescriptor receive_descriptor(int socket) {
  DescriptorMessage message;
  ssize_t got = 0;
  do {
    reap_keepers();
    got = ::recvmsg(socket, &message.header, MSG_CMSG_CLOEXEC);
  } while (got < 0 && errno == EINTR);
  const cmsghdr* const control = CMSG_FIRSTHDR(&message.header);
  if (got != 1 || control == nullptr || control->cmsg_type != SCM_RIGHTS) return {};
  int descriptor = -1;
  std::memcpy(&descriptor, CMSG_DATA(control), sizeof descriptor);
  return FileDescriptor(descriptor);
}

std::string read_to_end(int socket) {
  std::string bytes;
  char block[1 << 16];
  while (true) {
    const ssize_t got = ::read(socket, block, sizeof block);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0) return bytes;
    bytes.append(block, static_cast<size_t>(got));
  }
}

void write_to(int socket, std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t put = ::send(socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (put < 0 && errno == EINTR) continue;
    if (put <= 0) return;
    bytes.remove_prefix(static_cast<size_t>(put));
  }
}

// A thread that runs out of memory cannot tell the one that started it.
[[noreturn]] void end_lost_thread() {
  try {
    if (const std::exception_ptr exception = std::current_exception()) {
      std::rethrow_exception(exception);
    }
  } catch (const std::bad_alloc&) {
    ::_exit(kWorkerOutOfMemory);
  } catch (...) {
    ::_exit(1);
  }
  std::abort();
}

[[noreturn]] void run_worker(int socket, const WorkerServer::Task& task,
                             const WorkerLimits& limits) {
  std::set_terminate(end_lost_thread);
  try {
    limit_worker(limits);
    write_to(socket, task(read_to_end(socket)));
  } catch (const std::bad_alloc&) {
    ::_exit(kWorkerOutOfMemory);
  } catch (...) {
    ::_exit(1);
  }
  ::_exit(0);
}

std::string encode_worker_end(int wait_status) {
  std::string bytes(kWorkerEndBytes, '\0');
  bytes[0] = 'E';
  if (WIFSIGNALED(wait_status)) {
    bytes[1] = 'S';
    bytes[2] = static_cast<char>(WTERMSIG(wait_status));
  } else {
    bytes[2] = static_cast<char>(WEXITSTATUS(wait_status));
  }
  return bytes;
}

[[noreturn]] void run_keeper(int socket, const WorkerServer::Task& task,
                             const WorkerLimits& limits) {
  std::signal(SIGCHLD, SIG_DFL);
  // `watch` blocks the signals that end it; a worker has nothing to sum up.
  sigset_t none;
  sigemptyset(&none);
  sigprocmask(SIG_SETMASK, &none, nullptr);
  const pid_t worker = fork_bound();
  if (worker == 0) run_worker(socket, task, limits);
  int status = 1 << 8;  // what an exit(1) would leave
  while (worker > 0 && ::waitpid(worker, &status, 0) < 0 && errno == EINTR) {
  }
  write_to(socket, encode_worker_end(status));
  ::_exit(0);
}

// Lets a keeper's end wake the server, which otherwise waits for questions.
void interrupt_at_child_ends() {
  struct sigaction action = {};
  action.sa_handler = [](int) {};
  ::sigaction(SIGCHLD, &action, nullptr);
}

// Keepers that ended are taken in; one that hangs is left to its fate.
[[noreturn]] void end_server() {
  constexpr unsigned kPatienceSeconds = 1;
  ::alarm(kPatienceSeconds);
  while (::waitpid(-1, nullptr, 0) > 0 || errno == EINTR) {
  }
  ::_exit(0);
}

[[noreturn]] void run_server(int control, const WorkerServer::Task& task,
                             const WorkerLimits& limits) {
  interrupt_at_child_ends();
  while (true) {
    const FileDescriptor socket = receive_descriptor(control);
    if (!socket.is_open()) end_server();
    if (fork_bound() == 0) run_keeper(socket.number(), task, limits);
  }
}

}  // namespace

WorkerServer::WorkerServer(const Task& task, const WorkerLimits& limits) {
  SocketPair sockets = make_sockets(SOCK_SEQPACKET);
  if (!sockets.ours.is_open()) return;
  server_ = fork_bound();
  if (server_ == 0) {
    sockets.ours = FileDescriptor();
    run_server(sockets.theirs.number(), task, limits);
  }
  if (server_ > 0) control_ = std::move(sockets.ours);
}

WorkerServer::~WorkerServer() {
  if (server_ <= 0) return;
  control_ = FileDescriptor();
  while (::waitpid(server_, nullptr, 0) < 0 && errno == EINTR) {
  }
}

FileDescriptor WorkerServer::start_worker() {
  SocketPair sockets = make_sockets(SOCK_STREAM);
  if (!is_running() || !sockets.ours.is_open()) return {};
  if (!send_descriptor(control_.number(), sockets.theirs.number())) return {};
  return std::move(sockets.ours);
}

WorkerEnd decode_worker_end(std::string_view bytes) {
  WorkerEnd end;
  if (bytes.size() != kWorkerEndBytes || bytes[0] != 'E') return end;
  const int number = static_cast<unsigned char>(bytes[2]);
  if (bytes[1] == 'S') {
    end.signal = number;
  } else {
    end.exit_status = number;
  }
  return end;
}

}  // namespace jescope
