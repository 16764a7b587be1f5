// SPDX-License-Identifier: Apache-2.0
//
// The one door to nlohmann/json. Internal to `render`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace jescope {

// Keeps fields in the order they are written.
using Json = nlohmann::ordered_json;

// Returns `json` on one line; broken UTF-8 in names becomes U+FFFD. All but
// ASCII is escaped, so the text may be shown anywhere.
std::string compact_json(const Json& json);

// The same with a line end.
std::string write_json(const Json& json);

}  // namespace jescope
