// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_checks.h"

#include <unistd.h>

#include <cerrno>
#include <filesystem>
#include <system_error>

#include "jescope/base/shell_word.h"
#include "jescope/base/system_error.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// A relative name without a folder is in the present one.
std::string folder_of(const std::string& path) {
  const std::string folder = fs::path(path).parent_path().string();
  return folder.empty() ? "." : folder;
}

// The dot keeps a file that may be run from being taken for a folder.
bool is_writable_folder(const std::string& path) {
  return ::access((path + "/.").c_str(), W_OK | X_OK) == 0;
}

std::string hint_for_prefix(const fs::path& path, int error) {
  const std::string folder = path.parent_path().string();
  if (error == ENOENT) return "mkdir -p " + shell_word(folder);
  return "--dumps " + shell_word("/tmp/" + path.filename().string());
}

}  // namespace

Result<std::string> absolute_prefix(const std::string& prefix) {
  std::error_code error;
  const fs::path path = fs::absolute(prefix, error);
  const std::string folder = path.parent_path().string();
  if (!error && is_writable_folder(folder)) return path.string();
  if (error) errno = error.value();
  const int reason = errno;
  Error unwritable =
      system_error(ErrorCode::kUnwritable, "--dumps", "a folder to write dumps to at " + folder);
  unwritable.hint = hint_for_prefix(path, reason);
  return unwritable;
}

std::optional<Error> check_output(const std::string& output) {
  if (output.empty() || output == "-") return std::nullopt;
  std::error_code error;
  if (fs::is_directory(output, error)) {
    return Error{ErrorCode::kUnwritable, output, "expected a file to write, got a folder", {}};
  }
  // A file is replaced, which its folder must allow; a device is written to.
  const bool is_device = fs::exists(output, error) && !fs::is_regular_file(output, error);
  const std::string folder = folder_of(output);
  const bool is_writable =
      is_device ? ::access(output.c_str(), W_OK) == 0 : is_writable_folder(folder);
  if (is_writable) return std::nullopt;
  const bool is_missing = errno == ENOENT;
  Error unwritable = system_error(ErrorCode::kUnwritable, output, "to write it");
  if (is_missing) unwritable.hint = "mkdir -p " + shell_word(folder);
  return unwritable;
}

}  // namespace jescope
