// SPDX-License-Identifier: Apache-2.0
//
// The sums over modules and stacks.
#include "jescope/summarize/symbol_report.h"

namespace jescope {
namespace {

// Of a module's bytes. Few nameless places are not worth a reason, unless they
// hold more than the rest of these.
constexpr double kEnoughNamed = 0.95;

void give_reason(ModuleShare& module) {
  if (!module.names.reason.empty() || named_share(module.bytes) >= kEnoughNamed) return;
  module.names.reason = "places that hold much of its memory have no name";
}

}  // namespace

SymbolReport report_symbols(std::string_view dump, const Profile& trimmed) {
  SymbolReport report;
  report.dump = dump;
  report.modules = module_shares(trimmed);
  report.bytes = named_bytes(trimmed);
  for (ModuleShare& module : report.modules) {
    report.places += module.places;
    give_reason(module);
  }
  return report;
}

}  // namespace jescope
