// SPDX-License-Identifier: Apache-2.0
//
// Lists the layouts, folder by folder.
#include "symbolize/find/build_id_places.h"

#include <fmt/format.h>

#include <algorithm>

#include "symbolize/elf/build_id.h"
#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

constexpr size_t kLeastDigits = 4;  // two for the folder, and a name
constexpr size_t kMostDigits = 128;

bool is_hex_digit(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
}

void add_copies(std::vector<FilePlace>& places, const std::string& folder,
                const std::string& build_id) {
  const std::string debug_path = build_id_path(folder, build_id);
  places.push_back({debug_path});
  places.push_back({debug_path.substr(0, debug_path.rfind('.'))});
  places.push_back({build_id_path(folder + "/usr/lib/debug", build_id)});
  places.push_back({fmt::format("{}/{}/debuginfo", folder, build_id)});
}

}  // namespace

bool is_plain_build_id(std::string_view build_id) {
  return build_id.size() >= kLeastDigits && build_id.size() <= kMostDigits &&
         std::all_of(build_id.begin(), build_id.end(), is_hex_digit);
}

std::vector<FilePlace> places_of_build_id(const std::string& build_id, const SymbolSearch& search) {
  std::vector<FilePlace> places;
  if (!is_plain_build_id(build_id)) return places;
  for (const std::string& debug_dir : search.debug_dirs) {
    for (FilePlace& place : places_everywhere(build_id_path(debug_dir, build_id), search)) {
      places.push_back(std::move(place));
    }
  }
  for (const std::string& folder : search.symbol_dirs) add_copies(places, folder, build_id);
  for (const std::string& cache : search.debuginfod_caches) {
    places.push_back({fmt::format("{}/{}/debuginfo", cache, build_id)});
  }
  return places;
}

}  // namespace jescope
