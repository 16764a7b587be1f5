// SPDX-License-Identifier: Apache-2.0
//
//   --- symbol
//   # estimates as exact counts: ...         a remark; jeprof skips the line
//   binary=/opt/app/server                   the program, when it is known
//   0x3ba5140000a7c3f0 main                  of a caller: the byte before its return address
//   0x1d20800027f15561 put--Cache::grow      innermost: the return address; outermost name first
//   ---
//   --- heap
//   heap_v2/0                                0: counts are exact, as with 1, but jeprof scales 1
//     t*: 2: 64 [4: 128]
//   @ 0x1d20800027f15561 0x3ba5140000a7c3f1  return addresses, innermost first
//     t*: 2: 64 [4: 128]
//
//   MAPPED_LIBRARIES:
//   3ba5140000000000-3ba5180000000000 r--p 00000000 00:00 0    /opt/app/server
//
// A place is a function and what is inlined into it. Its address is made from
// its names and its module's, so it is the same in every dump that is written:
// jeprof adds and subtracts dumps by address.
//
//   01 mmmmmmmmmmmmmmmmmmmm pppppppppppppppppppppppppppppppppppppp ssss
//      hash of the module   hash of the names                      0, or 1: the return address
//
// jeprof looks up the innermost address as it stands and all others less one.
// No range is executable: jeprof would look for the files of such lines,
// through a shell.
#include "jescope/render/symbolized_dump.h"

#include <fmt/format.h>

#include <algorithm>
#include <compare>
#include <limits>
#include <map>
#include <set>
#include <utility>
#include <vector>

#include "jescope/base/hash.h"
#include "jescope/model/joined_names.h"
#include "render/dump_names.h"

namespace jescope {
namespace {

constexpr uint64_t kFirstAddress = uint64_t{1} << 62;
constexpr int kPlaceBits = 38;
constexpr int kStepBits = 4;
constexpr int kModuleBits = 20;
constexpr uint64_t kModuleBytes = uint64_t{1} << (kPlaceBits + kStepBits);
constexpr std::string_view kRemark =
    "# estimates as exact counts: the format has no room for their sampling errors\n";

std::string counts_line(const Values& values) {
  const auto count = [&](Metric metric) { return std::max<int64_t>(0, values[metric].value); };
  return fmt::format("  t*: {}: {} [{}: {}]\n", count(Metric::kInuseObjects),
                     count(Metric::kInuseSpace), count(Metric::kAllocObjects),
                     count(Metric::kAllocSpace));
}

// Takes free numbers below a power of two, each from a text: the same text
// gets the same number, but for those whose hashes meet.
class Numbers {
 public:
  explicit Numbers(int bits) : mask_((uint64_t{1} << bits) - 1) {}

  uint64_t take(std::string_view text) {
    uint64_t hash = 0;
    for (const char c : text) hash = mix_hash(hash, static_cast<unsigned char>(c));
    uint64_t& next = next_.try_emplace(hash & mask_, hash & mask_).first->second;
    while (!taken_.insert(next).second) next = (next + 1) & mask_;
    return next;
  }

 private:
  const uint64_t mask_;
  std::map<uint64_t, uint64_t> next_;  // by hash: where to look for a free number
  std::set<uint64_t> taken_;
};

// A name as it is written, and the module that its code is in; the map cannot
// say every path, which then is empty.
struct Function {
  std::string name;
  std::string module;
  friend auto operator<=>(const Function&, const Function&) = default;
};
struct FunctionTag {};
using FunctionId = Id<FunctionTag>;

Function function_of(const Profile& profile, const Frame& frame) {
  const std::string_view path = profile.text(frame.module);
  return {dump_name_of(profile, frame), can_be_mapped(path) ? std::string(path) : std::string()};
}

// A place is the row of its innermost function; a row's parent is what it is
// inlined into.
using Places = StackTable<FunctionId>;
using Place = Places::Row;
using Stacks = StackTable<Place>;

// What a place is used for, and where it is.
struct Use {
  bool is_used = false;
  bool calls = false;
  bool is_innermost = false;
  uint64_t call_site = 0;
};

struct Record {
  Stacks::Row stack;
  Values values;
};

constexpr uint32_t kNoRecord = std::numeric_limits<uint32_t>::max();

class Writer {
 public:
  explicit Writer(const Profile& profile) : profile_(profile), module_numbers_(kModuleBits) {
    for (const Frame& frame : profile.frames) enter(frame);
    for (const Sample& sample : profile.samples) {
      if (!sample.values.empty()) enter(sample);
    }
    for (const Place place : used_) uses_[place.row()].call_site = call_site(place);
  }

  std::string run() const {
    std::string text = "--- symbol\n" + std::string(kRemark) + binary_line();
    for (const Place place : used_) text += symbol_lines(place);
    text += "---\n--- heap\nheap_v2/0\n" + counts_line(total_);
    for (const Record& record : records_) text += record_lines(record);
    text += "\nMAPPED_LIBRARIES:\n" + map_lines();
    return text;
  }

 private:
  struct Module {
    uint64_t start = 0;
    Numbers places = Numbers(kPlaceBits);
  };

  void enter(const Frame& frame) { by_frame_.push_back(enter(function_of(profile_, frame))); }

  FunctionId enter(Function function) {
    const auto [known, is_new] =
        known_functions_.emplace(std::move(function), FunctionId(functions_.size()));
    if (is_new) {
      functions_.push_back(&known->first);
      can_be_joined_.push_back(can_be_joined(known->first.name));
    }
    return known->second;
  }

  void enter(const Sample& sample) {
    const std::vector<Place> outermost_first = places_of(sample.stack);
    uses_.resize(places_.size());
    Stacks::Row stack;
    for (const Place place : outermost_first) {
      if (!uses_[place.row()].is_used) used_.push_back(place);
      uses_[place.row()].is_used = true;
      if (!stack.is_none()) uses_[stacks_.element(stack).row()].calls = true;
      stack = stacks_.child(stack, place);
    }
    uses_[outermost_first.back().row()].is_innermost = true;
    record_of(stack).values += sample.values;
    total_ += sample.values;
  }

  Record& record_of(Stacks::Row stack) {
    record_of_stack_.resize(stacks_.size(), kNoRecord);
    uint32_t& record = record_of_stack_[stack.row()];
    if (record == kNoRecord) {
      record = static_cast<uint32_t>(records_.size());
      records_.push_back({stack, {}});
    }
    return records_[record];
  }

  std::vector<Place> places_of(FrameStacks::Row stack) {
    std::vector<Place> places;
    for (const FrameId frame : profile_.stacks.outermost_first(stack)) {
      const FunctionId function = by_frame_[frame.row()];
      if (!places.empty() && is_inlined_into(places.back(), frame)) {
        places.back() = places_.child(places.back(), function);
      } else {
        places.push_back(places_.child(Place(), function));
      }
    }
    if (places.empty()) {
      places.push_back(places_.child(Place(), enter(Function{std::string(kNoBacktrace), {}})));
    }
    return places;
  }

  bool is_inlined_into(Place place, FrameId frame) const {
    return profile_.frame(frame).inlined && can_be_joined_[places_.element(place).row()];
  }

  uint64_t call_site(Place place) {
    Place outermost = place;
    while (!places_.parent(outermost).is_none()) outermost = places_.parent(outermost);
    const std::string& path = functions_[places_.element(outermost).row()]->module;
    const auto [module, is_new] = modules_.try_emplace(path);
    if (is_new) module->second.start = kFirstAddress + module_numbers_.take(path) * kModuleBytes;
    return module->second.start + (module->second.places.take(joined_names(place)) << kStepBits);
  }

  std::string joined_names(Place place) const {
    std::string names;
    for (const FunctionId function : places_.outermost_first(place)) {
      if (!names.empty()) names += kNameSeparator;
      names += functions_[function.row()]->name;
    }
    return names;
  }

  std::string binary_line() const {
    const auto program = std::ranges::find(profile_.modules, true, &ModuleNames::is_program);
    if (program == profile_.modules.end() || !can_be_mapped(program->path)) return {};
    return fmt::format("binary={}\n", program->path);
  }

  std::string symbol_lines(Place place) const {
    const Use& use = uses_[place.row()];
    const std::string names = joined_names(place);
    std::string lines;
    if (use.calls) lines += fmt::format("0x{:016x} {}\n", use.call_site, names);
    if (use.is_innermost) lines += fmt::format("0x{:016x} {}\n", use.call_site + 1, names);
    return lines;
  }

  std::string record_lines(const Record& record) const {
    std::string line = "@";
    for (const Place place : stacks_.innermost_first(record.stack)) {
      line += fmt::format(" {:#x}", uses_[place.row()].call_site + 1);
    }
    return line + '\n' + counts_line(record.values);
  }

  std::string map_lines() const {
    std::string lines;
    for (const auto& [path, module] : modules_) {
      if (path.empty()) continue;
      lines += fmt::format("{:x}-{:x} r--p 00000000 00:00 0    {}\n", module.start,
                           module.start + kModuleBytes, path);
    }
    return lines;
  }

  const Profile& profile_;
  std::map<Function, FunctionId> known_functions_;
  std::vector<const Function*> functions_;  // in known_functions_
  std::vector<bool> can_be_joined_;         // by function
  std::vector<FunctionId> by_frame_;
  Places places_;
  std::vector<Use> uses_;    // by place
  std::vector<Place> used_;  // in order of their first use
  Stacks stacks_;
  std::vector<uint32_t> record_of_stack_;
  std::vector<Record> records_;
  Values total_;
  Numbers module_numbers_;
  std::map<std::string, Module> modules_;  // by path
};

}  // namespace

std::string render_symbolized_dump(const Profile& profile) {
  return Writer(profile).run();
}

}  // namespace jescope
