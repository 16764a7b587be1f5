// SPDX-License-Identifier: Apache-2.0
//
// How far a long work is. The pipeline says what it is at and how much of it is
// done; whoever shows that looks when it likes:
//
//   pipeline ──begin, advance, end──▶ Progress ◀──look, ten times a second── cli
//
// Nothing here prints or knows a clock. Phases are begun and ended by the thread
// that began the first; any thread may advance them, for the price of one atomic
// addition. Of phases that stand inside each other the innermost is to be shown; but
// one that tells how much is left stays until it is done.
#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <vector>

namespace jescope {

// What is counted.
enum class ProgressUnit { kNothing, kBytes, kDumps, kModules, kProcesses };

// Whether what is left will take as long as what is done took.
enum class ProgressPace { kEven, kUneven };

// What a phase is, as far as it is known before.
struct ProgressPlan {
  std::string what;  // "reading dumps"; may hold any bytes
  ProgressUnit unit = ProgressUnit::kNothing;
  uint64_t total = 0;  // in `unit`; 0: unknown
  ProgressPace pace = ProgressPace::kUneven;
};

// A phase as it stands.
struct ProgressState {
  uint64_t phase = 0;  // number of the phase, from 1; 0: nothing is going on
  ProgressPlan plan;
  std::string detail;  // which one of many: "12 of 800"; may hold any bytes
  uint64_t done = 0;   // in the plan's unit; more than its total when that was wrong
};

class ProgressPhase;

class Progress {
 public:
  // `at_first_phase` is called once, when the first phase begins: by then all
  // processes are forked that must be forked from a single thread.
  explicit Progress(std::function<void()> at_first_phase = {});
  Progress(const Progress&) = delete;
  Progress& operator=(const Progress&) = delete;

  // Returns the phase to show, from any thread.
  ProgressState look() const;

 private:
  friend class ProgressPhase;

  void begin(ProgressPhase& phase);
  void end();
  const ProgressPhase& shown() const;  // the mutex is held, and a phase is open

  std::function<void()> at_first_phase_;
  mutable std::mutex mutex_;
  std::vector<ProgressPhase*> open_;  // innermost last
  uint64_t begun_ = 0;
};

// A phase; it lasts as long as the object.
class ProgressPhase {
 public:
  // `progress` may be null: then nobody is told.
  ProgressPhase(Progress* progress, ProgressPlan plan);
  ProgressPhase(const ProgressPhase&) = delete;
  ProgressPhase& operator=(const ProgressPhase&) = delete;
  ~ProgressPhase();

  // Says which one of many is at hand. From the thread that began the phase.
  void set_detail(std::string detail);

  // From any thread.
  void advance(uint64_t units) { done_.fetch_add(units, std::memory_order_relaxed); }
  void set_done(uint64_t units) { done_.store(units, std::memory_order_relaxed); }

 private:
  friend class Progress;

  Progress* const progress_;
  const ProgressPlan plan_;
  uint64_t number_ = 0;
  std::string detail_;
  std::atomic<uint64_t> done_ = 0;
};

}  // namespace jescope
