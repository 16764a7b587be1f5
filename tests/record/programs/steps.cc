// SPDX-License-Identifier: Apache-2.0
//
// steps COMMAND...: does what it is told, in order. What triggers of dumps are tested
// with.
//
//   take:N   takes N MiB in blocks of 64 KiB and writes to each page
//   drop     frees all of it
//   churn:N  takes and frees N MiB
//   work:N   allocates and frees a little for N milliseconds
//   until:P  says "ready", then allocates and frees a little until a file fits the pattern P
//   raise:N  sends itself the signal N
//   tells:P  writes the bytes that are resident into the file P
//   root:P   makes P its root folder
//   folder:P makes P its working folder
//   wait     says "ready", then waits for a line on standard input
//   quick    leaves by _exit
#include <glob.h>
#include <signal.h>
#include <time.h>
#include <unistd.h>

#include <cstring>
#include <fstream>
#include <string>
#include <vector>

#include "kept.h"

namespace pitfall {

constexpr size_t kBlock = 64 * 1024;
std::vector<void*> taken;

[[gnu::noinline]] void* take_block() {
  return std::memset(seen(std::malloc(kBlock)), 1, kBlock);
}

void take(long mebibytes) {
  for (long i = 0; i < mebibytes * 16; ++i) taken.push_back(take_block());
}

void drop() {
  for (void* const block : taken) std::free(block);
  taken.clear();
}

void wait_for(long milliseconds) {
  timespec left = {milliseconds / 1000, milliseconds % 1000 * 1'000'000};
  while (nanosleep(&left, &left) != 0) {
  }
}

long now_ms() {
  timespec now = {};
  clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1000 + now.tv_nsec / 1'000'000;
}

void work(long milliseconds) {
  for (const long end = now_ms() + milliseconds; now_ms() < end;) {
    churn(10, 2000);
    wait_for(1);
  }
}

void wait_for_line() {
  std::puts("ready");
  std::fflush(stdout);
  while (std::getchar() != '\n' && std::feof(stdin) == 0) {
  }
}

bool is_there(const std::string& pattern) {
  glob_t found = {};
  const bool is_found = glob(pattern.c_str(), 0, nullptr, &found) == 0;
  globfree(&found);
  return is_found;
}

void work_until(const std::string& pattern) {
  std::puts("ready");
  std::fflush(stdout);
  while (!is_there(pattern)) {
    churn(10, 2000);
    wait_for(1);
  }
}

void tell_resident(const std::string& path) {
  long pages = 0;
  std::ifstream("/proc/self/statm") >> pages >> pages;
  std::ofstream(path) << pages * sysconf(_SC_PAGESIZE) << '\n';
}

void enter_root(const std::string& path) {
  require(chroot(path.c_str()) == 0 && chdir("/") == 0, "a new root");
}

void step(const std::string& command, const std::string& argument) {
  const long number = std::strtol(argument.c_str(), nullptr, 10);
  if (command == "take") take(number);
  if (command == "drop") drop();
  if (command == "churn") churn(static_cast<int>(number) * 16, kBlock);
  if (command == "work") work(number);
  if (command == "until") work_until(argument);
  if (command == "tells") tell_resident(argument);
  if (command == "raise") raise(static_cast<int>(number));
  if (command == "root") enter_root(argument);
  if (command == "folder") require(chdir(argument.c_str()) == 0, "a folder");
  if (command == "wait") wait_for_line();
  if (command == "quick") _exit(0);
}

}  // namespace pitfall

int main(int argument_count, char** arguments) {
  for (int i = 1; i < argument_count; ++i) {
    const std::string text = arguments[i];
    const size_t colon = text.find(':');
    pitfall::step(text.substr(0, colon), colon == text.npos ? "" : text.substr(colon + 1));
  }
  std::puts("done");
}
