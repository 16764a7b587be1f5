// SPDX-License-Identifier: Apache-2.0
//
// Fetches for the modules with the most places first: time is limited, and
// whatever is fetched is in the cache for the next run.
#include "symbolize/find/debuginfod_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "jescope/base/printable.h"
#include "symbolize/find/build_id_places.h"
#include "symbolize/find/dump_paths.h"
#include "symbolize/find/progress_line.h"

namespace jescope {
namespace {

constexpr const char* kWhere = "--debuginfod";

bool is_named(const SymbolChain& chain) {
  return !chain.empty() && !chain.back().function.empty() &&
         chain.back().kind != FrameKind::kBounds;
}

// True when a debug file would name more.
bool lacks_debug_file(const ModuleQuery& query, const ModuleSymbols& answer) {
  if (query.offsets.empty() || answer.source == "DWARF") return false;
  if (!is_plain_build_id(answer.build_id)) return false;
  const bool is_enough = query.detail == NameDetail::kFunctions &&
                         std::all_of(answer.chains.begin(), answer.chains.end(), is_named);
  return !is_enough;
}

// What went wrong, for one warning in the end.
struct Failures {
  size_t missing = 0;
  size_t timed_out = 0;  // those not asked for because time was over included
  bool has_no_client = false;
  std::string example;  // the first complaint, with its module
};

void count(const FetchResult& result, const std::string& module, Failures& failures) {
  failures.has_no_client |= result.end == FetchEnd::kNoClient;
  failures.timed_out += result.end == FetchEnd::kTimedOut;
  failures.missing += result.end == FetchEnd::kNotThere;
  if (result.end != FetchEnd::kNotThere || !failures.example.empty()) return;
  failures.example = module;
  if (!result.complaint.empty()) failures.example += ": " + result.complaint;
}

void warn(const Failures& failures, size_t wanted, const DebuginfodFetch& fetch,
          Diagnostics& diagnostics) {
  if (failures.has_no_client) {
    diagnostics.warn("debuginfod client", kWhere,
                     "expected debuginfod-find or curl to fetch with, got neither",
                     "apt-get install debuginfod");
  } else if (failures.timed_out != 0) {
    diagnostics.warn(
        "debuginfod time", kWhere,
        fmt::format("expected the debug files of {} modules within {} s, got {}", wanted,
                    fetch.time.count(), wanted - failures.timed_out - failures.missing),
        "run it again: what was fetched is kept");
  } else if (failures.missing != 0) {
    diagnostics.warn(
        "debuginfod files", kWhere,
        fmt::format("expected the debug files of {} modules from the servers, got {} ({})", wanted,
                    wanted - failures.missing, printable_text(failures.example)),
        "DEBUGINFOD_URLS must name a server of the distribution");
  }
}

}  // namespace

DebuginfodSource::DebuginfodSource(std::unique_ptr<SymbolSource> inner, const SymbolSearch& search,
                                   DebuginfodFetch fetch)
    : inner_(std::move(inner)),
      fetch_(std::move(fetch)),
      has_cache_(!search.debuginfod_caches.empty()),
      client_(fetch_.urls, has_cache_ ? search.debuginfod_caches.front() : std::string()) {}

std::vector<ModuleSymbols> DebuginfodSource::look_up(std::span<const ModuleQuery> queries,
                                                     Diagnostics& diagnostics) {
  std::vector<ModuleSymbols> answers = inner_->look_up(queries, diagnostics);
  Rows wanted;
  for (size_t row = 0; row < queries.size(); ++row) {
    if (lacks_debug_file(queries[row], answers[row])) wanted.push_back(row);
  }
  std::stable_sort(wanted.begin(), wanted.end(), [&](size_t a, size_t b) {
    return queries[a].offsets.size() > queries[b].offsets.size();
  });
  Rows fetched = fetch(queries, answers, wanted, diagnostics);
  std::sort(fetched.begin(), fetched.end());
  std::vector<ModuleQuery> again;
  for (const size_t row : fetched) again.push_back(queries[row]);
  if (again.empty()) return answers;
  std::vector<ModuleSymbols> better = inner_->look_up(again, diagnostics);
  for (size_t i = 0; i < fetched.size(); ++i) answers[fetched[i]] = std::move(better[i]);
  return answers;
}

bool DebuginfodSource::can_fetch(Diagnostics& diagnostics) const {
  if (!client_.has_servers()) {
    diagnostics.warn("debuginfod servers", kWhere, "expected servers in DEBUGINFOD_URLS, got none",
                     "export DEBUGINFOD_URLS=https://debuginfod.elfutils.org");
  } else if (!has_cache_) {
    diagnostics.warn("debuginfod cache", kWhere, "expected a folder to keep files in, got none",
                     "export DEBUGINFOD_CACHE_PATH=/tmp/debuginfod");
  }
  return client_.has_servers() && has_cache_;
}

DebuginfodSource::Rows DebuginfodSource::fetch(std::span<const ModuleQuery> queries,
                                               const std::vector<ModuleSymbols>& answers,
                                               const Rows& wanted, Diagnostics& diagnostics) const {
  Rows fetched;
  if (wanted.empty() || !can_fetch(diagnostics)) return fetched;
  const auto deadline = std::chrono::steady_clock::now() + fetch_.time;
  ProgressLine progress(fetch_.shows_progress);
  Failures failures;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const std::string module = base_name(queries[wanted[i]].module->path);
    if (failures.has_no_client || std::chrono::steady_clock::now() >= deadline) {
      failures.timed_out += wanted.size() - i;
      break;
    }
    progress.start(fmt::format("debuginfod: {} of {}, {}", i + 1, wanted.size(), module));
    const FetchResult result =
        client_.fetch(answers[wanted[i]].build_id, deadline, [&] { progress.tick(); });
    if (result.end == FetchEnd::kFetched) fetched.push_back(wanted[i]);
    count(result, module, failures);
  }
  warn(failures, wanted.size(), fetch_, diagnostics);
  return fetched;
}

std::unique_ptr<SymbolSource> fetch_missing(std::unique_ptr<SymbolSource> inner,
                                            const SymbolSearch& search, DebuginfodFetch fetch) {
  return std::make_unique<DebuginfodSource>(std::move(inner), search, std::move(fetch));
}

}  // namespace jescope
