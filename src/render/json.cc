// SPDX-License-Identifier: Apache-2.0
//
// Writes JSON for programs: no blanks but line ends between the elements of
// the outermost lists would help nobody, so it is one line.
#include "render/json.h"

namespace jescope {

std::string compact_json(const Json& json) {
  return json.dump(-1, ' ', true, Json::error_handler_t::replace);
}

std::string write_json(const Json& json) {
  return compact_json(json) + "\n";
}

}  // namespace jescope
