// SPDX-License-Identifier: Apache-2.0
//
// One question to a worker and its answer, under way. Neither side is waited
// for: bytes are sent and received as the socket takes and gives them.
#pragma once

#include <chrono>
#include <cstddef>
#include <string>
#include <string_view>

#include "symbolize/files/open_file.h"

namespace jescope {

class Conversation {
 public:
  using Clock = std::chrono::steady_clock;

  // `row`: which question it is, for the caller.
  Conversation(size_t row, FileDescriptor socket, std::string question, Clock::time_point deadline);

  size_t row() const { return row_; }
  int socket() const { return socket_.number(); }
  Clock::time_point deadline() const { return deadline_; }
  bool is_sending() const { return sent_bytes_ < question_.size(); }

  // What came so far: the answer, and at the end how the worker ended.
  std::string_view received() const { return received_; }

  // Sends and receives what poll(2) says is possible. False at the end.
  bool advance(short events);

 private:
  void send_more();
  bool receive_more();

  size_t row_;
  FileDescriptor socket_;
  std::string question_;
  Clock::time_point deadline_;
  size_t sent_bytes_ = 0;
  std::string received_;
};

}  // namespace jescope
