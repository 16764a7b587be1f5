// SPDX-License-Identifier: Apache-2.0
//
//   format     heap_v2, jemalloc 5.3.0 or later
//   process    301, dump 17 (interval)
//   sampled    once per 512.0 KiB on average
//   live       112.9 MiB ± 4.1 MiB in 57,073 objects
//   ...
//   then a table of threads and one of modules
#include <fmt/format.h>

#include <bit>

#include "jescope/render/tables.h"
#include "render/json.h"
#include "render/numbers.h"
#include "render/text_table.h"

namespace jescope {
namespace {

constexpr size_t kMostThreads = 20;

struct Fact {
  std::string name;
  std::string text;
};

std::string process_words(const DumpName& name) {
  return fmt::format("{}, dump {} ({})", name.pid, name.sequence, dump_kind_name(name.kind));
}

std::string sampling_words(uint64_t period_bytes, ByteUnit unit) {
  if (period_bytes <= 1) return "every allocation was recorded";
  const auto period = static_cast<int64_t>(period_bytes);
  const std::string words = fmt::format("once per {} on average", format_bytes(period, unit));
  if (!std::has_single_bit(period_bytes)) return words;
  return fmt::format("{} (lg_prof_sample:{})", words, std::countr_zero(period_bytes));
}

std::string amount_words(const Values& values, Metric bytes, Metric objects, ByteUnit unit) {
  const Estimate& estimate = values[bytes];
  const std::string sigma =
      estimate.variance > 0 ? " ± " + format_sigma(estimate, bytes, unit) : "";
  return fmt::format("{}{} in {} objects", format_value(estimate.value, bytes, unit), sigma,
                     format_count(values[objects].value));
}

std::string stacks_words(const DumpInfo& info) {
  std::string words =
      fmt::format("{} with {} distinct addresses", format_count(static_cast<int64_t>(info.stacks)),
                  format_count(static_cast<int64_t>(info.addresses)));
  if (info.without_backtrace > 0) {
    words += fmt::format(", {} without backtrace", info.without_backtrace);
  }
  if (info.cut_short > 0) {
    words += fmt::format(", {} cut at 128 frames", info.cut_short);
  }
  return words;
}

std::string recorder_words(const RecorderNotes& notes, ByteUnit unit) {
  const auto count = [](uint64_t number) { return format_count(static_cast<int64_t>(number)); };
  std::string words = fmt::format("{} samples, {} of memory for itself", count(notes.samples),
                                  format_bytes(static_cast<int64_t>(notes.own_memory), unit));
  if (notes.lost > 0) words += fmt::format(", {} lost", count(notes.lost));
  if (notes.unknown_stacks > 0) {
    words += fmt::format(", {} without known stack", count(notes.unknown_stacks));
  }
  return words;
}

std::vector<Fact> facts(const DumpInfo& info, ByteUnit unit) {
  std::vector<Fact> facts;
  facts.push_back({"format", info.format + ", " + info.likely_allocator});
  if (info.name) facts.push_back({"process", process_words(*info.name)});
  facts.push_back({"sampled", sampling_words(info.sample_period_bytes, unit)});
  facts.push_back(
      {"live", amount_words(info.total, Metric::kInuseSpace, Metric::kInuseObjects, unit)});
  facts.push_back(
      {"allocated", info.has_totals
                        ? amount_words(info.total, Metric::kAllocSpace, Metric::kAllocObjects, unit)
                        : "not recorded (the process ran without prof_accum:true in MALLOC_CONF)"});
  facts.push_back({"stacks", stacks_words(info)});
  if (info.recorder) facts.push_back({"recorder", recorder_words(*info.recorder, unit)});
  facts.push_back(
      {"named", format_percent(info.named_bytes_share, 1) + " of live bytes have a function name"});
  return facts;
}

TextTable facts_table(const DumpInfo& info, ByteUnit unit) {
  TextTable table;
  table.header = {"property", "value"};
  for (const Fact& fact : facts(info, unit)) table.rows.push_back({{fact.name, fact.text}});
  return table;
}

std::string facts_text(const DumpInfo& info, const TableStyle& style) {
  if (style.format == TableFormat::kMarkdown)
    return write_table(facts_table(info, style.unit), style);
  std::string text = write_heading(style);
  for (const Fact& fact : facts(info, style.unit)) {
    text += fmt::format("{:<10} {}\n", fact.name, fact.text);
  }
  return text;
}

TextTable thread_table(const DumpInfo& info, ByteUnit unit) {
  TextTable table;
  table.header = {"live", "live objects", "thread"};
  for (const ThreadShare& thread : info.threads) {
    if (table.rows.size() == kMostThreads) break;
    const std::string name =
        fmt::format("t{}{}{}", thread.number, thread.name.empty() ? "" : " ", thread.name);
    table.rows.push_back(
        {{format_value(thread.values[Metric::kInuseSpace].value, Metric::kInuseSpace, unit),
          format_count(thread.values[Metric::kInuseObjects].value), name}});
  }
  return table;
}

std::string threads_left_out(const DumpInfo& info) {
  if (info.threads.size() <= kMostThreads) return {};
  return fmt::format("… {} more threads; --format json lists all\n",
                     info.threads.size() - kMostThreads);
}

std::string module_words(const ModuleShare& module) {
  if (module.names.reason.empty()) return module.names.path;
  return fmt::format("{}: {}", module.names.path, module.names.reason);
}

TextTable module_table(const DumpInfo& info, ByteUnit unit) {
  TextTable table;
  table.header = {"live", "places", "named", "lines", "names from", "module"};
  for (const ModuleShare& module : info.modules) {
    const auto places = static_cast<double>(module.places.all);
    table.rows.push_back(
        {{format_value(module.self[Metric::kInuseSpace].value, Metric::kInuseSpace, unit),
          format_count(module.places.all),
          format_percent(static_cast<double>(module.places.named), places),
          format_percent(static_cast<double>(module.places.with_line), places), module.names.source,
          module_words(module)}});
  }
  return table;
}

std::string to_text(const DumpInfo& info, const TableStyle& style) {
  TableStyle below = style;
  below.heading.clear();
  std::string text = facts_text(info, style);
  if (!info.threads.empty()) {
    text += "\n" + write_table(thread_table(info, style.unit), below) + threads_left_out(info);
  }
  if (!info.modules.empty()) {
    below.columns = 0;  // a reason is worth more than a tidy edge
    text += "\n" + write_table(module_table(info, style.unit), below);
  }
  return text;
}

Json values_json(const Values& values) {
  Json json;
  for (const Metric metric : kAllMetrics) {
    json[std::string(metric_name(metric))] = values[metric].value;
    json[std::string(metric_name(metric)) + "_sigma"] = plain_sigma(values[metric]);
  }
  return json;
}

Json name_json(const std::optional<DumpName>& name) {
  if (!name) return nullptr;
  return {{"prefix", name->prefix},
          {"pid_namespace", name->pid_namespace},
          {"pid", name->pid},
          {"sequence", name->sequence},
          {"kind", dump_kind_name(name->kind)},
          {"kind_sequence", name->kind_sequence}};
}

Json recorder_json(const std::optional<RecorderNotes>& notes) {
  if (!notes) return nullptr;
  return {{"samples", notes->samples},
          {"lost", notes->lost},
          {"own_memory", notes->own_memory},
          {"unknown_stacks", notes->unknown_stacks}};
}

Json threads_json(const DumpInfo& info) {
  Json threads = Json::array();
  for (const ThreadShare& thread : info.threads) {
    Json json = {{"number", thread.number}, {"name", thread.name}};
    json.update(values_json(thread.values));
    threads.push_back(std::move(json));
  }
  return threads;
}

Json modules_json(const DumpInfo& info) {
  Json modules = Json::array();
  for (const ModuleShare& module : info.modules) {
    Json json = {{"path", module.names.path},
                 {"build_id", module.names.build_id},
                 {"source", module.names.source},
                 {"reason", module.names.reason},
                 {"places", module.places.all},
                 {"named_places", module.places.named},
                 {"places_with_line", module.places.with_line}};
    json.update(values_json(module.self));
    modules.push_back(std::move(json));
  }
  return modules;
}

std::string to_json(const DumpInfo& info) {
  return write_json({{"schema", "jescope/info/1"},
                     {"source", info.source},
                     {"name", name_json(info.name)},
                     {"format", info.format},
                     {"likely_allocator", info.likely_allocator},
                     {"sample_period", info.sample_period_bytes},
                     {"has_totals", info.has_totals},
                     {"has_mappings", info.has_mappings},
                     {"stacks", info.stacks},
                     {"addresses", info.addresses},
                     {"without_backtrace", info.without_backtrace},
                     {"cut_short", info.cut_short},
                     {"recorder", recorder_json(info.recorder)},
                     {"total", values_json(info.total)},
                     {"named_bytes_share", info.named_bytes_share},
                     {"threads", threads_json(info)},
                     {"modules", modules_json(info)}});
}

std::string to_csv(const DumpInfo& info) {
  std::string text = csv_row({"module", "build_id", "source", "reason", "inuse_space", "places",
                              "named_places", "places_with_line"});
  for (const ModuleShare& module : info.modules) {
    text += csv_row({module.names.path, module.names.build_id, module.names.source,
                     module.names.reason, std::to_string(module.self[Metric::kInuseSpace].value),
                     std::to_string(module.places.all), std::to_string(module.places.named),
                     std::to_string(module.places.with_line)});
  }
  return text;
}

}  // namespace

std::string render_info(const DumpInfo& info, const TableStyle& style) {
  switch (style.format) {
    case TableFormat::kJson: return to_json(info);
    case TableFormat::kCsv: return to_csv(info);
    case TableFormat::kText:
    case TableFormat::kMarkdown: break;
  }
  return to_text(info, style);
}

}  // namespace jescope
