// SPDX-License-Identifier: Apache-2.0
//
// Every distinct address is placed once; stacks then are numbers only.
#include "jescope/normalize/normalize.h"

#include <algorithm>
#include <unordered_map>

#include "jescope/base/hash.h"
#include "jescope/normalize/scale.h"
#include "normalize/module_map.h"

namespace jescope {
namespace {

// Names by address, as a `--- symbol` section gives them. It lists either the
// return address or the byte before it.
class GivenNames {
 public:
  explicit GivenNames(const std::vector<GivenSymbol>& symbols) {
    for (const GivenSymbol& symbol : symbols) by_address_.emplace(symbol.address, &symbol.names);
  }

  std::string find(uint64_t return_address) const {
    if (by_address_.empty()) return {};
    auto found = by_address_.find(return_address - 1);
    if (found == by_address_.end()) found = by_address_.find(return_address);
    return found == by_address_.end() ? std::string() : *found->second;
  }

 private:
  std::unordered_map<uint64_t, const std::string*> by_address_;
};

class Normalizer {
 public:
  Normalizer(const Dump& dump, const ThreadChoice& threads)
      : dump_(dump), threads_(threads), map_(dump.mappings, dump.program) {}

  AddressProfile run() {
    profile_.sample_period_bytes = dump_.sample_period_bytes;
    profile_.modules = map_.modules();
    place_addresses();
    for (const DumpRecord& record : dump_.records) add(record);
    return std::move(profile_);
  }

 private:
  // Fills `locations_` with the location of each of the dump's addresses.
  void place_addresses() {
    const GivenNames names(dump_.symbols);
    Interner index;
    std::vector<Location>& locations = profile_.locations;
    const auto hash_of = [&](uint32_t row) {
      return mix_hash(locations[row].module.raw(), locations[row].offset);
    };
    for (const uint64_t address : dump_.addresses) {
      const Place place = map_.find(address - 1);
      const auto is_row = [&](uint32_t row) {
        return locations[row].module == place.module && locations[row].offset == place.offset;
      };
      const auto next = static_cast<uint32_t>(locations.size());
      const uint32_t row =
          index.find_or_add(mix_hash(place.module.raw(), place.offset), next, is_row, hash_of);
      if (row == next) locations.push_back({place.module, place.offset, names.find(address)});
      locations_.push_back(LocationId(row));
    }
  }

  void add(const DumpRecord& record) {
    const Counts counts = chosen_counts(record);
    if (counts == Counts{}) return;
    profile_.has_totals |= counts.total_objects != 0;
    const Values values = scale(counts, dump_.scaling, dump_.sample_period_bytes);
    const LocationStacks::Row stack = add_stack(record);
    uint32_t& sample = stack.is_none() ? sample_without_stack_ : sample_of(stack);
    if (sample == kNoSample) {
      sample = static_cast<uint32_t>(profile_.samples.size());
      profile_.samples.push_back({stack, {}});
    }
    profile_.samples[sample].values += values;
  }

  Counts chosen_counts(const DumpRecord& record) const {
    if (!threads_) return record.counts;
    Counts counts;
    for (size_t i = 0; i < record.thread_lines; ++i) {
      const ThreadCounts& line = dump_.thread_counts[record.first_thread_line + i];
      if (threads_->contains(line.thread)) counts += line.counts;
    }
    return counts;
  }

  // jemalloc 3 ends stacks in an address 0; it is no call.
  LocationStacks::Row add_stack(const DumpRecord& record) {
    LocationStacks::Row stack;
    for (size_t i = record.depth; i-- > 0;) {
      const size_t address = dump_.frames[record.first_frame + i].row();
      if (dump_.addresses[address] != 0) {
        stack = profile_.stacks.child(stack, locations_[address]);
      }
    }
    return stack;
  }

  uint32_t& sample_of(LocationStacks::Row stack) {
    if (sample_of_row_.size() <= stack.row()) sample_of_row_.resize(stack.row() + 1, kNoSample);
    return sample_of_row_[stack.row()];
  }

  static constexpr uint32_t kNoSample = UINT32_MAX;

  const Dump& dump_;
  const ThreadChoice& threads_;
  const ModuleMap map_;
  std::vector<LocationId> locations_;    // by the dump's address
  std::vector<uint32_t> sample_of_row_;  // by stack row
  uint32_t sample_without_stack_ = kNoSample;
  AddressProfile profile_;
};

}  // namespace

AddressProfile normalize(const Dump& dump, const ThreadChoice& threads) {
  return Normalizer(dump, threads).run();
}

Values estimate_total(const Dump& dump) {
  Values total;
  for (const DumpRecord& record : dump.records) {
    total += scale(record.counts, dump.scaling, dump.sample_period_bytes);
  }
  return total;
}

std::vector<Values> estimate_threads(const Dump& dump) {
  std::unordered_map<uint64_t, Values> by_number;
  for (const ThreadCounts& line : dump.thread_counts) {
    by_number[line.thread] += scale(line.counts, dump.scaling, dump.sample_period_bytes);
  }
  std::vector<Values> values;
  for (const DumpThread& thread : dump.threads) values.push_back(by_number[thread.number]);
  return values;
}

}  // namespace jescope
