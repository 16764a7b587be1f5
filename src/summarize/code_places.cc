// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/code_places.h"

#include <algorithm>
#include <limits>

namespace jescope {

void CodePlaces::add(const AddressProfile& profile) {
  std::vector<uint32_t> rows;
  for (const Module& module : profile.modules) rows.push_back(row_of(module));
  for (const Location& location : profile.locations) {
    const uint32_t module = rows[location.module.row()];
    offsets_.try_emplace({module, location.link_address}, location.offset);
  }
}

uint32_t CodePlaces::row_of(const Module& module) {
  const auto [known, is_new] =
      rows_.try_emplace(module.path, static_cast<uint32_t>(modules_.size()));
  if (is_new) modules_.push_back(module);
  return known->second;
}

std::optional<CodePlace> CodePlaces::find(std::string_view module, uint64_t link_address) const {
  const auto row = rows_.find(module);
  if (row == rows_.end()) return std::nullopt;
  const auto place = offsets_.find({row->second, link_address});
  if (place == offsets_.end()) return std::nullopt;
  return CodePlace{row->second, place->second};
}

std::vector<uint64_t> CodePlaces::offsets_of(uint32_t module) const {
  std::vector<uint64_t> offsets;
  const auto first = offsets_.lower_bound({module, 0});
  const auto last = offsets_.upper_bound({module, std::numeric_limits<uint64_t>::max()});
  for (auto place = first; place != last; ++place) offsets.push_back(place->second);
  std::ranges::sort(offsets);
  offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
  return offsets;
}

}  // namespace jescope
