// SPDX-License-Identifier: Apache-2.0
//
// A module whose worker gives no answer has no names, and the worker's end is
// the reason.
#include "symbolize/worker/isolated_source.h"

#include <optional>
#include <utility>
#include <vector>

#include "symbolize/worker/messages.h"
#include "symbolize/worker/round.h"
#include "symbolize/worker/worker_limits.h"
#include "symbolize/worker/worker_process.h"

namespace jescope {
namespace {

Answer given_up(const ModuleQuery& query, std::string reason) {
  Answer answer;
  answer.diagnostics.warn("module given up", query.module->path,
                          "its names are missing: " + reason);
  answer.symbols.source = "none";
  answer.symbols.reason = std::move(reason);
  answer.symbols.chains.resize(query.offsets.size());
  return answer;
}

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
    std::vector<Answer> answers(queries.size());
    ask(queries, answers);
    std::vector<ModuleSymbols> symbols;
    for (Answer& answer : answers) {
      diagnostics.append(answer.diagnostics);
      symbols.push_back(std::move(answer.symbols));
    }
    return symbols;
  }

 private:
  void ask(std::span<const ModuleQuery> queries, std::vector<Answer>& answers) {
    ProgressPhase phase(progress_, {"naming addresses", ProgressUnit::kModules, queries.size()});
    const auto take = [&](size_t row, std::string_view bytes) {
      std::optional<Answer> whole = decode_answer(bytes, queries[row].offsets.size());
      if (!whole) return false;
      answers[row] = *std::move(whole);
      return true;
    };
    ask_workers(server_, limits_,
                {.questions = queries.size(),
                 .weight = [&](size_t row) { return queries[row].offsets.size(); },
                 .path = [&](size_t row) { return queries[row].module->path; },
                 .encode = [&](size_t row) { return encode_query(queries[row]); },
                 .take = take,
                 .give_up =
                     [&](size_t row, std::string reason) {
                       answers[row] = given_up(queries[row], std::move(reason));
                     }},
                phase);
  }

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
