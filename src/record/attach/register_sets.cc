// SPDX-License-Identifier: Apache-2.0
#include "record/attach/register_sets.h"

#include <sys/ptrace.h>
#include <sys/uio.h>

namespace jescope {
namespace {

// Larger than any processor's: AMX tiles take 8 KiB, SVE up to 17 KiB.
constexpr size_t kMostBytes = 64 << 10;

}  // namespace

std::string read_register_bytes(pid_t thread, int type) {
  std::string bytes(kMostBytes, '\0');
  iovec target = {bytes.data(), bytes.size()};
  if (ptrace(PTRACE_GETREGSET, thread, type, &target) != 0) return {};
  bytes.resize(target.iov_len);
  return bytes;
}

bool write_register_set(pid_t thread, int type, const void* bytes, size_t length) {
  iovec source = {const_cast<void*>(bytes), length};
  return ptrace(PTRACE_SETREGSET, thread, type, &source) == 0;
}

}  // namespace jescope
