// SPDX-License-Identifier: Apache-2.0
#include "symbolize/worker/round.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <numeric>
#include <utility>
#include <vector>

#include "symbolize/worker/conversation.h"

namespace jescope {
namespace {

constexpr std::chrono::seconds kGrace{10};  // for a worker's own limit to end it

std::string describe(const WorkerEnd& end, const WorkerLimits& limits) {
  const auto memory = [&] {
    return fmt::format("reading it takes more than {} MiB of memory", limits.memory_bytes >> 20);
  };
  switch (end.signal) {
    case 0: break;
    case SIGALRM:
    case SIGXCPU: return fmt::format("reading it takes longer than {} s", limits.time.count());
    case SIGBUS: return "the file changed while it was read";
    case SIGKILL: return memory();
    default: return fmt::format("reading it failed (signal {}); it may be damaged", end.signal);
  }
  return end.exit_status == kWorkerOutOfMemory ? memory() : "reading it failed; it may be damaged";
}

// Why there is no worker, by errno.
std::string describe_refusal(int error) {
  const std::string what = "no process could be made to read it";
  const bool are_files_used_up = error == EMFILE || error == ENFILE || error == ETOOMANYREFS;
  return are_files_used_up ? what + ": too many open files" : what;
}

class Questions {
 public:
  Questions(WorkerServer& server, const WorkerLimits& limits, const WorkerRound& round,
            ProgressPhase& phase)
      : server_(server), limits_(limits), round_(round), phase_(phase), waiting_(round.questions) {
    std::iota(waiting_.begin(), waiting_.end(), size_t{0});
    std::ranges::stable_sort(waiting_, {}, round.weight);
  }

  void run() {
    while (!waiting_.empty() || !open_.empty()) {
      while (!waiting_.empty() && open_.size() < limits_.workers) start();
      tell_longest();
      if (!open_.empty()) advance(wait());
    }
  }

 private:
  void start() {
    const size_t row = waiting_.back();
    waiting_.pop_back();
    errno = 0;
    FileDescriptor socket = server_.start_worker();
    if (!socket.is_open()) {
      round_.give_up(row, describe_refusal(errno));
      phase_.advance(1);
      return;
    }
    const auto deadline = Conversation::Clock::now() + limits_.time + kGrace;
    open_.emplace_back(row, std::move(socket), round_.encode(row), deadline);
  }

  // Waits until something can be sent or received, or a deadline is over.
  std::vector<pollfd> wait() const {
    std::vector<pollfd> events;
    auto first = open_.front().deadline();
    for (const Conversation& conversation : open_) {
      const int wanted = POLLIN | (conversation.is_sending() ? POLLOUT : 0);
      events.push_back({conversation.socket(), static_cast<short>(wanted), 0});
      first = std::min(first, conversation.deadline());
    }
    const auto left =
        std::chrono::ceil<std::chrono::milliseconds>(first - Conversation::Clock::now());
    ::poll(events.data(), events.size(), static_cast<int>(std::max<int64_t>(left.count(), 0)));
    return events;
  }

  void advance(const std::vector<pollfd>& events) {
    for (size_t i = open_.size(); i-- > 0;) {
      Conversation& conversation = open_[i];
      if (conversation.advance(events[i].revents)) continue;
      finish(conversation);
      open_.erase(open_.begin() + static_cast<ptrdiff_t>(i));
      phase_.advance(1);
    }
  }

  // Hands over what was received, or why it cannot be used.
  void finish(const Conversation& conversation) {
    std::string_view bytes = conversation.received();
    WorkerEnd end;
    if (bytes.size() >= kWorkerEndBytes) {
      end = decode_worker_end(bytes.substr(bytes.size() - kWorkerEndBytes));
      bytes.remove_suffix(kWorkerEndBytes);
    }
    if (Conversation::Clock::now() >= conversation.deadline()) end = {-1, SIGALRM};
    if (end.exit_status == 0 && round_.take(conversation.row(), bytes)) return;
    round_.give_up(conversation.row(), describe(end, limits_));
  }

  // Of several modules the one that was begun first is waited for.
  void tell_longest() {
    if (open_.empty()) return;
    const std::string path = round_.path(open_.front().row());
    phase_.set_detail(path.substr(path.rfind('/') + 1));
  }

  WorkerServer& server_;
  const WorkerLimits& limits_;
  const WorkerRound& round_;
  ProgressPhase& phase_;
  std::vector<size_t> waiting_;  // rows, the heaviest last
  std::vector<Conversation> open_;
};

}  // namespace

void ask_workers(WorkerServer& server, const WorkerLimits& limits, const WorkerRound& round,
                 ProgressPhase& phase) {
  Questions(server, limits, round, phase).run();
}

}  // namespace jescope
