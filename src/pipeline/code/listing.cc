// SPDX-License-Identifier: Apache-2.0
//
//   Profile ──regroup by line──▶ ──list──▶ SourceList ──add text──▶ SourceList
//                                                         ▲
//                                          SourceFiles ───┘
#include "pipeline/code/listing.h"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <utility>

#include "jescope/model/readable_name.h"
#include "jescope/select/pattern.h"
#include "jescope/select/regroup.h"
#include "jescope/symbolize/source_files.h"
#include "pipeline/code/source_troubles.h"
#include "pipeline/health.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kListedFunctions = 10;
// The largest functions are often those of libraries, whose source is not here.
constexpr size_t kTriesForEach = 10;
constexpr size_t kReportedLines = 50;  // of a function; a page has its limits

SourceFiles open_source(const Request& request) {
  SourceSearch search;
  search.roots = request.source.roots;
  search.where_built = request.source.where_built;
  search.sysroot =
      request.live_process ? fmt::format("/proc/{}/root", *request.live_process) : request.sysroot;
  search.path_map = request.path_map;
  return SourceFiles(std::move(search));
}

// The lines of each file, ascending.
std::map<std::string, std::vector<uint32_t>> lines_by_file(const Disassembly& list) {
  std::map<std::string, std::vector<uint32_t>> files;
  for (const CodeLine& line : list.lines) {
    if (!line.file.empty() && line.line != 0) files[line.file].push_back(line.line);
  }
  for (auto& [file, lines] : files) {
    std::ranges::sort(lines);
    lines.erase(std::unique(lines.begin(), lines.end()), lines.end());
  }
  return files;
}

bool has_lines(const ListedFunction& function) {
  return !function.file.empty() && !function.lines.empty();
}

SourceList with_text(SourceList list, const Request& request, SourceTroubles& troubles) {
  SourceFiles files = open_source(request);
  for (ListedFunction& function : list.functions) {
    if (!has_lines(function)) {
      troubles.add_without_lines(function);
      continue;
    }
    const Result<SourceText> text = files.read(function.file, lines_to_show(function));
    if (!text.ok()) {
      troubles.add_unread(function, text.error().message);
      continue;
    }
    function = add_text(std::move(function), *text);
    troubles.look_at(function, *text);
  }
  return list;
}

}  // namespace

Result<Done> check_source_roots(const Request& request) {
  for (const std::string& root : request.source.roots) {
    std::error_code error;
    if (std::filesystem::is_directory(root, error)) continue;
    return Error{ErrorCode::kUsage,
                 "--source-root",
                 fmt::format("expected a folder, got {}", root.empty() ? "nothing" : root),
                 {}};
  }
  return Done();
}

Result<SourceList> find_listed(const Profile& profile, const Request& request,
                               Diagnostics& diagnostics) {
  const Result<Pattern> pattern = Pattern::compile(request.function_pattern, "REGEX");
  if (!pattern.ok()) return pattern.error();
  const auto is_wanted = [&](std::string_view name) {
    return pattern->matches(name) || pattern->matches(readable_name(name));
  };
  SourceList list = list_source(regroup(profile, Granularity::kLine), request.metric,
                                TopOrder::kCumulative, is_wanted);
  if (list.functions.empty()) {
    diagnostics.warn("nothing found", "list",
                     fmt::format("no function matches \"{}\"", request.function_pattern),
                     hint_to_all_functions(request));
  }
  return keep_first(std::move(list), row_limit(request, kListedFunctions));
}

SourceList with_texts(SourceList list, const Profile& profile, const Request& request,
                      const std::string& symbols_command, Diagnostics& diagnostics) {
  SourceTroubles troubles(profile);
  list = with_text(std::move(list), request, troubles);
  troubles.tell(symbols_command, diagnostics);
  return list;
}

Result<SourceList> list_matching(const Profile& profile, const Request& request,
                                 const std::string& symbols_command, Diagnostics& diagnostics) {
  Result<SourceList> list = find_listed(profile, request, diagnostics);
  if (!list.ok() || profile.granularity < Granularity::kLine) return list;
  return with_texts(*std::move(list), profile, request, symbols_command, diagnostics);
}

Disassembly with_line_texts(Disassembly list, const Request& request, Diagnostics& diagnostics) {
  if (!request.source.any()) return list;
  SourceFiles files = open_source(request);
  std::map<std::pair<std::string, uint32_t>, std::string> texts;
  SourceTroubles troubles({});
  for (const auto& [file, lines] : lines_by_file(list)) {
    const Result<SourceText> text = files.read(file, lines);
    if (!text.ok()) {
      troubles.add_unread({file, file, {}, {}, {}, {}}, text.error().message);
      continue;
    }
    for (const NumberedLine& line : text->lines) texts[{file, line.number}] = line.text;
  }
  troubles.tell({}, diagnostics);
  for (CodeLine& line : list.lines) {
    const auto text = texts.find({line.file, line.line});
    line.has_text = text != texts.end();
    if (line.has_text) line.text = text->second;
  }
  return list;
}

std::vector<Routine> list_routines(const Disassembly& list, const Request& request,
                                   Diagnostics& diagnostics) {
  SourceFiles files = open_source(request);
  SourceTroubles troubles({});
  std::vector<Routine> routines;
  for (const size_t row : routine_order(list)) {
    const ListedCode& code = list.codes[row];
    Routine routine = outline_routine(list, code);
    const ListedFunction function{routine.name, routine.file, {}, {}, {}, {}};
    if (routine.file.empty()) {
      troubles.add_without_lines(function);
      continue;
    }
    const Result<SourceText> text = files.read(routine.file, lines_to_read(routine));
    if (!text.ok()) troubles.add_unread(function, text.error().message);
    routines.push_back(
        list_lines(std::move(routine), list, code, text.ok() ? *text : SourceText()));
  }
  troubles.tell({}, diagnostics);
  return routines;
}

std::optional<SourceList> list_largest(const Profile& profile, const Request& request,
                                       size_t functions, Diagnostics& diagnostics) {
  if (!request.source.any()) return std::nullopt;
  SourceList list = list_source(regroup(profile, Granularity::kLine), request.metric,
                                TopOrder::kSelf, [](std::string_view) { return true; });
  std::erase_if(list.functions, [](const ListedFunction& function) {
    return function.self.value == 0 || !has_lines(function);
  });
  const size_t all = list.functions.size();
  list = keep_first(std::move(list), kTriesForEach * functions);
  for (ListedFunction& function : list.functions) {
    function = keep_largest_lines(std::move(function), kReportedLines);
  }
  SourceTroubles troubles(profile);
  list = with_text(std::move(list), request, troubles);
  std::erase_if(list.functions,
                [](const ListedFunction& function) { return function.source.empty(); });
  troubles.tell({}, diagnostics);
  if (list.functions.empty()) return std::nullopt;
  list = keep_first(std::move(list), functions);
  list.functions_left_out = all - list.functions.size();
  return list;
}

}  // namespace jescope
