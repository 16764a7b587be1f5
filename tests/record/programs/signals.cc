// SPDX-License-Identifier: Apache-2.0
//
// signals anywhere|outside|jump: 10,000 signals, 10,000 a second, into a program
// that allocates all the time. The handler allocates too: "outside" of the program's own
// calls (which every allocator bears), "anywhere" inside of them (under safe_malloc),
// or it jumps out of whatever it has interrupted (under safe_malloc).
#include <setjmp.h>
#include <signal.h>
#include <sys/time.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <cstring>

#include "kept.h"

namespace pitfall {
namespace {

enum class Way { kAnywhere, kOutside, kJump };
constexpr long kSignals = 10'000;
Way way = Way::kAnywhere;
sigjmp_buf back;
volatile sig_atomic_t inside = 0;
volatile sig_atomic_t may_jump = 0;
std::atomic<long> handled = 0;

}  // namespace

[[gnu::noinline]] void leak_in_handler() {
  leak(1, 24);
}

void on_signal(int) {
  const int kept_errno = errno;
  ++handled;
  if (way != Way::kOutside || inside == 0) leak_in_handler();
  errno = kept_errno;
  if (way == Way::kJump && may_jump != 0) siglongjmp(back, 1);
}

[[gnu::noinline]] void allocate_inside() {
  for (int i = 0; i < 50; ++i) {
    inside = 1;
    std::free(seen(std::malloc(40)));
    inside = 0;
  }
}

// Jumps when the handler does; then begins anew.
void allocate_through_signals() {
  sigsetjmp(back, 1);
  may_jump = 1;
  while (handled < kSignals) allocate_inside();
  may_jump = 0;
}

[[gnu::noinline]] void leak_after_signals() {
  leak(9, 7000);
}

void set_timer(suseconds_t period_us) {
  const itimerval timer = {{0, period_us}, {0, period_us}};
  setitimer(ITIMER_REAL, &timer, nullptr);
}

}  // namespace pitfall

int main(int, char** arguments) {
  using namespace pitfall;
  if (std::strcmp(arguments[1], "outside") == 0) way = Way::kOutside;
  if (std::strcmp(arguments[1], "jump") == 0) way = Way::kJump;
  struct sigaction action = {};
  action.sa_handler = on_signal;
  action.sa_flags = SA_RESTART;
  sigaction(SIGALRM, &action, nullptr);
  set_timer(100);
  allocate_through_signals();
  set_timer(0);
  leak_after_signals();
  std::puts("thousands of signals");
}
