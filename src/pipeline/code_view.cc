// SPDX-License-Identifier: Apache-2.0
#include "pipeline/code_view.h"

#include "jescope/render/disassembly.h"

namespace jescope {

Result<std::string> view_code(const Profile& profile, const CodePlaces& places,
                              const Request& request, const Title& title, CodeReaders readers,
                              Diagnostics& diagnostics) {
  const Result<Disassembly> list =
      disassemble_matching(profile, places, request, readers, title.symbols_command, diagnostics);
  if (!list.ok()) return list.error();
  return render_disassembly(*list, titled_style(profile, request, title));
}

}  // namespace jescope
