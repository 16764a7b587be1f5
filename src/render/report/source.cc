// SPDX-License-Identifier: Apache-2.0
#include <fmt/format.h>

#include "jescope/render/source.h"
#include "render/report/html.h"
#include "render/report/sections.h"

namespace jescope {

std::string source_section(const HeapReport& report, const ReportStyle& style) {
  const std::optional<SourceList>& source = report.newest.source;
  if (!source) return {};
  std::string html =
      "<p>What single lines hold: self is allocated by the line itself, "
      "cumulative also by what it calls.</p>\n" +
      render_source_element(*source, style.unit);
  if (source->functions_left_out == 0) return html;
  return html + html_note(fmt::format("{} more functions hold memory themselves.",
                                      source->functions_left_out));
}

}  // namespace jescope
