// SPDX-License-Identifier: Apache-2.0
//
// Asks workers, several at a time, the heaviest questions first. What a worker
// says is taken only if it is whole; else how the worker ended says why there is
// no answer.
#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>

#include "jescope/base/progress.h"
#include "jescope/symbolize/symbol_search.h"
#include "symbolize/worker/worker_process.h"

namespace jescope {

// The questions, by row.
struct WorkerRound {
  size_t questions = 0;
  std::function<size_t(size_t row)> weight;
  std::function<std::string(size_t row)> path;    // of the module it is about
  std::function<std::string(size_t row)> encode;  // called when its worker is there
  // Takes the answer's bytes; false: they are no whole answer.
  std::function<bool(size_t row, std::string_view bytes)> take;
  // Takes why there is none, for a person.
  std::function<void(size_t row, std::string reason)> give_up;
};

// Asks all of them; each is taken or given up once. `phase` counts them.
void ask_workers(WorkerServer& server, const WorkerLimits& limits, const WorkerRound& round,
                 ProgressPhase& phase);

}  // namespace jescope
