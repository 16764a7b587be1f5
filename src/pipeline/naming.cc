// SPDX-License-Identifier: Apache-2.0
#include "pipeline/naming.h"

#include <fmt/format.h>

namespace jescope {
namespace {

// True when the answer names no source files.
bool is_without_places(const Request& request) {
  const bool has_patterns = request.filters != FilterTexts();
  const Granularity by = request.by.value_or(Granularity::kFunction);
  if (by != Granularity::kFunction && by != Granularity::kModule) return false;
  switch (request.command) {
    case Command::kTop:
      return !has_patterns && request.style.format != TableFormat::kJson &&
             request.style.format != TableFormat::kCsv;
    case Command::kTree:
    case Command::kTraces: return !has_patterns && request.style.format == TableFormat::kText;
    default: return false;
  }
}

}  // namespace

SymbolSearch symbol_search(const Request& request, const Inputs& inputs) {
  SymbolSearch search;
  search.program = inputs.program;
  search.sysroot =
      request.live_process ? fmt::format("/proc/{}/root", *request.live_process) : request.sysroot;
  search.symbol_dirs = request.symbol_dirs;
  search.path_map = request.path_map;
  search.lib_prefixes = request.lib_prefixes;
  search.perf_maps = request.perf_maps;
  search.debuginfod_caches = request.debuginfod_caches;
  search.is_live_here = request.live_process.has_value();
  search.live_process = request.live_process.value_or(0);
  search.cache_dir = request.cache_dir;
  return search;
}

std::unique_ptr<SymbolSource> open_names(const Request& request, const Inputs& inputs) {
  const SymbolSearch search = symbol_search(request, inputs);
  std::unique_ptr<SymbolSource> names = make_isolated_source(search, {}, request.progress);
  if (!request.debuginfod.is_wanted) return names;
  return fetch_missing(std::move(names), search, request.debuginfod, request.progress);
}

std::unique_ptr<SymbolSource> open_base_names(const Request& request) {
  const BaseNames& names = request.comparison.base_names;
  if (!names.any()) return nullptr;
  Request for_base = request;
  for_base.sysroot = names.sysroot;
  for_base.live_process.reset();
  for_base.symbol_dirs = names.symbol_dirs;
  return open_names(for_base, {names.program, {}, {}});
}

NameDetail detail_of(const Request& request) {
  const bool wants_inlines =
      request.inlines == Inlines::kShow && request.by != Granularity::kModule;
  return !wants_inlines && is_without_places(request) ? NameDetail::kFunctions
                                                      : NameDetail::kChains;
}

}  // namespace jescope
