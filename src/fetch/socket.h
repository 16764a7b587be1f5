// SPDX-License-Identifier: Apache-2.0
//
// A TCP connection that never waits longer than it may. Internal to `fetch`.
#pragma once

#include <optional>
#include <string>

#include "fetch/connection.h"
#include "fetch/deadline.h"
#include "jescope/fetch/fetch.h"

namespace jescope {

// How long a page may take, and its name in errors.
struct Patience {
  std::string where;
  Deadline whole;
  double whole_seconds;
  double connect_seconds;
  double stall_seconds;
};

class Socket : public Connection {
 public:
  // Connects to the first of the host's addresses that takes the connection.
  static Result<Socket> open(const Url& url, const Patience& patience);

  Socket(Socket&& other) noexcept;
  Socket(const Socket&) = delete;
  Socket& operator=(const Socket&) = delete;
  ~Socket() override;

  Result<size_t> read(std::span<char> room) override;
  Result<Done> write(std::string_view bytes) override;

  // The server may take all of its time until the next byte.
  void expect_answer() { has_heard_ = false; }

 private:
  Socket(int descriptor, const Patience& patience)
      : descriptor_(descriptor), patience_(&patience) {}

  Error timeout() const;

  int descriptor_;
  const Patience* patience_;
  bool has_heard_ = false;  // the answer has begun: it must not stall
};

}  // namespace jescope
