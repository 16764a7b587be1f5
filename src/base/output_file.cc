// SPDX-License-Identifier: Apache-2.0
//
// What is no regular file cannot be replaced, and is written to as it is.
#include "jescope/base/output_file.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>

#include <utility>

#include "jescope/base/new_file.h"
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

using Pieces = std::function<std::string()>;

Result<Done> write_each(int descriptor, const Pieces& next, const std::string& where) {
  for (std::string piece = next(); !piece.empty(); piece = next()) {
    Result<Done> written = write_all(descriptor, piece, where);
    if (!written.ok()) return written;
  }
  return Done();
}

Result<Done> write_directly(const std::string& path, const Pieces& next) {
  const int descriptor = open(path.c_str(), O_WRONLY | O_CLOEXEC);
  if (descriptor < 0) return unwritable(path);
  const Result<Done> written = write_each(descriptor, next, path);
  const Result<Done> closed = close_written(descriptor, path);
  return written.ok() ? closed : written;
}

// The permissions of the file that is replaced, else those of any new file:
// mkstemp's own are private.
void set_permissions(int descriptor, const std::string& replaced) {
  struct stat status = {};
  if (stat(replaced.c_str(), &status) == 0) {
    fchmod(descriptor, status.st_mode & 07777);
    return;
  }
  const mode_t mask = umask(0);
  umask(mask);
  fchmod(descriptor, kPermissionsBeforeUmask & ~mask);
}

// A symbolic link stays one; what it leads to is replaced.
std::string resolve_link(const std::string& path) {
  char* const resolved = realpath(path.c_str(), nullptr);
  if (resolved == nullptr) return path;
  std::string target = resolved;
  std::free(resolved);
  return target;
}

std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? std::string() : path.substr(0, slash + 1);
}

// The folder may be replaced in while the file itself is protected.
bool is_protected(const std::string& path) {
  return access(path.c_str(), F_OK) == 0 && access(path.c_str(), W_OK) != 0;
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

Result<Done> write_file(const std::string& named, std::string_view bytes) {
  return write_pieces(named,
                      [rest = std::string(bytes)]() mutable { return std::exchange(rest, {}); });
}

Result<Done> write_pieces(const std::string& named, const Pieces& next) {
  if (is_special_file(named)) return write_directly(named, next);
  const std::string path = resolve_link(named);
  if (is_protected(path)) return unwritable(named);
  NewFile file(folder_of(path));
  if (!file.is_open()) return unwritable(named);
  set_permissions(file.descriptor(), path);
  Result<Done> written = write_each(file.descriptor(), next, named);
  if (!written.ok()) return written;
  return file.rename_to(path) ? Result<Done>(Done()) : unwritable(named);
}

}  // namespace jescope
