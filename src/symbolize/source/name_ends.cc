// SPDX-License-Identifier: Apache-2.0
#include "symbolize/source/name_ends.h"

#include <filesystem>

namespace jescope {

std::vector<std::string> name_ends(const std::string& path) {
  constexpr size_t kMostParts = 64;
  std::vector<std::string> parts;
  for (const auto& part : std::filesystem::path(path).lexically_normal().relative_path()) {
    if (!part.empty() && part != "." && part != "..") parts.push_back(part.string());
  }
  if (parts.size() > kMostParts) parts.erase(parts.begin(), parts.end() - kMostParts);
  std::vector<std::string> ends(parts.size());
  std::string end;
  for (size_t i = parts.size(); i-- > 0;) {
    end = end.empty() ? parts[i] : parts[i] + "/" + end;
    ends[i] = end;
  }
  return ends;
}

}  // namespace jescope
