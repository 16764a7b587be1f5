// SPDX-License-Identifier: Apache-2.0
//
// Closes all descriptors but the usual ones, as daemons do, and opens files: the
// numbers must be the lowest free ones, whatever a recorder has open or has written.
#include <fcntl.h>
#include <unistd.h>

#include "kept.h"

namespace pitfall {

[[gnu::noinline]] void leak_between() {
  leak(10, 3000);
}

int open_one() {
  return open("/dev/null", O_RDONLY | O_CLOEXEC);
}

}  // namespace pitfall

int main() {
  const int before = pitfall::open_one();
  close(before);
  for (int number = 3; number < 1024; ++number) close(number);
  for (int i = 0; i < 10; ++i) {
    pitfall::leak_between();
    std::printf("%d ", pitfall::open_one());
  }
  std::printf("before: %d\n", before);
  std::fflush(stdout);
  for (int number = 0; number < 20; ++number) close(number);
  pitfall::leak_between();
}
