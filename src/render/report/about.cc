// SPDX-License-Identifier: Apache-2.0
//
// What the sampling error is in this report's own figures; the dumps' facts.
#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "render/escape.h"
#include "render/numbers.h"
#include "render/report/html.h"
#include "render/report/sections.h"
#include "render/signed_numbers.h"

namespace jescope {
namespace {

constexpr size_t kMostThreads = 20;

std::string count(size_t number) {
  return format_count(static_cast<int64_t>(number));
}

size_t sampled_objects(const HeapReport& report) {
  size_t objects = 0;
  for (const DumpFacts& dump : report.newest.dumps) objects += dump.sampled_objects;
  return objects;
}

std::string share_words(double sigma, double value) {
  return value == 0 ? "-" : format_percent(sigma, std::abs(value));
}

// "512.0 KiB is known to ±100 %, one of 8.0 MiB to ±25 %, ...": sigma of n samples
// of small objects is 1/√n, and n = bytes / period.
std::string sites_words(uint64_t period_bytes, ByteUnit unit) {
  std::string words;
  for (const int64_t periods : {1, 16, 256}) {
    const auto bytes = static_cast<int64_t>(period_bytes) * periods;
    words += fmt::format("{}{} {}to ±{:.0f} %", words.empty() ? "" : ", one of ",
                         format_bytes(bytes, unit), words.empty() ? "is known " : "",
                         100 / std::sqrt(static_cast<double>(periods)));
  }
  return words;
}

std::string sampling_words(const HeapReport& report, ByteUnit unit) {
  const ReportedDump& dump = report.newest;
  const Estimate& total = dump.total[report.metric];
  const auto value = static_cast<double>(total.value);
  return fmt::format(
      "jemalloc records one allocation per {} on average: {} sampled objects stand for {} live "
      "ones. The total of {} therefore has a standard deviation of {} ({}); the truth lies within "
      "two of these in 19 of 20 cases.",
      format_bytes(static_cast<int64_t>(dump.sample_period_bytes), unit),
      count(sampled_objects(report)), format_count(dump.whole[Metric::kInuseObjects].value),
      format_value(total.value, report.metric, unit), format_sigma(total, report.metric, unit),
      share_words(total.sigma(), value));
}

std::string noise_words(const HeapReport& report, ByteUnit unit) {
  const Metric metric = report.metric;
  if (report.change) {
    const Change& change = report.change->table.total;
    return fmt::format(
        "A change counts as noise below three standard deviations of the change: here, for the "
        "total, below {}. The change is {} ± {}.",
        format_value(plain_sigma({0, 9 * change.variance}), metric, unit),
        format_change(change.value(), metric, unit),
        format_sigma(as_estimate(change), metric, unit));
  }
  const double variance = 9 * 2 * report.newest.total[metric].variance;
  return fmt::format(
      "Against another run alike, a difference of the total below {} is noise (three standard "
      "deviations of a difference); between dumps of one process less, since what survives keeps "
      "its error.",
      format_value(plain_sigma({0, variance}), metric, unit));
}

struct Fact {
  std::string_view name;
  std::string text;
};

std::string amount_words(const Values& values, Metric bytes, Metric objects, ByteUnit unit) {
  return fmt::format("{} in {} objects", estimate_words(values[bytes], bytes, unit),
                     format_count(values[objects].value));
}

std::string stacks_words(const DumpInfo& info) {
  std::string words =
      fmt::format("{} with {} distinct addresses", count(info.stacks), count(info.addresses));
  if (info.without_backtrace > 0) {
    words += fmt::format(", {} without backtrace", count(info.without_backtrace));
  }
  if (info.cut_short > 0) words += fmt::format(", {} cut at 128 frames", count(info.cut_short));
  return words;
}

std::vector<Fact> facts_of(const DumpInfo& info, ByteUnit unit) {
  std::vector<Fact> facts = {{"File", info.source},
                             {"Format", info.format + ", " + info.likely_allocator}};
  if (info.name) {
    facts.push_back({"Process", fmt::format("{}, dump {} ({})", info.name->pid, info.name->sequence,
                                            dump_kind_name(info.name->kind))});
  }
  facts.push_back(
      {"Sampled",
       info.sample_period_bytes <= 1
           ? std::string("every allocation was recorded")
           : fmt::format("once per {} on average",
                         format_bytes(static_cast<int64_t>(info.sample_period_bytes), unit))});
  facts.push_back(
      {"Live", amount_words(info.total, Metric::kInuseSpace, Metric::kInuseObjects, unit)});
  facts.push_back(
      {"Allocated", info.has_totals
                        ? amount_words(info.total, Metric::kAllocSpace, Metric::kAllocObjects, unit)
                        : "not recorded (the process ran without prof_accum:true in MALLOC_CONF)"});
  facts.push_back({"Stacks", stacks_words(info)});
  return facts;
}

std::string facts_html(const DumpInfo& info, ByteUnit unit) {
  std::string html = "<dl class=\"facts\">\n";
  for (const Fact& fact : facts_of(info, unit)) {
    html += fmt::format("<div><dt>{}</dt><dd>{}</dd></div>\n", fact.name, xml_escape(fact.text));
  }
  return html + "</dl>\n";
}

std::string threads_html(const DumpInfo& info, ByteUnit unit) {
  if (info.threads.empty()) return {};
  HtmlTable table;
  table.caption = "Threads";
  table.columns = {{"thread", {}, true, true}, {"live bytes"}, {"live objects"}};
  for (const ThreadShare& thread : info.threads) {
    if (table.rows.size() == kMostThreads) break;
    const Estimate& bytes = thread.values[Metric::kInuseSpace];
    const Estimate& objects = thread.values[Metric::kInuseObjects];
    table.rows.push_back(
        {{xml_escape(fmt::format("t{} {}", thread.number, thread.name))},
         {format_value(bytes.value, Metric::kInuseSpace, unit), static_cast<double>(bytes.value)},
         {format_count(objects.value), static_cast<double>(objects.value)}});
  }
  const size_t rest = info.threads.size() - table.rows.size();
  return fmt::format("<details><summary>{} threads</summary>\n", count(info.threads.size())) +
         html_table(table) +
         (rest == 0 ? "" : html_note(fmt::format("{} more are left out.", count(rest)))) +
         "</details>\n";
}

std::string dumps_html(const HeapReport& report, ByteUnit unit) {
  constexpr size_t kMostDumps = 8;
  const std::vector<DumpFacts>& dumps = report.newest.dumps;
  std::string html;
  for (size_t i = 0; i < std::min(dumps.size(), kMostDumps); ++i) {
    html += facts_html(dumps[i].info, unit) + threads_html(dumps[i].info, unit);
  }
  if (dumps.size() <= kMostDumps) return html;
  return html + html_note(fmt::format("{} more dumps.", count(dumps.size() - kMostDumps)));
}

}  // namespace

std::string error_section(const HeapReport& report, const ReportStyle& style) {
  const uint64_t period = report.newest.sample_period_bytes;
  if (period <= 1) {
    return html_paragraph(
        "Every allocation was recorded: the numbers are exact, and every difference is real.");
  }
  return html_paragraph(sampling_words(report, style.unit)) +
         html_paragraph(
             fmt::format("Smaller parts are less certain: a function that holds {}, where "
                         "objects are much smaller than the period.",
                         sites_words(period, style.unit))) +
         html_paragraph(noise_words(report, style.unit));
}

std::string about_section(const HeapReport& report, const ReportStyle& style) {
  std::string html = report.kind == ReportKind::kDump
                         ? "<h3>The dump</h3>\n"
                         : "<h3>The dump that functions and names are of</h3>\n";
  html += dumps_html(report, style.unit);
  if (!style.command_line.empty()) {
    html += fmt::format("<h3>Command line</h3>\n<pre tabindex=\"0\"><code>{}</code></pre>\n",
                        xml_escape(style.command_line));
  }
  return html + html_note("Made by " + style.tool + ".");
}

}  // namespace jescope
