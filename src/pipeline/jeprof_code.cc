// SPDX-License-Identifier: Apache-2.0
#include "pipeline/jeprof_code.h"

#include <utility>

#include "jescope/select/pattern.h"
#include "pipeline/listing.h"

namespace jescope {
Result<std::string> view_jeprof_code(JeprofCode what, const Profile& profile,
                                     const CodePlaces& places, const Request& request,
                                     JeprofUnit unit, CodeReaders readers,
                                     const std::string& symbols_command, Diagnostics& diagnostics) {
  const Result<Pattern> pattern = Pattern::compile(request.function_pattern, "REGEX");
  if (!pattern.ok()) return pattern.error();
  CodeChoice choice;
  choice.match = CodeMatch::kCode;
  choice.is_wanted = [&](std::string_view name) { return pattern->matches(name); };
  Disassembly list =
      disassemble(profile, places, request.metric, choice, readers, symbols_command, diagnostics);
  if (what == JeprofCode::kList) {
    return render_jeprof_list(list_routines(list, request, diagnostics), unit);
  }
  return render_jeprof_disasm(with_line_texts(std::move(list), request, diagnostics), unit);
}

}  // namespace jescope
