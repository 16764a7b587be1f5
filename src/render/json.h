// SPDX-License-Identifier: Apache-2.0
//
// The one door to nlohmann/json. Internal to `render`.
#pragma once

#include <nlohmann/json.hpp>
#include <string>

namespace jescope {

// Keeps fields in the order they are written.
using Json = nlohmann::ordered_json;

// Returns `json` as text with a line end; broken UTF-8 in names becomes U+FFFD.
std::string write_json(const Json& json);

}  // namespace jescope
