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
  std::string whole;
  std::vector<size_t> starts;
  for (const std::string& part : parts) {
    if (!whole.empty()) whole += '/';
    starts.push_back(whole.size());
    whole += part;
  }
  std::vector<std::string> ends;
  for (const size_t start : starts) ends.push_back(whole.substr(start));
  return ends;
}

}  // namespace jescope
