// SPDX-License-Identifier: Apache-2.0
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <string_view>

#include "jescope/record/program_file.h"

namespace jescope {
namespace {

enum class Runnable { kYes, kForbidden, kMissing };

Runnable is_runnable(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) {
    return errno == EACCES ? Runnable::kForbidden : Runnable::kMissing;
  }
  const bool may_run = S_ISREG(status.st_mode) && ::access(path.c_str(), X_OK) == 0;
  return may_run ? Runnable::kYes : Runnable::kForbidden;
}

// Where PATH is not set: what execvp(3) of glibc takes.
constexpr std::string_view kStandardPath = "/bin:/usr/bin";

}  // namespace

FoundProgram find_program(const std::string& name, const std::string& path_variable) {
  FoundProgram found;
  const auto try_path = [&](const std::string& path) {
    const Runnable runnable = is_runnable(path);
    if (runnable == Runnable::kYes) found.path = path;
    found.is_forbidden |= runnable == Runnable::kForbidden;
    return runnable == Runnable::kYes;
  };
  if (name.empty()) return found;
  if (name.find('/') != std::string::npos) {
    (void)try_path(name);
    return found;
  }
  std::string_view folders = path_variable.empty() ? kStandardPath : path_variable;
  while (true) {
    const size_t colon = folders.find(':');
    const std::string_view folder = folders.substr(0, colon);
    if (try_path((folder.empty() ? "." : std::string(folder)) + "/" + name)) return found;
    if (colon == std::string_view::npos) return found;
    folders.remove_prefix(colon + 1);
  }
}

}  // namespace jescope
