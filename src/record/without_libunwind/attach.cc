// SPDX-License-Identifier: Apache-2.0
//
// In the place of record/attach where jescope is built without libunwind
// (JESCOPE_RECORD=OFF): a thread's stack tells whether it may call the allocator.
#include "jescope/record/attach.h"

namespace jescope {
namespace {

Error no_libunwind(int64_t process) {
  return Error{ErrorCode::kUsage, "process " + std::to_string(process),
               "expected a build of jescope with libunwind, got one without",
               "cmake ... -DJESCOPE_RECORD=ON builds it"};
}

}  // namespace

Result<AllocatorAnswer> ask_allocator(const AllocatorWish& wish) {
  return no_libunwind(wish.process);
}

Result<ProcessStacks> take_stacks(int64_t process) {
  return no_libunwind(process);
}

}  // namespace jescope
