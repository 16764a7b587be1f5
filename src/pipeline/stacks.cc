// SPDX-License-Identifier: Apache-2.0
//
// Each thread is a record that holds one object, so the stages for dumps name them:
//
//   ProcessStacks ──▶ Dump ──normalize──▶ AddressProfile ──symbolize──▶ Profile ──▶ text
#include "jescope/pipeline/stacks.h"

#include <fmt/format.h>

#include <unordered_map>

#include "jescope/normalize/normalize.h"
#include "jescope/render/exports.h"
#include "jescope/render/threads.h"
#include "jescope/select/regroup.h"
#include "jescope/symbolize/symbolize.h"
#include "pipeline/naming.h"

namespace jescope {
namespace {

class DumpOfStacks {
 public:
  explicit DumpOfStacks(const ProcessStacks& stacks) {
    dump_.source = fmt::format("process {}", stacks.process_id);
    dump_.name = DumpName{};
    dump_.name->pid = stacks.inner_process_id;
    dump_.mappings = stacks.mappings;
    dump_.has_mappings = true;
    for (const ThreadStack& thread : stacks.threads) add(thread);
  }

  const Dump& dump() const { return dump_; }

 private:
  void add(const ThreadStack& thread) {
    constexpr Counts kOne{1, 1, 0, 0};
    dump_.threads.push_back({thread.id, thread.name, kOne});
    if (thread.addresses.empty()) return;
    DumpRecord record;
    record.first_frame = dump_.frames.size();
    record.depth = static_cast<uint32_t>(thread.addresses.size());
    record.first_thread_line = dump_.thread_counts.size();
    record.thread_lines = 1;
    record.counts = kOne;
    for (const uint64_t address : thread.addresses) dump_.frames.push_back(id_of(address));
    dump_.thread_counts.push_back({thread.id, kOne});
    dump_.records.push_back(record);
  }

  AddressId id_of(uint64_t address) {
    const auto [known, is_new] = row_of_.try_emplace(address, dump_.addresses.size());
    if (is_new) dump_.addresses.push_back(address);
    return AddressId(known->second);
  }

  Dump dump_;
  std::unordered_map<uint64_t, size_t> row_of_;
};

}  // namespace

Result<std::string> show_stacks(const ProcessStacks& stacks, const Request& request,
                                StackFormat format, Diagnostics& diagnostics) {
  const std::unique_ptr<SymbolSource> names = open_names(request, Inputs());
  // From here on threads stand side by side as snapshots, one stack in each.
  const DumpOfStacks made(stacks);
  AddressProfile places = normalize_by_thread(made.dump(), {});
  // Where a thread was interrupted there is no call, so a file is not told by its calls.
  places.are_call_sites = false;
  const Profile named =
      symbolize(places, *names, request.inlines, diagnostics, NameDetail::kChains);
  const Profile grouped = regroup(named, request.by.value_or(Granularity::kFunction));
  if (format == StackFormat::kFolded) return render_folded(grouped, Metric::kInuseObjects);
  TableStyle style = request.style;
  style.format = format == StackFormat::kJson ? TableFormat::kJson : TableFormat::kText;
  return render_threads(list_threads(grouped, stacks), style);
}

}  // namespace jescope
