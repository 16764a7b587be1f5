// SPDX-License-Identifier: Apache-2.0
//
// The call graph in each of its formats. Internal to `pipeline`.
#pragma once

#include <string>

#include "jescope/base/diagnostics.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/render/table_style.h"

namespace jescope {

// Draws a grouped profile under the style's heading; notes what the layout or the
// format does not take.
std::string draw_graph(const Profile& profile, const Request& request, GraphFormat format,
                       const TableStyle& style, Diagnostics& diagnostics);

}  // namespace jescope
