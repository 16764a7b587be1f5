// SPDX-License-Identifier: Apache-2.0
#include "pipeline/jeprof/jeprof_code.h"

#include <utility>

#include "jescope/render/jeprof_code.h"
#include "pipeline/code/listing.h"

namespace jescope {

Result<std::string> view_jeprof_code(const Profile& profile, const CodePlaces& places,
                                     const Request& request, const Title& title,
                                     CodeReaders readers, Diagnostics& diagnostics) {
  Result<Disassembly> list =
      disassemble(profile, places, request, readers, title.symbols_command, diagnostics);
  if (!list.ok()) return std::move(list).error();
  const JeprofAmounts amounts{request.metric, request.jeprof->unit};
  if (request.jeprof->mode == JeprofMode::kList) {
    return render_jeprof_list(list_routines(*list, request, diagnostics), amounts);
  }
  return render_jeprof_disasm(with_line_texts(*std::move(list), request, diagnostics), amounts);
}

}  // namespace jescope
