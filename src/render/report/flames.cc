// SPDX-License-Identifier: Apache-2.0
//
// Flame graphs within a number of bytes: the whole tree where it fits, else its
// largest nodes, by half until they do.
#include <fmt/format.h>

#include <algorithm>

#include "jescope/render/flame.h"
#include "jescope/summarize/fold_small.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"

namespace jescope {
namespace {

// Fewer are no picture; the page grows beyond its measure instead.
constexpr size_t kFewestNodes = 64;

constexpr std::string_view kHowToRead =
    "A frame is as wide as the memory allocated by it and by what it calls. Click a frame to zoom; "
    "right click hides it or keeps only its stacks.";
constexpr std::string_view kHowToReadChange =
    "A frame is as wide as the larger of both sides. Orange grew, blue shrank, yellow is new, "
    "struck out is gone, grey lies within the sampling error. Click a frame to zoom.";

struct FittedFlame {
  std::string svg;
  FoldedTree folded;  // what was left out
};

FittedFlame fit_flame(const CallTree& tree, const FlameStyle& style, size_t most_bytes) {
  FittedFlame fitted{render_flame_element(tree, style), {}};
  for (size_t most = tree.nodes.size(); fitted.svg.size() > most_bytes && most > kFewestNodes;) {
    most /= 2;
    fitted.folded = fold_small(tree, most);
    fitted.svg = render_flame_element(fitted.folded.tree, style);
  }
  return fitted;
}

// The rule by which frames were put together, in the reader's numbers.
std::string folded_note(const FittedFlame& fitted, Metric metric) {
  const FoldedTree& folded = fitted.folded;
  if (folded.folded_nodes == 0) return {};
  return html_note(fmt::format(
      "To keep this page small, the {} smallest frames, below {} each, stand put together under "
      "their callers as \"(N smaller frames)\". jescope flame draws all of them.",
      format_count(static_cast<int64_t>(folded.folded_nodes)),
      format_value(folded.least_value, metric, ByteUnit::kAuto)));
}

std::string flame_content(std::string_view how_to_read, const FittedFlame& fitted, Metric metric) {
  return html_paragraph(how_to_read) + folded_note(fitted, metric) + "<div class=\"picture\">\n" +
         fitted.svg + "</div>\n";
}

}  // namespace

FlameSections flame_sections(const HeapReport& report, size_t most_bytes) {
  FlameSections sections;
  size_t left = most_bytes;
  if (report.change) {
    const ReportedChange& change = *report.change;
    const FlameStyle style{"Change of " + std::string(metric_title(report.metric)),
                           change.before + " → " + change.after, true};
    const FittedFlame fitted = fit_flame(change.tree, style, left / 2);
    left -= std::min(left, fitted.svg.size());
    sections.of_change = flame_content(kHowToReadChange, fitted, report.metric);
  }
  std::string title(metric_title(report.metric));
  title.front() = static_cast<char>(title.front() - 'a' + 'A');
  const FlameStyle style{title + " by stack", report.newest.subject, true};
  const FittedFlame fitted = fit_flame(report.newest.tree, style, left);
  sections.of_dump = flame_content(kHowToRead, fitted, report.metric);
  return sections;
}

}  // namespace jescope
