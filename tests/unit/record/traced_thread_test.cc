// SPDX-License-Identifier: Apache-2.0
//
// A child of this process is traced, as the kernel allows to all but the most shut-in users.
#include "record/attach/traced_thread.h"

#include <gtest/gtest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <bit>
#include <csignal>
#include <optional>

#include "record/attach/held_signals.h"

namespace jescope {
namespace {

[[gnu::noinline]] void come_by() {
  asm volatile("");
}

// A process that comes to come_by() again and again.
class Comer {
 public:
  Comer() : id_(fork()) {
    while (id_ == 0) come_by();
  }
  Comer(const Comer&) = delete;
  Comer& operator=(const Comer&) = delete;
  ~Comer() {
    kill(id_, SIGKILL);
    waitpid(id_, nullptr, 0);
  }
  pid_t id() const { return id_; }
  // Returns how it ended; nothing: it runs.
  std::optional<int> end() const {
    int status = 0;
    if (waitpid(id_, &status, WNOHANG) == 0) return std::nullopt;
    return status;
  }

 private:
  pid_t id_;
};

// It is stopped for the time that is over just as it comes to the address: whatever was
// first, its SIGTRAP must not be left to it.
TEST(TracedThread, SurvivesABreakpointAtTheLastMoment) {
  const HeldSignals held;
  const Comer comer;
  const auto address = std::bit_cast<uint64_t>(&come_by);
  for (int i = 0; i < 2000; ++i) {
    TracedThread thread(comer.id());
    if (!thread.is_ours()) GTEST_SKIP() << "a child may not be traced here";
    using std::chrono::seconds;
    ASSERT_EQ(thread.interrupt(Clock::now() + seconds(100)).event, ThreadEvent::kInterrupted);
    const ThreadStop stop = thread.run_to_address(address, 0, Clock::now());
    thread.release();
    ASSERT_EQ(comer.end(), std::nullopt) << "run " << i;
    // A machine with much else to do may take longer than it is given.
    ASSERT_TRUE(stop.event == ThreadEvent::kInterrupted || stop.event == ThreadEvent::kSilent);
  }
}

}  // namespace
}  // namespace jescope
