// SPDX-License-Identifier: Apache-2.0
#include "pipeline/code/code_view.h"

#include <utility>

#include "jescope/render/code_page.h"
#include "jescope/render/disassembly.h"
#include "jescope/summarize/line_code.h"
#include "pipeline/code/listing.h"
#include "pipeline/jeprof/jeprof_code.h"

namespace jescope {
namespace {

Result<std::string> view_page(const Profile& profile, const Disassembly& code,
                              const Request& request, const Title& title,
                              Diagnostics& diagnostics) {
  Diagnostics unheard;  // that nothing matches, the search for code has told
  Result<SourceList> found = find_listed(profile, request, unheard);
  if (!found.ok()) return found.error();
  const SourceList list = with_texts(add_code_lines(*std::move(found), code), profile, request,
                                     title.symbols_command, diagnostics);
  const TableStyle style = titled_style(profile, request, title);
  return render_code_page(list, code, {style.heading.front(), style.heading.back(), style.unit});
}

}  // namespace

Result<std::string> view_code(const Profile& profile, const CodePlaces& places,
                              const Request& request, const Title& title, CodeReaders readers,
                              Diagnostics& diagnostics) {
  Result<Disassembly> code =
      disassemble(profile, places, request, readers, title.symbols_command, diagnostics);
  if (!code.ok()) return code.error();
  if (request.is_page) return view_page(profile, *code, request, title, diagnostics);
  return render_disassembly(with_line_texts(*std::move(code), request, diagnostics),
                            titled_style(profile, request, title));
}

Result<std::string> show(const Profile& profile, const CodeAtHand& code, const Request& request,
                         const Title& title, Diagnostics& diagnostics) {
  if (code.source == nullptr || !wants_code(request)) {
    return view(profile, request, title, diagnostics);
  }
  const CodeReaders readers{code.names, *code.source};
  return request.jeprof
             ? view_jeprof_code(profile, code.places, request, title, readers, diagnostics)
             : view_code(profile, code.places, request, title, readers, diagnostics);
}

}  // namespace jescope
