// SPDX-License-Identifier: Apache-2.0
//
// measure INPUT OUTPUT COMMAND...: runs COMMAND from INPUT to OUTPUT and prints
//
//   1.234 1.198 220160 14336 0
//   |     |     |      |     its exit status
//   |     |     |      peak private (anonymous) memory of it and its children, KiB
//   |     |     peak resident memory of the largest process, KiB
//   |     processor time, seconds
//   wall time, seconds
#include <fcntl.h>
#include <sys/prctl.h>
#include <sys/resource.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <cstdint>
#include <cstdio>
#include <cstring>
#include <string>
#include <thread>

namespace {

using Clock = std::chrono::steady_clock;

// A file of /proc; empty when the process is gone.
std::string read_small(const std::string& path) {
  const int file = open(path.c_str(), O_RDONLY | O_CLOEXEC);
  if (file < 0) return {};
  std::string text(4096, '\0');
  const ssize_t length = read(file, text.data(), text.size());
  close(file);
  text.resize(length > 0 ? static_cast<size_t>(length) : 0);
  return text;
}

uint64_t private_kib_of(const std::string& process) {
  const std::string status = read_small("/proc/" + process + "/status");
  const size_t field = status.find("RssAnon:");
  return field == std::string::npos ? 0 : std::strtoull(status.c_str() + field + 8, nullptr, 10);
}

// Of the process and all below it, at this moment.
uint64_t private_kib_below(const std::string& process, int depth) {
  uint64_t sum = private_kib_of(process);
  if (depth == 0) return sum;
  const std::string children = read_small(
      std::string("/proc/").append(process).append("/task/").append(process).append("/children"));
  for (size_t start = 0; start < children.size();) {
    const size_t end = std::min(children.find(' ', start), children.size());
    sum += private_kib_below(children.substr(start, end - start), depth - 1);
    start = end + 1;
  }
  return sum;
}

[[noreturn]] void run(char** argv) {
  const int input = open(argv[1], O_RDONLY);
  const int output = open(argv[2], O_WRONLY | O_CREAT | O_TRUNC, 0644);
  if (input < 0 || output < 0) _exit(126);
  dup2(input, STDIN_FILENO);
  dup2(output, STDOUT_FILENO);
  dup2(open("/dev/null", O_WRONLY), STDERR_FILENO);
  execvp(argv[3], argv + 3);
  _exit(127);
}

double seconds(const timeval& time) {
  return static_cast<double>(time.tv_sec) + static_cast<double>(time.tv_usec) / 1e6;
}

// Ends when all below has: helpers that the command did not wait for come to
// this process, and count with it.
rusage usage_of_all() {
  while (wait(nullptr) > 0 || errno == EINTR) {
  }
  rusage usage = {};
  getrusage(RUSAGE_CHILDREN, &usage);
  return usage;
}

void print(double wall, const rusage& usage, uint64_t private_kib, int status) {
  std::printf("%.4f %.4f %ld %llu %d\n", wall, seconds(usage.ru_utime) + seconds(usage.ru_stime),
              usage.ru_maxrss, static_cast<unsigned long long>(private_kib),
              WIFEXITED(status) ? WEXITSTATUS(status) : 128 + WTERMSIG(status));
}

}  // namespace

int main(int argc, char** argv) {
  if (argc < 4) {
    std::fputs("usage: measure INPUT OUTPUT COMMAND...\n", stderr);
    return 2;
  }
  prctl(PR_SET_CHILD_SUBREAPER, 1);
  const Clock::time_point start = Clock::now();
  const pid_t child = fork();
  if (child == 0) run(argv);
  const std::string process = std::to_string(child);
  uint64_t private_kib = 0;
  int status = 0;
  while (waitpid(child, &status, WNOHANG) == 0) {
    private_kib = std::max(private_kib, private_kib_below(process, 4));
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
  const double wall = std::chrono::duration<double>(Clock::now() - start).count();
  print(wall, usage_of_all(), private_kib, status);
}
