// SPDX-License-Identifier: Apache-2.0
//
// Writes a file whole or not at all.
#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

// Writes `bytes` beside `path` and renames the file into place, so a reader
// never sees a part of it and a failure leaves what was there before. A path
// that is no regular file (/dev/stdout, a pipe) is written to directly.
Result<Done> write_file(const std::string& path, std::string_view bytes);

// The same, with what `next` returns until it returns nothing.
Result<Done> write_pieces(const std::string& path, const std::function<std::string()>& next);

// Writes all of `bytes` to an open file; `where` names it in errors.
Result<Done> write_all(int descriptor, std::string_view bytes, const std::string& where);

}  // namespace jescope
