// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/temporary_answer.h"

#include <fcntl.h>
#include <unistd.h>

#include <cstdlib>

#include "jescope/base/output_file.h"
#include "jescope/base/system_error.h"

namespace jescope {

Result<std::string> write_temporary(const std::string& folder, std::string_view ending,
                                    std::string_view bytes) {
  // mkostemps(3) puts others in the place of the six letters.
  std::string path = folder + "/jescope." + std::string(6, 'X') + std::string(ending);
  const int descriptor = ::mkostemps(path.data(), static_cast<int>(ending.size()), O_CLOEXEC);
  if (descriptor < 0) {
    return system_error(ErrorCode::kUnwritable, folder, "a folder for temporary files");
  }
  const Result<Done> written = write_all(descriptor, bytes, path);
  ::close(descriptor);
  if (written.ok()) return path;
  ::unlink(path.c_str());
  return written.error();
}

}  // namespace jescope
