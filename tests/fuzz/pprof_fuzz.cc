// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a pprof message, all the way to a table: what is read must fit
// together, and its total must survive every stage.
#include <cstdint>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/render/exports.h"
#include "jescope/select/drop_frames.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

// Knows no names; those that the file gives remain.
class NoNames : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    return {"", "none", "not looked for", std::vector<SymbolChain>(query.offsets.size())};
  }
};

void require_consistent(const Dump& dump) {
  require(dump.places.empty() || dump.places.size() == dump.addresses.size());
  for (const AddressId address : dump.frames) require(address.row() < dump.addresses.size());
  for (const GivenPlace& place : dump.places) {
    require(!place.mapping || *place.mapping < dump.mappings.size());
  }
  for (const DumpRecord& record : dump.records) {
    require(record.first_frame + record.depth <= dump.frames.size());
    require(record.first_thread_line + record.thread_lines <= dump.thread_counts.size());
  }
}

void show(const Dump& dump) {
  require_consistent(dump);
  NoNames names;
  Diagnostics diagnostics;
  const AddressProfile places = normalize(dump, ThreadChoice());
  const Profile profile = symbolize(places, names, Inlines::kShow, diagnostics);
  require(total_values(profile) == estimate_total(dump));
  const Profile trimmed = trim_allocator(profile);
  render_folded(trimmed, Metric::kInuseSpace);
  render_pprof(trimmed, "fuzz");
}

void run(std::string_view bytes) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read_dump(*memory_source(bytes), "fuzz.pb", diagnostics);
  if (!dump.ok()) return;
  show(*dump);
  const Result<Dump> own = drop_frames(*dump);
  if (own.ok()) show(*own);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
