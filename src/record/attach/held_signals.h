// SPDX-License-Identifier: Apache-2.0
//
// While HeldSignals live, signals that end or stop this program wait, so that none leaves a
// thread of another program standing or half way through a call. So does SIGCHLD, by which
// the kernel tells of traced threads.
#pragma once

#include <csignal>

namespace jescope {

class HeldSignals {
 public:
  HeldSignals();
  HeldSignals(const HeldSignals&) = delete;
  HeldSignals& operator=(const HeldSignals&) = delete;
  ~HeldSignals();

  // True when one of them has come: the user wants an end.
  static bool has_come();

 private:
  sigset_t before_ = {};
};

}  // namespace jescope
