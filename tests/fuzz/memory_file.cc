// SPDX-License-Identifier: Apache-2.0
//
// memfd_create(2) gives a regular file without a name.
#include "tests/fuzz/memory_file.h"

#include <sys/mman.h>
#include <unistd.h>

#include "tests/fuzz/require.h"

namespace jescope::testing {

MemoryFile::MemoryFile(const uint8_t* bytes, size_t length)
    : descriptor_(memfd_create("input", MFD_CLOEXEC)) {
  require(descriptor_ >= 0);
  require(write(descriptor_, bytes, length) == static_cast<ssize_t>(length));
}

MemoryFile::~MemoryFile() {
  close(descriptor_);
}

}  // namespace jescope::testing
