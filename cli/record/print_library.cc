// SPDX-License-Identifier: Apache-2.0
#include "cli/record/print_library.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <filesystem>
#include <system_error>

#include "cli/messages.h"
#include "jescope/base/output_file.h"
#include "jescope/base/shell_word.h"
#include "jescope/base/system_error.h"
#include "jescope/record/placed_library.h"

namespace jescope {
namespace {

constexpr mode_t kExecutable = 0755;

std::string absolute(const std::string& path) {
  std::error_code error;
  const std::filesystem::path whole = std::filesystem::absolute(path, error);
  return error ? path : whole.lexically_normal().string();
}

std::string environment_lines(const RecordInvocation& invocation) {
  return fmt::format("LD_PRELOAD={}\nJESCOPE_RECORD={}\nJESCOPE_RECORD_PREFIX={}\n",
                     shell_word(absolute(invocation.written_file)),
                     shell_word(setting_text(invocation.setting)),
                     shell_word(absolute(invocation.prefix)));
}

}  // namespace

Outcome print_library(const RecordInvocation& invocation) {
  const auto failure = [](const Error& error) {
    return Outcome{exit_status(error.code), "", describe(error)};
  };
  const std::string& path = invocation.written_file;
  const Result<std::string> bytes =
      library_bytes(invocation.recorder_path, invocation.written_architecture);
  if (!bytes.ok()) return failure(bytes.error());
  const Result<Done> written = write_file(path, *bytes);
  if (!written.ok()) return failure(written.error());
  std::error_code error;
  if (std::filesystem::is_regular_file(path, error) && ::chmod(path.c_str(), kExecutable) != 0) {
    return failure(system_error(ErrorCode::kUnwritable, path, "to make it executable"));
  }
  return {0, "", invocation.quiet ? std::string() : environment_lines(invocation)};
}

}  // namespace jescope
