// SPDX-License-Identifier: Apache-2.0
//
// Of a dump, each module gets a range of addresses of its own, and each address
// the next one in it:
//
//   4000000000000000-4000010000000000  /m1       ...010, ...020, ...
//   4000010000000000-4000020000000000  /m2.so    ...010, ...020, ...
//
// The ranges are no code: jeprof looks for the files of code.
#include "jescope/select/redact.h"

#include <algorithm>
#include <map>
#include <utility>

#include "jescope/model/profile_builder.h"
#include "select/pseudonyms.h"

namespace jescope {
namespace {

constexpr uint64_t kFirstAddress = uint64_t{1} << 62;
constexpr uint64_t kModuleBytes = uint64_t{1} << 40;
constexpr uint64_t kAddressStep = 16;

// Gives each place of a module the next offset in it.
template <typename Module>
class NewOffsets {
 public:
  uint64_t of(const Module& module, uint64_t old) {
    std::map<uint64_t, uint64_t>& offsets = by_module_[module];
    return offsets.try_emplace(old, kAddressStep * (offsets.size() + 1)).first->second;
  }

 private:
  std::map<Module, std::map<uint64_t, uint64_t>> by_module_;
};

// Only a program's name has no ".so".
bool is_program(const Dump& dump, const std::string& path) {
  if (!dump.program.empty()) return path == dump.program;
  return path.find(".so") == std::string::npos && path.starts_with('/');
}

class DumpRedactor {
 public:
  DumpRedactor(NamedDump named, const std::optional<Pattern>& keep)
      : named_(std::move(named)), dump_(named_.dump), names_(keep) {}

  NamedDump run() {
    std::ranges::stable_sort(dump_.mappings, {}, &Mapping::start);
    move_addresses();
    if (!dump_.program.empty()) dump_.program = names_.module(dump_.program, true);
    for (DumpThread& thread : dump_.threads) thread.name = names_.thread(thread.name);
    for (NamedPlace& place : named_.places) rename(place);
    dump_.symbols.clear();
    dump_.source.clear();
    dump_.name.reset();
    return std::move(named_);
  }

 private:
  // Returns the line of the map that a return address lies in; null: none.
  const Mapping* mapping_of(uint64_t address) const {
    const auto after = std::ranges::upper_bound(dump_.mappings, address - 1, {}, &Mapping::start);
    if (after == dump_.mappings.begin()) return nullptr;
    const Mapping& mapping = *(after - 1);
    return address - 1 < mapping.end ? &mapping : nullptr;
  }

  static std::string anonymous_or(const std::string& path) {
    return path.empty() ? "[anonymous]" : path;
  }

  // What lies in no mapping gets addresses below all modules.
  void move_addresses() {
    NewOffsets<uint64_t> offsets;
    std::vector<Mapping> ranges;
    std::map<std::string, uint64_t> starts;  // by path
    for (uint64_t& address : dump_.addresses) {
      if (address == 0) continue;
      const Mapping* const mapping = mapping_of(address);
      uint64_t start = kFirstAddress - kModuleBytes;
      if (mapping != nullptr) {
        const std::string path = anonymous_or(mapping->path);
        const auto [known, is_new] =
            starts.try_emplace(path, kFirstAddress + starts.size() * kModuleBytes);
        start = known->second;
        if (is_new) ranges.push_back(range_at(start, path, mapping->deleted));
      }
      address = start + offsets.of(start, address);
    }
    dump_.mappings = std::move(ranges);
  }

  Mapping range_at(uint64_t start, const std::string& path, bool deleted) {
    return {start,
            start + kModuleBytes,
            0,
            false,
            deleted && path.starts_with('/'),
            names_.module(path, is_program(dump_, path))};
  }

  void rename(NamedPlace& place) {
    for (NamedCall& call : place) {
      call.function = names_.function(call.function);
      call.file = names_.file(call.file);
      call.line = 0;
    }
  }

  NamedDump named_;
  Dump& dump_;
  Pseudonyms names_;
};

class ProfileRedactor {
 public:
  ProfileRedactor(const Profile& from, const std::optional<Pattern>& keep)
      : from_(from), names_(keep), builder_(heading()) {}

  Profile run() {
    std::vector<FrameStacks::Row> rows;
    for (size_t i = 0; i < from_.stacks.size(); ++i) {
      const FrameStacks::Row parent = from_.stacks.parent(FrameStacks::Row(i));
      const FrameId frame = copy(from_.frame(from_.stacks.element(FrameStacks::Row(i))));
      rows.push_back(builder_.child(parent.is_none() ? parent : rows[parent.row()], frame));
    }
    for (const Sample& sample : from_.samples) {
      builder_.add(sample.stack.is_none() ? sample.stack : rows[sample.stack.row()], sample.values,
                   sample.snapshot);
    }
    return builder_.take();
  }

 private:
  Profile heading() {
    Profile heading;
    heading.granularity = from_.granularity;
    heading.sample_period_bytes = from_.sample_period_bytes;
    heading.has_totals = from_.has_totals;
    heading.baseline = from_.baseline;
    for (const ModuleNames& module : from_.modules) {
      heading.modules.push_back({names_.module(module.path, module.is_program),
                                 {},
                                 module.source,
                                 {},
                                 module.is_program});
    }
    std::ranges::stable_sort(heading.modules, {}, &ModuleNames::path);
    for (Snapshot snapshot : from_.snapshots) {
      snapshot.source = "dump" + std::to_string(heading.snapshots.size() + 1);
      snapshot.written_ns = 0;
      snapshot.process_id = 0;
      snapshot.thread_name = names_.thread(snapshot.thread_name);
      heading.snapshots.push_back(std::move(snapshot));
    }
    return heading;
  }

  FrameId copy(const Frame& frame) {
    Frame renamed = frame;
    renamed.function = builder_.intern(names_.function(from_.text(frame.function)));
    renamed.file = builder_.intern(names_.file(from_.text(frame.file)));
    renamed.module = builder_.intern(names_.module(from_.text(frame.module), false));
    renamed.offset = frame.offset == 0 ? 0 : offsets_.of(frame.module.raw(), frame.offset);
    renamed.line = 0;
    renamed.kind = frame.kind;
    return builder_.intern(renamed);
  }

  const Profile& from_;
  Pseudonyms names_;
  NewOffsets<uint32_t> offsets_;
  ProfileBuilder builder_;
};

}  // namespace

NamedDump redact(NamedDump named, const std::optional<Pattern>& keep) {
  return DumpRedactor(std::move(named), keep).run();
}

Profile redact(const Profile& profile, const std::optional<Pattern>& keep) {
  return ProfileRedactor(profile, keep).run();
}

}  // namespace jescope
