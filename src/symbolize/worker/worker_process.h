// SPDX-License-Identifier: Apache-2.0
//
// The processes behind an isolated source. A small server is forked before
// anything large is loaded, and forks for each question:
//
//   jescope ──question's socket──▶ server ──fork──▶ keeper ──fork──▶ worker
//      ▲                                              │                │
//      └────────── answer, then how it ended ─────────┴────────────────┘
//
// The worker limits its own memory and time, then reads files. The keeper waits
// for it and tells how it ended. When jescope ends, all of them are killed.
#pragma once

#include <sys/types.h>

#include <chrono>
#include <cstdint>
#include <functional>
#include <string>
#include <string_view>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/files/open_file.h"

namespace jescope {

// How a worker ended.
struct WorkerEnd {
  int exit_status = -1;  // -1: a signal killed it
  int signal = 0;
};

// Exit status of a worker that ran out of memory.
inline constexpr int kWorkerOutOfMemory = 77;

class WorkerServer {
 public:
  // Turns a question into an answer, in a worker.
  using Task = std::function<std::string(std::string_view question)>;

  // Starts the server. is_running() is false when no process can be made.
  WorkerServer(const Task& task, const WorkerLimits& limits);
  WorkerServer(const WorkerServer&) = delete;
  WorkerServer& operator=(const WorkerServer&) = delete;
  ~WorkerServer();

  bool is_running() const { return control_.is_open(); }

  // Starts a worker and returns the socket for its question and answer; not
  // open when there is none to be had.
  FileDescriptor start_worker();

 private:
  FileDescriptor control_;
  pid_t server_ = -1;
};

// The last bytes of an answer's socket, written by the keeper.
inline constexpr size_t kWorkerEndBytes = 8;
WorkerEnd decode_worker_end(std::string_view bytes);

}  // namespace jescope
