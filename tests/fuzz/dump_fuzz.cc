// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a dump, all the way to a table and the exports. What is read
// must fit together, and its total must survive every stage.
#include <cmath>
#include <cstdint>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/render/exports.h"
#include "jescope/render/tables.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/top_table.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

// Knows no names; those that the dump gives remain.
class NoNames : public ModuleSource {
 public:
  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics&) override {
    return {"", "none", "not looked for", std::vector<SymbolChain>(query.offsets.size())};
  }
};

void require_consistent(const Dump& dump) {
  for (const AddressId address : dump.frames) require(address.row() < dump.addresses.size());
  size_t frame = 0;
  size_t thread_line = 0;
  for (const DumpRecord& record : dump.records) {
    require(record.first_frame == frame && record.first_thread_line == thread_line);
    frame += record.depth;
    thread_line += record.thread_lines;
  }
  require(frame == dump.frames.size() && thread_line == dump.thread_counts.size());
  for (const Mapping& mapping : dump.mappings) require(mapping.start <= mapping.end);
}

void require_equal(const Values& a, const Values& b) {
  for (const Metric metric : kAllMetrics) {
    require(a[metric].value == b[metric].value && a[metric].value >= 0);
    require(std::isfinite(a[metric].variance) && a[metric].variance >= 0);
  }
}

void draw(const Profile& profile) {
  const Profile grouped = regroup(trim_allocator(profile), Granularity::kFunction);
  require_equal(total_values(grouped), total_values(profile));
  render_top(build_top_table(grouped, Metric::kInuseSpace, TopOrder::kSelf), TableStyle());
  render_folded(grouped, Metric::kInuseSpace);
  render_callgrind(sum_call_costs(profile), profile.has_totals, "program");
  render_profile_json(profile);
}

void run(std::string_view bytes) {
  Diagnostics diagnostics;
  const auto source = memory_source(bytes);
  const Result<Dump> dump = read_dump(*source, "fuzz.1.2.i3.heap", diagnostics);
  if (!dump.ok()) return;
  require_consistent(*dump);
  estimate_threads(*dump);
  NoNames names;
  const AddressProfile places = normalize(*dump, ThreadChoice());
  const Profile profile = symbolize(places, names, Inlines::kShow, diagnostics);
  require_equal(total_values(profile), estimate_total(*dump));
  draw(profile);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
