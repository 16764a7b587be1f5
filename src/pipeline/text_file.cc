// SPDX-License-Identifier: Apache-2.0
#include "pipeline/text_file.h"

#include <cerrno>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <system_error>

namespace jescope {

Result<std::string> read_text_file(const std::string& path) {
  constexpr uintmax_t kMostBytes = 16 << 20;
  const auto unreadable = [&](std::string message) {
    return Error{ErrorCode::kUnreadable, path, std::move(message), {}};
  };
  std::error_code error;
  const std::filesystem::file_status status = std::filesystem::status(path, error);
  if (error) return unreadable("expected a text file, got: " + error.message());
  if (!std::filesystem::is_regular_file(status)) {
    return unreadable("expected a text file, got something else");
  }
  if (std::filesystem::file_size(path, error) > kMostBytes || error) {
    return unreadable("expected a text file of at most 16 MiB, got a larger one");
  }
  std::ifstream file(path, std::ios::binary);
  std::string text((std::istreambuf_iterator<char>(file)), std::istreambuf_iterator<char>());
  if (file.bad() || !file.is_open()) return unreadable("expected a readable file, got an error");
  return text;
}

}  // namespace jescope
