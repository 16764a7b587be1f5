// SPDX-License-Identifier: Apache-2.0
//
// The sums over modules and stacks.
#include "jescope/summarize/symbol_report.h"

namespace jescope {

SymbolReport report_symbols(std::string_view dump, const Profile& trimmed) {
  SymbolReport report;
  report.dump = dump;
  report.modules = module_shares(trimmed);
  report.bytes = named_bytes(trimmed);
  for (const ModuleShare& module : report.modules) report.places += module.places;
  return report;
}

}  // namespace jescope
