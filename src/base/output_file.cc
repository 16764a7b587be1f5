// SPDX-License-Identifier: Apache-2.0
//
//   report.svg.XXXXXX   written, closed, then renamed to   report.svg
#include "jescope/base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdio>
#include <cstdlib>

#include "jescope/base/system_error.h"

namespace jescope {
namespace {

constexpr mode_t kPermissionsBeforeUmask = 0666;

Error unwritable(const std::string& where) {
  return system_error(ErrorCode::kUnwritable, where, "to write it");
}

bool is_special_file(const std::string& path) {
  struct stat status = {};
  return stat(path.c_str(), &status) == 0 && !S_ISREG(status.st_mode);
}

Result<Done> close_written(int descriptor, const std::string& path) {
  if (close(descriptor) != 0) return unwritable(path);
  return Done();
}

Result<Done> write_directly(const std::string& path, std::string_view bytes) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return unwritable(path);
  const Result<Done> written = write_all(descriptor, bytes, path);
  const Result<Done> closed = close_written(descriptor, path);
  return written.ok() ? closed : written;
}

// mkstemp makes files private; a report has the permissions of any new file.
void use_usual_permissions(int descriptor) {
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, kPermissionsBeforeUmask & ~mask);
}

}  // namespace

Result<Done> write_all(int descriptor, std::string_view bytes, const std::string& where) {
  while (!bytes.empty()) {
    const ssize_t written = write(descriptor, bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) return unwritable(where);
    bytes.remove_prefix(static_cast<size_t>(written));
  }
  return Done();
}

Result<Done> write_file(const std::string& path, std::string_view bytes) {
  if (is_special_file(path)) return write_directly(path, bytes);
  std::string beside = path + ".XXXXXX";
  const int descriptor = mkostemp(beside.data(), O_CLOEXEC);
  if (descriptor < 0) return unwritable(path);
  use_usual_permissions(descriptor);
  const Result<Done> written = write_all(descriptor, bytes, path);
  const Result<Done> closed = close_written(descriptor, path);
  const bool renamed =
      written.ok() && closed.ok() && std::rename(beside.c_str(), path.c_str()) == 0;
  if (renamed) return Done();
  const Error error = !written.ok()  ? written.error()
                      : !closed.ok() ? closed.error()
                                     : unwritable(path);
  unlink(beside.c_str());
  return error;
}

}  // namespace jescope
