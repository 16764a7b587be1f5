// SPDX-License-Identifier: Apache-2.0
//
// jemalloc's mallctl(3), called by a borrowed thread.
#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "record/attach/borrowed_thread.h"

namespace jescope {

class Mallctl {
 public:
  Mallctl(BorrowedThread& thread, uint64_t address) : thread_(thread), address_(address) {}

  // Returns nothing where this jemalloc does not know the name.
  Result<std::optional<bool>> read_flag(std::string_view name);

  // Each returns mallctl's own errno, 0 when it did what it was asked.
  Result<int> write_flag(std::string_view name, bool value);
  Result<int> dump(std::string_view path);

 private:
  Result<int> call(std::string_view name, uint64_t old_at, uint64_t old_size_at, uint64_t new_at,
                   uint64_t new_size);

  BorrowedThread& thread_;
  uint64_t address_;
};

}  // namespace jescope
