// SPDX-License-Identifier: Apache-2.0
//
//   title
//   lines
//    ┌───────────────┐
//   y│ stacked areas │   each area is painted down to the axis, the highest
//    └───────────────┘   first, so a boundary is written once
//        x axis
//   ■ name  detail       the highest area first
//
// Colours are those of Okabe and Ito, which all kinds of sight tell apart.
#include "render/trend/chart.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>
#include <iterator>

#include "jescope/base/printable.h"
#include "jescope/base/rounded.h"
#include "jescope/base/units.h"
#include "render/escape.h"
#include "render/fit_name.h"
#include "render/numbers.h"
#include "render/trend/chart_ticks.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

constexpr double kWidth = 960;
constexpr double kLeft = 84;
constexpr double kRight = 24;
constexpr double kPlotHeight = 360;
constexpr double kLineHeight = 20;
constexpr double kTop = 20;  // above the title
constexpr size_t kTicksAcross = 10;
constexpr size_t kTicksUp = 8;
constexpr size_t kNameColumns = 100;
constexpr size_t kTextColumns = 140;
constexpr size_t kMostOutlinedPoints = 40;  // more are too close: the outlines would hide the areas

constexpr std::string_view kStyle =
    R"(<style>
.trend{background:#fff;font:12px system-ui,-apple-system,"Segoe UI",Roboto,"Noto Sans","Liberation Sans",Arial,sans-serif;font-variant-numeric:tabular-nums}
.trend .page{fill:#fff}
.trend text{fill:#1f2328}
.trend .title{font-size:16px;font-weight:600}
.trend .faint{fill:#59636e}
.trend .name{font-family:ui-monospace,"SFMono-Regular",Menlo,Consolas,"DejaVu Sans Mono",monospace}
.trend .grid{stroke:#d1d9e0;stroke-width:1}
.trend .axis{stroke:#59636e;stroke-width:1}
.trend .area{stroke:#fff;stroke-width:.6;stroke-linejoin:round}
.trend .bare{stroke:none}
.trend .limit{stroke:#1f2328;stroke-width:1.5;stroke-dasharray:6 4}
.trend .point{fill:#1f2328;fill-opacity:0}
.trend .point:hover{fill-opacity:1}
.trend .area:hover{fill-opacity:.8}
.trend .up{text-anchor:end}
.trend .across{text-anchor:middle}
.c0{fill:#d0d7de}.c1{fill:#0072b2}.c2{fill:#e69f00}.c3{fill:#009e73}.c4{fill:#cc79a7}.c5{fill:#56b4e9}.c6{fill:#d55e00}.c7{fill:#f0e442}
@media screen and (prefers-color-scheme:dark){
.trend{background:#16191d}
.trend .page{fill:#16191d}
.trend text{fill:#e6e9ed}
.trend .faint{fill:#9aa4af}
.trend .grid{stroke:#343a41}
.trend .axis{stroke:#9aa4af}
.trend .area{stroke:#16191d}
.trend .bare{stroke:none}
.trend .limit{stroke:#e6e9ed}
.trend .point{fill:#e6e9ed}
.c0{fill:#484f58}.c1{fill:#2f8fd0}.c2{fill:#d18f00}.c3{fill:#12a07a}.c4{fill:#c277a1}.c5{fill:#6bbcec}.c6{fill:#d2601a}.c7{fill:#d9ce45}
}
</style>
)";

template <typename... Args>
void append(std::string& out, fmt::format_string<Args...> format, Args&&... args) {
  fmt::format_to(std::back_inserter(out), format, std::forward<Args>(args)...);
}

void append_text(std::string& out, double x, double y, std::string_view classes,
                 std::string_view text) {
  append(out, "<text x=\"{:.0f}\" y=\"{:.0f}\" class=\"{}\">{}</text>\n", x, y, classes,
         xml_escape(text));
}

class ChartDrawing {
 public:
  explicit ChartDrawing(const Chart& chart)
      : chart_(chart),
        plot_top_(kTop + kLineHeight * (1.5 + static_cast<double>(chart.lines.size()))) {
    stack_areas();
    highest_ = std::max({1.0, std::ranges::max(levels_.back()), chart.limit.value_or(0)});
    highest_ *= 1.02;
  }

  std::string run() {
    const double height = legend_top() + kLineHeight * static_cast<double>(levels_.size()) + 8;
    append(out_,
           "<svg xmlns=\"http://www.w3.org/2000/svg\" class=\"trend\" width=\"{0:.0f}\" "
           "height=\"{1:.0f}\" viewBox=\"0 0 {0:.0f} {1:.0f}\" role=\"img\" "
           "data-plot=\"{2:.0f} {3:.0f} {4:.1f} {5:.1f}\">\n",
           kWidth, height, kLeft, kWidth - kRight, plot_top_, bottom());
    append(out_, "<title>{}</title>\n", xml_escape(chart_.title));
    out_ += kStyle;
    append(out_, "<rect class=\"page\" width=\"{:.0f}\" height=\"{:.0f}\"/>\n", kWidth, height);
    draw_head();
    draw_grid();
    draw_areas();
    draw_limit();
    draw_axis();
    draw_points();
    draw_legend();
    return std::move(out_) + "</svg>\n";
  }

 private:
  // The upper boundary of each area, the rest's first.
  void stack_areas() {
    levels_.push_back(chart_.rest.values);
    for (const ChartArea& area : chart_.areas) {
      std::vector<double> level = levels_.back();
      for (size_t i = 0; i < level.size(); ++i) level[i] += std::max(0.0, area.values[i]);
      levels_.push_back(std::move(level));
    }
  }

  const ChartArea& area(size_t i) const { return i == 0 ? chart_.rest : chart_.areas[i - 1]; }

  double x(double position) const {
    const double from = chart_.positions.front();
    const double span = chart_.positions.back() - from;
    const double part = span > 0 ? (position - from) / span : 0;
    return kLeft + part * (kWidth - kLeft - kRight);
  }

  double y(double value) const { return bottom() - value / highest_ * kPlotHeight; }
  double bottom() const { return plot_top_ + kPlotHeight; }
  double legend_top() const { return bottom() + 3.5 * kLineHeight; }

  void draw_head() {
    const double left = 16;
    append_text(out_, left, kTop + 6, "title",
                cut_middle(printable_text(chart_.title), kTextColumns));
    double at = kTop + 6;
    for (const std::string& line : chart_.lines) {
      at += kLineHeight;
      append_text(out_, left, at, "faint", cut_middle(printable_text(line), kTextColumns));
    }
  }

  void draw_grid() {
    for (const double tick : axis_ticks(0, highest_, kTicksUp, unit_of(chart_.metric))) {
      append(out_, "<path class=\"grid\" d=\"M{:.0f} {:.1f}H{:.0f}\"/>\n", kLeft, y(tick),
             kWidth - kRight);
      append_text(out_, kLeft - 8, y(tick) + 4, "faint up",
                  format_value(rounded(tick), chart_.metric, ByteUnit::kAuto));
    }
  }

  // Steps from point to point in tenths of a pixel: "l.9-3".
  std::string boundary(const std::vector<double>& level) const {
    std::string path;
    int64_t at_x = std::llround(10 * x(chart_.positions.front()));
    int64_t at_y = std::llround(10 * y(level.front()));
    append(path, "M{:.0f} {:.1f}V{:.1f}", kLeft, bottom(), static_cast<double>(at_y) / 10);
    for (size_t i = 1; i < level.size(); ++i) {
      const int64_t next_x = std::llround(10 * x(chart_.positions[i]));
      const int64_t next_y = std::llround(10 * y(level[i]));
      append(path, "l{} {}", static_cast<double>(next_x - at_x) / 10,
             static_cast<double>(next_y - at_y) / 10);
      at_x = next_x;
      at_y = next_y;
    }
    append(path, "H{:.0f}V{:.1f}Z", kWidth - kRight, bottom());
    return path;
  }

  void draw_areas() {
    const std::string_view outline = chart_.positions.size() > kMostOutlinedPoints ? " bare" : "";
    for (size_t i = levels_.size(); i-- > 0;) {
      append(out_, "<path class=\"area{} c{}\" d=\"{}\"><title>{}\n{}</title></path>\n", outline, i,
             boundary(levels_[i]), xml_escape(area(i).name), xml_escape(area(i).detail));
    }
  }

  void draw_limit() {
    if (!chart_.limit) return;
    append(out_, "<path class=\"limit\" d=\"M{:.0f} {:.1f}H{:.0f}\"/>\n", kLeft, y(*chart_.limit),
           kWidth - kRight);
    append_text(out_, kLeft + 6, y(*chart_.limit) + 14, "",
                "limit " + format_value(rounded(*chart_.limit), chart_.metric, ByteUnit::kAuto));
  }

  void draw_axis() {
    append(out_, "<path class=\"axis\" d=\"M{:.0f} {:.1f}H{:.0f}\"/>\n", kLeft, bottom(),
           kWidth - kRight);
    const double from = chart_.positions.front() / chart_.axis_scale;
    const double to = chart_.positions.back() / chart_.axis_scale;
    for (const double tick : axis_ticks(from, to, kTicksAcross, Unit::kObjects)) {
      const double at = x(tick * chart_.axis_scale);
      append(out_, "<path class=\"axis\" d=\"M{:.1f} {:.1f}v5\"/>\n", at, bottom());
      append_text(out_, at, bottom() + 18, "faint across", fmt::format("{:.6g}", tick));
    }
    append_text(out_, (kLeft + kWidth - kRight) / 2, bottom() + 38, "faint across",
                chart_.axis_name);
  }

  void draw_points() {
    for (size_t i = 0; i < chart_.points.size(); ++i) {
      append(out_,
             "<circle class=\"point\" cx=\"{:.1f}\" cy=\"{:.1f}\" "
             "r=\"5\"><title>{}</title></circle>\n",
             x(chart_.positions[i]), y(levels_.back()[i]), xml_escape(chart_.points[i]));
    }
  }

  void draw_legend() {
    double at = legend_top();
    for (size_t i = levels_.size(); i-- > 0;) {
      append(out_,
             "<rect class=\"c{}\" x=\"16\" y=\"{:.0f}\" width=\"12\" height=\"12\" rx=\"2\"/>\n", i,
             at - 10);
      const std::string name = cut_middle(printable_text(area(i).name), kNameColumns);
      append(out_,
             "<text x=\"36\" y=\"{:.0f}\"><tspan class=\"name\">{}</tspan>"
             "<tspan class=\"faint\" dx=\"10\">{}</tspan></text>\n",
             at, xml_escape(name), xml_escape(area(i).detail));
      at += kLineHeight;
    }
  }

  const Chart& chart_;
  const double plot_top_;
  std::vector<std::vector<double>> levels_;
  double highest_ = 1;
  std::string out_;
};

}  // namespace

std::string draw_chart(const Chart& chart) {
  return ChartDrawing(chart).run();
}

}  // namespace jescope
