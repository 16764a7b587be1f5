// SPDX-License-Identifier: Apache-2.0
//
// Writes JSON for programs: no blanks but line ends between the elements of
// the outermost lists would help nobody, so it is one line.
#include "render/json.h"

namespace jescope {

std::string write_json(const Json& json) {
  return json.dump(-1, ' ', false, Json::error_handler_t::replace) + "\n";
}

}  // namespace jescope
