// SPDX-License-Identifier: Apache-2.0
//
// Prints the live bytes of a dump and how many frames have a name: the first
// three stages, used from outside.
#include <algorithm>
#include <cstdio>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/symbolize/symbol_search.h"
#include "jescope/symbolize/symbolize.h"

int main(int argument_count, char** arguments) {
  if (argument_count != 2) return 2;
  jescope::Diagnostics diagnostics;
  const auto dump = jescope::read_dump_file(arguments[1], diagnostics);
  if (!dump) return 3;
  const auto source = jescope::make_symbol_source({});
  const auto profile = jescope::symbolize(jescope::normalize(*dump, {}), *source,
                                          jescope::Inlines::kShow, diagnostics);
  const auto live = jescope::total_values(profile)[jescope::Metric::kInuseSpace].value;
  const auto named = std::ranges::count_if(profile.frames, jescope::is_named);
  std::printf("%lld bytes live, %td of %zu frames named\n", static_cast<long long>(live), named,
              profile.frames.size());
  return live > 0 ? 0 : 1;
}
