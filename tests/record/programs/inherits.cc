// SPDX-License-Identifier: Apache-2.0
//
// inherits [SIGNAL|abort]: allocates, forks children that allocate, free what they
// inherited, or do nothing; then ends, by a signal where one is told.
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <csignal>
#include <cstdio>
#include <cstdlib>
#include <string_view>

#include "kept.h"

namespace inherits {

std::array<void*, 100> kept = {};

[[gnu::noinline]] void of_parent() {
  for (void*& memory : kept) memory = pitfall::seen(std::malloc(10'000));
}

[[gnu::noinline]] void of_child() {
  pitfall::leak(10, 1'000);
}

void frees_what_it_inherited() {
  for (size_t i = 0; i < kept.size() / 2; ++i) std::free(kept[i]);
}

template <typename Work>
void in_child(const Work& work) {
  const pid_t child = fork();
  pitfall::require(child >= 0, "a child");
  if (child == 0) work();
  if (child == 0) std::exit(0);
  int status = 0;
  pitfall::require(waitpid(child, &status, 0) == child && status == 0, "a child that ends well");
}

}  // namespace inherits

int main(int count, char** words) {
  using namespace inherits;
  of_parent();
  in_child([] { of_child(); });
  in_child([] {
    frees_what_it_inherited();
    of_child();
  });
  in_child(frees_what_it_inherited);
  in_child([] { _exit(0); });
  std::puts("done");
  std::fflush(stdout);
  if (count < 2) return 0;
  if (std::string_view(words[1]) == "abort") std::abort();
  raise(std::atoi(words[1]));
}
