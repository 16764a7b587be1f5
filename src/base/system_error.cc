// SPDX-License-Identifier: Apache-2.0
//
// The C library's texts begin with a capital letter; our messages do not.
#include "jescope/base/system_error.h"

#include <fmt/format.h>

#include <cerrno>
#include <cstring>

namespace jescope {

Error system_error(ErrorCode code, std::string where, std::string_view expected) {
  std::string text = std::strerror(errno);
  if (!text.empty() && text[0] >= 'A' && text[0] <= 'Z') {
    text[0] = static_cast<char>(text[0] - 'A' + 'a');
  }
  return {code, std::move(where), fmt::format("expected {}, got \"{}\"", expected, text), {}};
}

}  // namespace jescope
