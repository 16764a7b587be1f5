// SPDX-License-Identifier: Apache-2.0
//
// What a status that is no success means for somebody who wants a heap profile.
// Internal to `fetch`.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "jescope/fetch/url.h"

namespace jescope {

// Returns the error for an answer with this status; `body` is the page that came
// with it, whose first line often tells the reason.
Error status_error(const Url& url, int status, std::string_view reason, std::string_view body);

}  // namespace jescope
