// SPDX-License-Identifier: Apache-2.0
#include "symbolize/cache/file_identity.h"

#include <fmt/format.h>
#include <sys/stat.h>

namespace jescope {

std::string file_identity(const ElfFile& file) {
  struct stat status = {};
  if (file.descriptor() >= 0) ::fstat(file.descriptor(), &status);
  return fmt::format("{} {} {}.{}", file.build_id(), file.size_bytes(), status.st_mtim.tv_sec,
                     status.st_mtim.tv_nsec);
}

}  // namespace jescope
