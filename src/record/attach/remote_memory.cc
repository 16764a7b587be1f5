// SPDX-License-Identifier: Apache-2.0
#include "record/attach/remote_memory.h"

#include <sys/uio.h>

#include <algorithm>
#include <bit>

namespace jescope {

size_t read_remote(pid_t thread, uint64_t address, void* target, size_t length) {
  const iovec local = {target, length};
  const iovec remote = {std::bit_cast<void*>(address), length};
  const ssize_t got = process_vm_readv(thread, &local, 1, &remote, 1, 0);
  return static_cast<size_t>(std::max<ssize_t>(got, 0));
}

bool write_remote(pid_t thread, uint64_t address, std::string_view bytes) {
  const iovec local = {const_cast<char*>(bytes.data()), bytes.size()};
  const iovec remote = {std::bit_cast<void*>(address), bytes.size()};
  return process_vm_writev(thread, &local, 1, &remote, 1, 0) == static_cast<ssize_t>(bytes.size());
}

}  // namespace jescope
