// SPDX-License-Identifier: Apache-2.0
//
//   Dump ──name──▶ Profile ──trim──▶ DumpInfo or SymbolReport ──render──▶ bytes
#include "pipeline/inspect.h"

#include <fmt/format.h>

#include <cmath>

#include "jescope/normalize/normalize.h"
#include "jescope/render/tables.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/dump_info.h"
#include "pipeline/load.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

TableStyle style_of(const Dump& dump, const Request& request) {
  TableStyle style = request.style;
  style.heading = {dump.source};
  return style;
}

std::string info_of(const Dump& dump, const Profile& named, const Request& request) {
  return render_info(describe_dump(dump, named, trim_allocator(named), estimate_threads(dump)),
                     style_of(dump, request));
}

// Returns the module's remedy; not the one that this run has tried in vain.
std::string untried_remedy(const ModuleNames& names, const Request& request) {
  const bool has_fetched =
      request.debuginfod.is_wanted && names.remedy.find(" --debuginfod ") != std::string::npos;
  if (!has_fetched) return names.remedy;
  return fmt::format(
      "jescope symbols --symbols DIR DUMP  # DIR holds the debug file of build-id {}",
      names.build_id);
}

SymbolReport symbols_of(const Dump& dump, const Profile& named, const Request& request,
                        const CommandWords& words) {
  SymbolReport report = report_symbols(dump.source, trim_allocator(named));
  complete_remedies(report, request, words);
  return report;
}

// The share of the dump that misses the mark by most breaks the gate.
class Gate {
 public:
  explicit Gate(std::optional<double> least) : least_(least) {}

  void judge(const SymbolReport& report) {
    ++dumps_;
    const double share = named_share(report.bytes);
    if (!least_ || share >= lowest_) return;
    lowest_ = share;
    worst_dump_ = report.dump;
  }

  std::string broken() const {
    std::string text = least_ ? judge_named_share(lowest_, *least_) : std::string();
    const bool is_one_of_several = !text.empty() && dumps_ > 1;
    return is_one_of_several ? fmt::format("{}: {}", worst_dump_, text) : text;
  }

 private:
  const std::optional<double> least_;
  size_t dumps_ = 0;
  double lowest_ = 1;
  std::string worst_dump_;
};

std::vector<const Dump*> all_of(const std::vector<ChosenDumps>& processes) {
  std::vector<const Dump*> dumps;
  for (const ChosenDumps& process : processes) {
    for (const Dump& dump : process) dumps.push_back(&dump);
  }
  return dumps;
}

}  // namespace

void complete_remedies(SymbolReport& report, const Request& request, const CommandWords& words) {
  for (ModuleShare& module : report.modules) {
    module.names.remedy = words.complete(untried_remedy(module.names, request), report.dump);
  }
}

std::string judge_named_share(double share, double least) {
  if (share >= least) return {};
  return fmt::format("expected at least {:.6g}% of the live bytes named, got {:.1f}%", 100 * least,
                     std::floor(1000 * share) / 10);
}

Result<Report> inspect(const std::vector<ChosenDumps>& processes, const Request& request,
                       const CommandWords& words, SymbolSource& source, Diagnostics& diagnostics) {
  Report report;
  Gate gate(request.least_named);
  for (const Dump* const dump : all_of(processes)) {
    const Result<Profile> named = name_dump(*dump, request, source, diagnostics);
    if (!named.ok()) return named.error();
    if (request.command == Command::kInfo) {
      append_report(report.text, info_of(*dump, *named, request), request.style.format);
      continue;
    }
    const SymbolReport symbols = symbols_of(*dump, *named, request, words);
    append_report(report.text, render_symbols(symbols, style_of(*dump, request)),
                  request.style.format);
    gate.judge(symbols);
  }
  const std::string broken = gate.broken();
  if (!broken.empty()) report.broken_gates.push_back({{}, {}, broken});
  return report;
}

}  // namespace jescope
