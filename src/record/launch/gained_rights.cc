// SPDX-License-Identifier: Apache-2.0
#include "record/launch/gained_rights.h"

#include <sys/prctl.h>
#include <sys/stat.h>
#include <sys/statvfs.h>
#include <sys/xattr.h>
#include <unistd.h>

namespace jescope {

std::string gained_rights(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return {};
  struct statvfs mount = {};
  const bool are_ignored =
      (::statvfs(path.c_str(), &mount) == 0 && (mount.f_flag & ST_NOSUID) != 0) ||
      ::prctl(PR_GET_NO_NEW_PRIVS, 0, 0, 0, 0) == 1;
  if (are_ignored) return {};
  if ((status.st_mode & S_ISUID) != 0 && status.st_uid != ::getuid()) return "set-user-ID";
  // Without the right to run it for the group, the bit means another thing.
  constexpr mode_t kSetGroup = S_ISGID | S_IXGRP;
  if ((status.st_mode & kSetGroup) == kSetGroup && status.st_gid != ::getgid()) {
    return "set-group-ID";
  }
  const bool has_capabilities =
      ::getxattr(path.c_str(), "security.capability", nullptr, 0) > 0 && ::getuid() != 0;
  return has_capabilities ? "file capabilities" : std::string();
}

}  // namespace jescope
