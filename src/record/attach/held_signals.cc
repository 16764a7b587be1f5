// SPDX-License-Identifier: Apache-2.0
#include "record/attach/held_signals.h"

#include <initializer_list>

namespace jescope {
namespace {

sigset_t ending_signals() {
  sigset_t signals;
  sigemptyset(&signals);
  for (const int signal : {SIGINT, SIGTERM, SIGHUP, SIGQUIT, SIGTSTP, SIGPIPE}) {
    sigaddset(&signals, signal);
  }
  return signals;
}

}  // namespace

HeldSignals::HeldSignals() {
  sigset_t signals = ending_signals();
  sigaddset(&signals, SIGCHLD);
  pthread_sigmask(SIG_BLOCK, &signals, &before_);
}

HeldSignals::~HeldSignals() {
  pthread_sigmask(SIG_SETMASK, &before_, nullptr);
}

bool HeldSignals::has_come() {
  const sigset_t ending = ending_signals();
  sigset_t pending;
  sigpending(&pending);
  for (int signal = 1; signal < NSIG; ++signal) {
    if (sigismember(&ending, signal) == 1 && sigismember(&pending, signal) == 1) return true;
  }
  return false;
}

}  // namespace jescope
