// SPDX-License-Identifier: Apache-2.0
//
// Asks workers, several at a time, the modules with the most places first. What
// a worker says is taken only if it is whole; else the module has no names, and
// how the worker ended says why.
#include "symbolize/worker/isolated_source.h"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <cerrno>
#include <chrono>
#include <csignal>
#include <numeric>
#include <utility>

#include "symbolize/worker/conversation.h"
#include "symbolize/worker/messages.h"
#include "symbolize/worker/worker_limits.h"
#include "symbolize/worker/worker_process.h"

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

Answer given_up(const ModuleQuery& query, std::string reason) {
  Answer answer;
  answer.diagnostics.warn("module given up", query.module->path,
                          "its names are missing: " + reason);
  answer.symbols.source = "none";
  answer.symbols.reason = std::move(reason);
  answer.symbols.chains.resize(query.offsets.size());
  return answer;
}

// Returns what was received, or why it cannot be used.
Answer finish(const Conversation& conversation, const ModuleQuery& query,
              const WorkerLimits& limits) {
  std::string_view bytes = conversation.received();
  WorkerEnd end;
  if (bytes.size() >= kWorkerEndBytes) {
    end = decode_worker_end(bytes.substr(bytes.size() - kWorkerEndBytes));
    bytes.remove_suffix(kWorkerEndBytes);
  }
  if (Conversation::Clock::now() >= conversation.deadline()) end = {-1, SIGALRM};
  if (end.exit_status == 0) {
    if (std::optional<Answer> whole = decode_answer(bytes, query.offsets.size())) {
      return *std::move(whole);
    }
  }
  return given_up(query, describe(end, limits));
}

// The questions of one look_up.
class Round {
 public:
  Round(WorkerServer& server, const WorkerLimits& limits, std::span<const ModuleQuery> queries,
        Progress* progress)
      : server_(server),
        limits_(limits),
        queries_(queries),
        phase_(progress, {"naming addresses", ProgressUnit::kModules, queries.size()}),
        answers_(queries.size()),
        waiting_(queries.size()) {
    std::iota(waiting_.begin(), waiting_.end(), size_t{0});
    std::stable_sort(waiting_.begin(), waiting_.end(), [&](size_t a, size_t b) {
      return queries[a].offsets.size() < queries[b].offsets.size();
    });
  }

  std::vector<Answer> run() {
    while (!waiting_.empty() || !open_.empty()) {
      while (!waiting_.empty() && open_.size() < limits_.workers) start();
      tell_longest();
      if (!open_.empty()) advance(wait());
    }
    return std::move(answers_);
  }

 private:
  void start() {
    const size_t row = waiting_.back();
    waiting_.pop_back();
    errno = 0;
    FileDescriptor socket = server_.start_worker();
    if (!socket.is_open()) {
      answers_[row] = given_up(queries_[row], describe_refusal(errno));
      phase_.advance(1);
      return;
    }
    const auto deadline = Conversation::Clock::now() + limits_.time + kGrace;
    open_.emplace_back(row, std::move(socket), encode_query(queries_[row]), deadline);
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
      const size_t row = conversation.row();
      answers_[row] = finish(conversation, queries_[row], limits_);
      open_.erase(open_.begin() + static_cast<ptrdiff_t>(i));
      phase_.advance(1);
    }
  }

  // Of several modules the one that was begun first is waited for.
  void tell_longest() {
    if (open_.empty()) return;
    const std::string& path = queries_[open_.front().row()].module->path;
    phase_.set_detail(path.substr(path.rfind('/') + 1));
  }

  WorkerServer& server_;
  const WorkerLimits& limits_;
  std::span<const ModuleQuery> queries_;
  ProgressPhase phase_;
  std::vector<Answer> answers_;
  std::vector<size_t> waiting_;  // rows, the one with the most places last
  std::vector<Conversation> open_;
};

// Runs in a worker.
std::string answer_in_worker(ModuleSource& source, std::string_view question) {
  const std::optional<OwnedQuery> query = decode_query(question);
  if (!query) return {};
  Answer answer;
  answer.symbols = source.look_up(query->view(), answer.diagnostics);
  return encode_answer(answer);
}

class IsolatedSource : public SymbolSource {
 public:
  IsolatedSource(std::shared_ptr<ModuleSource> inner, const WorkerLimits& limits,
                 Progress* progress)
      : inner_(std::move(inner)),
        limits_(limits),
        progress_(progress),
        server_([source = inner_](
                    std::string_view question) { return answer_in_worker(*source, question); },
                limits) {}

  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries,
                                     Diagnostics& diagnostics) override {
    // Where no process can be made, an answer is worth more than isolation.
    SymbolSource& here = *inner_;
    if (!server_.is_running()) return here.look_up(queries, diagnostics);
    std::vector<ModuleSymbols> symbols;
    for (Answer& answer : Round(server_, limits_, queries, progress_).run()) {
      diagnostics.append(answer.diagnostics);
      symbols.push_back(std::move(answer.symbols));
    }
    return symbols;
  }

 private:
  std::shared_ptr<ModuleSource> inner_;
  WorkerLimits limits_;
  Progress* progress_;
  WorkerServer server_;
};

}  // namespace

std::unique_ptr<SymbolSource> isolate(std::unique_ptr<ModuleSource> inner,
                                      const WorkerLimits& limits, Progress* progress) {
  return std::make_unique<IsolatedSource>(std::move(inner), fit_to_machine(limits), progress);
}

std::unique_ptr<SymbolSource> make_isolated_source(SymbolSearch search, WorkerLimits limits,
                                                   Progress* progress) {
  limits = fit_to_machine(limits);
  search.threads = limits.workers;
  return isolate(make_symbol_source(std::move(search)), limits, progress);
}

}  // namespace jescope
