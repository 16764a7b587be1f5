// SPDX-License-Identifier: Apache-2.0
//
// A function chosen while the program is being linked at its start, by a resolver that
// allocates: nothing of the C library beyond malloc itself may be ready yet.
#include "kept.h"

namespace {

int chosen() {
  return 7;
}

}  // namespace

extern "C" {

int (*choose())() {
  pitfall::churn(3, 100);
  return chosen;
}

[[gnu::ifunc("choose")]] int indirect();

[[gnu::noinline]] void leak_after_choice() {
  pitfall::leak(3, 9000);
}
}

int main() {
  leak_after_choice();
  std::printf("%d\n", indirect());
}
