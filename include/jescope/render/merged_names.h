// SPDX-License-Identifier: Apache-2.0
//
// Writes which names were put together.
#pragma once

#include <string>

#include "jescope/model/merged_names.h"
#include "jescope/render/table_style.h"

namespace jescope {

// Returns each name with those that became it, as text, JSON
// ("jescope/merged-names/1"), CSV (kind,name,from) or Markdown. Nothing merged
// is said, too.
std::string render_merged_names(const MergedNames& merged, const TableStyle& style);

}  // namespace jescope
