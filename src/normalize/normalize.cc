// SPDX-License-Identifier: Apache-2.0
//
// Every distinct address is placed once; stacks then are numbers only.
#include "jescope/normalize/normalize.h"

#include <algorithm>
#include <unordered_map>

#include "jescope/base/hash.h"
#include "jescope/normalize/scale.h"
#include "normalize/module_map.h"
#include "normalize/record_stacks.h"
#include "normalize/thread_samples.h"

namespace jescope {
namespace {

// Names by address, as a `--- symbol` section gives them. It lists either the
// return address or the byte before it.
class GivenNames {
 public:
  explicit GivenNames(const std::vector<GivenSymbol>& symbols) {
    for (const GivenSymbol& symbol : symbols) by_address_.emplace(symbol.address, &symbol);
  }

  // Null: the file has no name for it.
  const GivenSymbol* find(uint64_t return_address) const {
    if (by_address_.empty()) return nullptr;
    auto found = by_address_.find(return_address - 1);
    if (found == by_address_.end()) found = by_address_.find(return_address);
    return found == by_address_.end() ? nullptr : found->second;
  }

 private:
  std::unordered_map<uint64_t, const GivenSymbol*> by_address_;
};

// Returns the location of what `address` returns to.
Location location_of(uint64_t address, const Place& place, const GivenNames& names) {
  Location location{place.module, place.offset, {}, place.link_address, address - 1};
  if (const GivenSymbol* const symbol = names.find(address)) {
    location.given_names = symbol->names;
    location.given_lines = symbol->lines;
  }
  return location;
}

Location given_location(const Dump& dump, size_t row, const ModuleMap& map) {
  const GivenPlace& given = dump.places[row];
  const uint64_t address = dump.addresses[row] - 1;
  const Place place = given.mapping ? map.find_in(dump.mappings[*given.mapping], address)
                                    : Place{ModuleId(0), address, address};
  return {place.module, place.offset, given.names, place.link_address, address, given.lines};
}

// jemalloc's stacks begin in jemalloc; the recorder, gperftools and what writes pprof files
// leave themselves out.
bool begins_at_callers(const Dump& dump) {
  return dump.recorder.has_value() || dump.scaling == Scaling::kRatio ||
         dump.format == DumpFormat::kGrowth || dump.format == DumpFormat::kPprof;
}

class Normalizer {
 public:
  Normalizer(const Dump& dump, const ThreadChoice& threads)
      : dump_(dump),
        threads_(threads),
        map_(dump.mappings, dump.program),
        scaler_(dump.scaling, dump.sample_period_bytes) {}

  AddressProfile run() {
    profile_.sample_period_bytes = dump_.sample_period_bytes;
    profile_.has_totals = dump_.recorder.has_value();  // which counts them always
    profile_.begins_at_callers = begins_at_callers(dump_);
    if (dump_.name) profile_.process_id = dump_.name->pid;
    profile_.modules = map_.modules();
    place_addresses();
    const std::vector<Counts> counts = all_counts();
    RecordStacks built = build_record_stacks(dump_, locations_, counts);
    rows_ = built.rows;
    profile_.stacks = std::move(built.stacks);
    sample_of_row_.resize(profile_.stacks.size(), kNoSample);
    for (size_t i = 0; i < counts.size(); ++i) add(counts[i], built.rows[i]);
    return std::move(profile_);
  }

  AddressProfile run_by_thread() {
    AddressProfile profile = run();
    profile.samples.clear();
    scaler_ = Scaler(dump_.scaling, dump_.sample_period_bytes);
    ThreadSamples samples(dump_);
    for (size_t i = 0; i < dump_.records.size(); ++i) {
      const Counts counts = chosen_counts(dump_.records[i]);
      if (counts == Counts{}) continue;
      samples.add(rows_[i], scaler_.scale(counts), chosen_lines(dump_.records[i]));
    }
    samples.move_into(profile);
    return profile;
  }

 private:
  // The file itself says which places it tells apart.
  void take_given_places() {
    for (size_t row = 0; row < dump_.addresses.size(); ++row) {
      locations_.push_back(LocationId(row));
      profile_.locations.push_back(given_location(dump_, row, map_));
    }
  }

  // Fills `locations_` with the location of each of the dump's addresses.
  void place_addresses() {
    if (!dump_.places.empty()) return take_given_places();
    const GivenNames names(dump_.symbols);
    Interner index;
    std::vector<Location>& locations = profile_.locations;
    for (const uint64_t address : dump_.addresses) {
      const Place place = map_.find(address - 1);
      const auto is_row = [&](uint32_t row) {
        return locations[row].module == place.module && locations[row].offset == place.offset;
      };
      const auto next = static_cast<uint32_t>(locations.size());
      const uint64_t hash = mix_hash(place.module.raw(), place.offset);
      const uint32_t row = index.find_or_add(hash, next, is_row);
      if (row == next) locations.push_back(location_of(address, place, names));
      locations_.push_back(LocationId(row));
    }
  }

  std::vector<Counts> all_counts() const {
    std::vector<Counts> counts;
    counts.reserve(dump_.records.size());
    for (const DumpRecord& record : dump_.records) counts.push_back(chosen_counts(record));
    return counts;
  }

  void add(const Counts& counts, LocationStacks::Row stack) {
    if (counts == Counts{}) return;
    profile_.has_totals |= counts.total_objects != 0 || counts.total_bytes != 0;
    const Values values = scaler_.scale(counts);
    uint32_t& sample = stack.is_none() ? sample_without_stack_ : sample_of_row_[stack.row()];
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

  std::vector<ThreadCounts> chosen_lines(const DumpRecord& record) const {
    std::vector<ThreadCounts> lines;
    for (size_t i = 0; i < record.thread_lines; ++i) {
      const ThreadCounts& line = dump_.thread_counts[record.first_thread_line + i];
      if (!threads_ || threads_->contains(line.thread)) lines.push_back(line);
    }
    return lines;
  }

  static constexpr uint32_t kNoSample = UINT32_MAX;

  const Dump& dump_;
  const ThreadChoice& threads_;
  const ModuleMap map_;
  Scaler scaler_;
  std::vector<LocationId> locations_;      // by the dump's address
  std::vector<LocationStacks::Row> rows_;  // by record
  std::vector<uint32_t> sample_of_row_;    // by stack row
  uint32_t sample_without_stack_ = kNoSample;
  AddressProfile profile_;
};

}  // namespace

AddressProfile normalize_by_thread(const Dump& dump, const ThreadChoice& threads) {
  return Normalizer(dump, threads).run_by_thread();
}

AddressProfile place_each_address(const Dump& dump) {
  const ModuleMap map(dump.mappings, dump.program);
  const GivenNames names(dump.symbols);
  AddressProfile profile;
  if (dump.name) profile.process_id = dump.name->pid;
  profile.modules = map.modules();
  for (const uint64_t address : dump.addresses) {
    profile.locations.push_back(location_of(address, map.find(address - 1), names));
  }
  return profile;
}

AddressProfile normalize(const Dump& dump, const ThreadChoice& threads) {
  return Normalizer(dump, threads).run();
}

Values estimate_total(const Dump& dump) {
  Scaler scaler(dump.scaling, dump.sample_period_bytes);
  Values total;
  for (const DumpRecord& record : dump.records) total += scaler.scale(record.counts);
  return total;
}

std::vector<Values> estimate_threads(const Dump& dump) {
  struct Thread {
    Scaler scaler;
    Values values;
  };
  std::unordered_map<uint64_t, Thread> by_number;
  const Scaler scaler(dump.scaling, dump.sample_period_bytes);
  for (const ThreadCounts& line : dump.thread_counts) {
    Thread& thread = by_number.try_emplace(line.thread, Thread{scaler, {}}).first->second;
    thread.values += thread.scaler.scale(line.counts);
  }
  std::vector<Values> values;
  for (const DumpThread& thread : dump.threads) {
    const auto found = by_number.find(thread.number);
    values.push_back(found == by_number.end() ? Values() : found->second.values);
  }
  return values;
}

}  // namespace jescope
