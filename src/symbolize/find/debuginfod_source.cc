// SPDX-License-Identifier: Apache-2.0
//
// Fetches for the modules with the most places first: time is limited, and
// whatever is fetched is in the cache for the next run.
#include "symbolize/find/debuginfod_source.h"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

#include "jescope/base/printable.h"
#include "jescope/base/shell_word.h"
#include "symbolize/find/build_id_places.h"
#include "symbolize/find/dump_paths.h"

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
  size_t modules = 0;  // those not asked for because time was over included
  FetchEnd worst = FetchEnd::kFetched;
  std::string complaint;  // the first of the worst end
  std::string example;    // its module
};

// Ends grow worse in this order; what is worse concerns more modules.
int badness(FetchEnd end) {
  switch (end) {
    case FetchEnd::kFetched: return 0;
    case FetchEnd::kNotThere: return 1;
    case FetchEnd::kRememberedMiss: return 2;
    case FetchEnd::kNoServer: return 3;
    case FetchEnd::kTimedOut: return 4;
    case FetchEnd::kUnwritable: return 5;
    case FetchEnd::kNoClient: return 6;
  }
  return 0;
}

// Nothing more can be fetched after this.
bool is_final(FetchEnd end) {
  return end == FetchEnd::kNoClient || end == FetchEnd::kUnwritable;
}

void count(const FetchResult& result, const std::string& module, Failures& failures) {
  if (result.end == FetchEnd::kFetched) return;
  ++failures.modules;
  if (badness(result.end) <= badness(failures.worst)) return;
  failures.worst = result.end;
  failures.complaint = printable_text(result.complaint);
  failures.example = printable_text(module);
}

std::string example_text(const Failures& failures) {
  if (failures.complaint.empty()) return failures.example;
  return failures.example + ": " + failures.complaint;
}

std::string message_of(const Failures& failures, size_t wanted, const DebuginfodFetch& fetch) {
  const std::string files = fmt::format("expected the debug files of {} modules", wanted);
  const size_t got = wanted - failures.modules;
  switch (failures.worst) {
    case FetchEnd::kFetched: break;
    case FetchEnd::kNoClient: return "expected debuginfod-find or curl to fetch with, got neither";
    case FetchEnd::kUnwritable:
      return "expected a folder to keep files in, got no right to write: " + failures.complaint;
    case FetchEnd::kTimedOut:
      return fmt::format("{} within {} s, got {}", files, fetch.time.count(), got);
    case FetchEnd::kNoServer:
      return fmt::format("expected a server that answers, got none ({})", example_text(failures));
    case FetchEnd::kRememberedMiss:
      return fmt::format(
          "{} from the servers, got {}; for some minutes they are not asked again ({})", files, got,
          example_text(failures));
    case FetchEnd::kNotThere:
      return fmt::format("{} from the servers, got {} ({})", files, got, example_text(failures));
  }
  return {};
}

std::string hint_of(const Failures& failures, size_t wanted) {
  switch (failures.worst) {
    case FetchEnd::kFetched: break;
    case FetchEnd::kNoClient: return "apt-get install debuginfod";
    case FetchEnd::kUnwritable: return "export DEBUGINFOD_CACHE_PATH=/tmp/debuginfod";
    case FetchEnd::kTimedOut:
      return wanted == failures.modules ? "see whether the servers of DEBUGINFOD_URLS answer at all"
                                        : "run it again: what was fetched is kept";
    case FetchEnd::kNoServer:
      return "see whether the servers of DEBUGINFOD_URLS can be reached from here";
    case FetchEnd::kRememberedMiss: return "rm -f " + shell_word(failures.complaint);
    case FetchEnd::kNotThere: return "DEBUGINFOD_URLS must name a server of the distribution";
  }
  return {};
}

void warn(const Failures& failures, size_t wanted, const DebuginfodFetch& fetch,
          Diagnostics& diagnostics) {
  if (failures.worst == FetchEnd::kFetched) return;
  diagnostics.warn("debuginfod", kWhere, message_of(failures, wanted, fetch),
                   hint_of(failures, wanted));
}

}  // namespace

DebuginfodSource::DebuginfodSource(std::unique_ptr<SymbolSource> inner, const SymbolSearch& search,
                                   DebuginfodFetch fetch, Progress* progress)
    : inner_(std::move(inner)),
      fetch_(std::move(fetch)),
      progress_(progress),
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
  ProgressPhase phase(progress_, {"debuginfod", ProgressUnit::kModules, wanted.size()});
  Failures failures;
  for (size_t i = 0; i < wanted.size(); ++i) {
    const std::string module = base_name(queries[wanted[i]].module->path);
    if (is_final(failures.worst) || std::chrono::steady_clock::now() >= deadline) {
      count({FetchEnd::kTimedOut, {}}, module, failures);
      failures.modules += wanted.size() - i - 1;
      break;
    }
    phase.set_detail(module);
    const FetchResult result = client_.fetch(answers[wanted[i]].build_id, deadline);
    phase.advance(1);
    if (result.end == FetchEnd::kFetched) fetched.push_back(wanted[i]);
    count(result, module, failures);
  }
  warn(failures, wanted.size(), fetch_, diagnostics);
  return fetched;
}

std::unique_ptr<SymbolSource> fetch_missing(std::unique_ptr<SymbolSource> inner,
                                            const SymbolSearch& search, DebuginfodFetch fetch,
                                            Progress* progress) {
  return std::make_unique<DebuginfodSource>(std::move(inner), search, std::move(fetch), progress);
}

}  // namespace jescope
