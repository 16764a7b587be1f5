// SPDX-License-Identifier: Apache-2.0
//
// Bytes to and from a server, with or without TLS. Internal to `fetch`.
#pragma once

#include <span>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

class Connection {
 public:
  virtual ~Connection() = default;

  // Fills the front of `room` and returns how many bytes; 0: the server has closed.
  virtual Result<size_t> read(std::span<char> room) = 0;

  // Sends all of `bytes`. From here on the server may take its time to answer.
  virtual Result<Done> write(std::string_view bytes) = 0;
};

}  // namespace jescope
