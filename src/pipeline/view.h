// SPDX-License-Identifier: Apache-2.0
//
// From a profile to a report's bytes: the right half of the pipeline. Internal
// to `pipeline`.
#pragma once

#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/profile.h"
#include "jescope/pipeline/request.h"
#include "jescope/render/flame.h"

namespace jescope {

// What stands over a report.
struct Title {
  std::string subject;                                   // the dumps
  Values whole;                                          // before filtering
  std::string symbols_command = "jescope symbols DUMP";  // tells why names are missing
  std::string remark = {};                               // one more line; empty: none
  std::string missing = {};                              // as Loaded::missing
  std::string sampling = {};                             // as Loaded::sampling
};

// Returns the report that request.command asks for; not kInfo.
Result<std::string> view(const Profile& profile, const Request& request, const Title& title,
                         Diagnostics& diagnostics);

// Returns the request's style with the heading of a table.
TableStyle titled_style(const Profile& profile, const Request& request, const Title& title);

// Returns the picture as SVG or HTML, as the request says.
std::string draw_flame(const CallTree& tree, std::string title, std::string subtitle,
                       const Request& request, std::vector<std::string> snapshot_subtitles = {});

}  // namespace jescope
