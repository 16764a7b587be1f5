// SPDX-License-Identifier: Apache-2.0
//
// Key figures, then what they mean, in sentences that need no other section.
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <cmath>

#include "jescope/render/trend.h"
#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"
#include "render/signed_numbers.h"
#include "render/trend/trend_words.h"

namespace jescope {
namespace {

// Below this share of named memory the reader is told what mends it.
constexpr double kEnoughNamed = 0.9;

// Relative errors of a total.
constexpr double kSmallError = 0.05;
constexpr double kLargeError = 0.2;

// A sentence, as HTML.
struct Finding {
  std::string content;
  bool needs_attention = false;
};

class Summary {
 public:
  Summary(const HeapReport& report, ByteUnit unit)
      : report_(report), metric_(report.metric), unit_(unit) {}

  std::vector<Finding> findings() const {
    std::vector<Finding> findings;
    if (!report_.newest.missing.empty()) findings.push_back(missing());
    findings.push_back(is_empty() ? nothing() : total());
    if (report_.newest.functions.rows.empty()) return findings;
    if (!is_empty()) findings.push_back(most());
    if (report_.series) findings.push_back(trend());
    if (report_.series && report_.series->trend.limit) findings.push_back(limit());
    if (report_.change) {
      findings.push_back(change());
      const std::string what = what_grew();
      if (!what.empty()) findings.push_back({what});
    }
    if (is_empty()) return findings;
    findings.push_back(names());
    findings.push_back(error());
    return findings;
  }

 private:
  std::string value(int64_t number) const { return format_value(number, metric_, unit_); }
  std::string share(int64_t part, int64_t whole) const {
    return format_percent(static_cast<double>(part), static_cast<double>(whole));
  }

  bool is_empty() const { return report_.newest.total[metric_].value == 0; }

  Finding missing() const {
    return {fmt::format("<strong>The numbers are incomplete</strong>: {}.",
                        xml_escape(report_.newest.missing)),
            true};
  }

  Finding nothing() const {
    const std::string subject = html_path(report_.newest.subject);
    const int64_t whole = report_.newest.whole[metric_].value;
    if (whole != 0) {
      return {fmt::format("Nothing is selected of the {} of {} in {}.", value(whole),
                          metric_title(metric_), subject)};
    }
    if (counts_freed(metric_)) return {fmt::format("{} counts no allocations.", subject)};
    return {fmt::format("Nothing was live when {} was written.", subject)};
  }

  Finding total() const {
    const Values& values = report_.newest.total;
    const Estimate& total = values[metric_];
    const bool is_live = !counts_freed(metric_);
    std::string words = fmt::format("<strong>{}</strong> {}", estimate_words(total, metric_, unit_),
                                    is_live ? fmt::format("of {}", metric_title(metric_))
                                            : std::string("allocated since the start"));
    if (metric_ == Metric::kInuseSpace) {
      words += fmt::format(" in {} objects", format_count(values[Metric::kInuseObjects].value));
    }
    const Estimate& whole = report_.newest.whole[metric_];
    if (whole.value != total.value) words += fmt::format(", selected of {}", value(whole.value));
    return {fmt::format("{} {} {}.", html_path(report_.newest.subject),
                        is_live ? "holds" : "counts", words)};
  }

  Finding most() const {
    const std::vector<FunctionRow>& rows = report_.newest.functions.rows;
    const int64_t whole = report_.newest.total[metric_].value;
    std::string words =
        fmt::format("Most {} by {}: {} ({})", counts_freed(metric_) ? "was allocated" : "is held",
                    html_name(rows[0].frame.name), value(rows[0].self[metric_].value),
                    share(rows[0].self[metric_].value, whole));
    for (size_t i = 1; i < std::min<size_t>(3, rows.size()); ++i) {
      if (rows[i].self[metric_].value <= 0) break;
      words += fmt::format("{} {} ({})", i == 1 ? "; then" : ",", html_name(rows[i].frame.name),
                           share(rows[i].self[metric_].value, whole));
    }
    return {words + "."};
  }

  Finding trend() const {
    const Trend& trend = report_.series->trend;
    const bool is_suspect = count_rows(trend, TrendVerdict::kLeakSuspect) > 0;
    std::string words = fmt::format("<strong>{}</strong> {}.", xml_escape(trend_sentence(trend)),
                                    xml_escape(series_line(trend, unit_)));
    if (is_suspect && !trend.rows.empty()) {
      const TrendRow& row = trend.rows.front();
      words += fmt::format(" Look first at {}", html_name(row.name));
      if (!row.callers.empty()) words += ", called from " + html_name(row.callers.front());
      words += ".";
    }
    return {std::move(words), is_suspect};
  }

  Finding limit() const {
    const Trend& trend = report_.series->trend;
    const bool is_near = trend.limit->state == TrendLimit::State::kReached ||
                         trend.limit->state == TrendLimit::State::kExpected;
    return {xml_escape(limit_sentence(trend, unit_)), is_near};
  }

  Finding change() const {
    const Change& change = report_.change->table.total;
    const std::string amount = fmt::format("{} ± {}", format_change(change.value(), metric_, unit_),
                                           value(plain_sigma(as_estimate(change))));
    const std::string since = fmt::format("since {}", html_path(report_.change->before));
    if (change.is_noise()) {
      return {change.value() == 0
                  ? fmt::format("The total did not change {}.", since)
                  : fmt::format("The total changed by {} {}: within the sampling error, so no "
                                "change can be told.",
                                amount, since)};
    }
    const bool is_growth = change.value() > 0;
    return {
        fmt::format("The total {} by <strong>{}</strong> ({}) {}, beyond the sampling error.",
                    is_growth ? "grew" : "shrank", amount, format_change_percent(change), since),
        is_growth};
  }

  const DiffRow* largest(bool is_growth) const {
    for (const DiffRow& row : report_.change->table.rows) {
      const bool grew = row.state == ChangeState::kNew || row.state == ChangeState::kGrown;
      const bool shrank = row.state == ChangeState::kGone || row.state == ChangeState::kShrunk;
      if (is_growth ? grew : shrank) return &row;
    }
    return nullptr;
  }

  std::string largest_words(std::string_view verb, const DiffRow& row) const {
    const DiffTable& table = report_.change->table;
    return fmt::format("{} {}: {} ± {}", verb, html_name(table.frames[row.frame].name),
                       format_change(row.change.value(), metric_, unit_),
                       value(plain_sigma(as_estimate(row.change))));
  }

  std::string what_grew() const {
    const ReportedChange& change = *report_.change;
    std::vector<std::string> parts;
    if (const DiffRow* const row = largest(true)) {
      parts.push_back(largest_words("Most growth is in", *row));
    }
    if (const DiffRow* const row = largest(false)) {
      parts.push_back(largest_words(parts.empty() ? "Most shrank in" : "most shrank in", *row));
    }
    if (parts.empty()) return {};
    std::string words = parts.front();
    if (parts.size() > 1) words += "; " + parts.back();
    return words + ". " + count_words(change);
  }

  // "In all, 11 grew, 8 are new, 1 is gone; 46 more changed within the sampling error."
  static std::string count_words(const ReportedChange& change) {
    struct Count {
      ChangeState state;
      std::string_view one;
      std::string_view several;
    };
    constexpr std::array kCounts = {Count{ChangeState::kGrown, "grew", "grew"},
                                    Count{ChangeState::kNew, "is new", "are new"},
                                    Count{ChangeState::kShrunk, "shrank", "shrank"},
                                    Count{ChangeState::kGone, "is gone", "are gone"}};
    std::string words;
    for (const Count& counted : kCounts) {
      const size_t number = change.count(counted.state);
      if (number == 0) continue;
      words += fmt::format("{}{} {}", words.empty() ? "In all, " : ", ", number,
                           number == 1 ? counted.one : counted.several);
    }
    const size_t noise = change.count(ChangeState::kNoise);
    if (noise == 0) return words + ".";
    return words + fmt::format("; {} more changed within the sampling error.", noise);
  }

  Finding names() const {
    const double named = report_.newest.named_share;
    const std::string words = fmt::format("{} of the {} have a function name",
                                          format_percent(named, 1), metric_title(metric_));
    if (named >= kEnoughNamed) return {words + "."};
    return {
        fmt::format("Only {}: <a href=\"#symbols\">what is missing, and what mends it</a>.", words),
        true};
  }

  Finding error() const {
    if (report_.newest.sample_period_bytes <= 1) {
      return {"Every allocation was recorded: the numbers have no sampling error."};
    }
    const Estimate& total = report_.newest.total[metric_];
    const double relative =
        total.value == 0 ? 1 : total.sigma() / std::abs(static_cast<double>(total.value));
    const std::string_view verdict = relative < kSmallError   ? "small"
                                     : relative < kLargeError ? "moderate"
                                                              : "large";
    return {fmt::format("The <a href=\"#error\">sampling error</a> of the total is {}: ±{}. Single "
                        "functions are less certain; each has its own ± in the tables.",
                        verdict, format_percent(relative, 1)),
            relative >= kLargeError};
  }

  const HeapReport& report_;
  const Metric metric_;
  const ByteUnit unit_;
};

struct Figure {
  std::string name;
  std::string value;
  std::string detail;
};

std::vector<Figure> figures_of(const HeapReport& report, ByteUnit unit) {
  const ReportedDump& dump = report.newest;
  std::vector<Figure> figures;
  for (const Metric metric : kAllMetrics) {
    if (counts_freed(metric) && !dump.has_totals) continue;
    const Estimate& total = dump.total[metric];
    figures.push_back({std::string(metric_title(metric)), format_value(total.value, metric, unit),
                       total.variance > 0 ? "± " + format_sigma(total, metric, unit) : "exact"});
  }
  if (report.change) {
    const Change& change = report.change->table.total;
    figures.push_back({"change", format_change(change.value(), report.metric, unit),
                       change.variance > 0
                           ? "± " + format_sigma(as_estimate(change), report.metric, unit)
                           : "exact"});
  }
  if (dump.total[report.metric].value == 0) return figures;
  figures.push_back({"named", format_percent(dump.named_share, 1),
                     fmt::format("of the {}", metric_title(report.metric))});
  return figures;
}

}  // namespace

std::string summary_section(const HeapReport& report, const ReportStyle& style) {
  std::string html = "<dl class=\"figures\">\n";
  for (const Figure& figure : figures_of(report, style.unit)) {
    html +=
        fmt::format("<div><dt>{}</dt><dd>{} <span class=\"detail\">{}</span></dd></div>\n",
                    xml_escape(figure.name), xml_escape(figure.value), xml_escape(figure.detail));
  }
  html += "</dl>\n<ul class=\"findings\">\n";
  for (const Finding& finding : Summary(report, style.unit).findings()) {
    html += fmt::format("<li{}>{}</li>\n", finding.needs_attention ? " class=\"attention\"" : "",
                        finding.content);
  }
  return html + "</ul>\n";
}

}  // namespace jescope
