// SPDX-License-Identifier: Apache-2.0
//
// Sums are made three times in the same way, once a stack for each row: by
// function, by instruction and by stretch of code.
#include "jescope/summarize/disassembly.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <unordered_map>
#include <utility>

#include "summarize/frame_sums.h"

namespace jescope {
namespace {

constexpr uint32_t kNoRow = UINT32_MAX;

// Returns the sums of the rows that frames belong to; a row that recurs in a
// stack counts once there.
std::vector<FrameSums> sum_by_row(const Profile& profile, Metric metric,
                                  const std::vector<uint32_t>& row_of, size_t rows) {
  std::vector<FrameSums> sums(rows);
  std::vector<size_t> last_sample(rows, SIZE_MAX);
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    const Estimate& estimate = profile.samples[i].values[metric];
    const FrameStacks::Row innermost = profile.samples[i].stack;
    for (auto at = innermost; !at.is_none(); at = profile.stacks.parent(at)) {
      const uint32_t row = row_of[profile.stacks.element(at).row()];
      if (row == kNoRow) continue;
      if (at == innermost) sums[row].self += estimate;
      if (std::exchange(last_sample[row], i) != i) sums[row].cumulative += estimate;
    }
  }
  return sums;
}

// The place of each frame; of frames in no file none.
std::vector<std::optional<CodePlace>> places_of(const Profile& profile, const CodePlaces& places) {
  std::vector<std::optional<CodePlace>> found;
  found.reserve(profile.frames.size());
  for (const Frame& frame : profile.frames) {
    found.push_back(frame.module.is_none() ? std::nullopt
                                           : places.find(profile.text(frame.module), frame.offset));
  }
  return found;
}

class CodeFinder {
 public:
  CodeFinder(const Profile& profile, const CodePlaces& places, CodeMatch match,
             const std::function<bool(std::string_view)>& is_wanted)
      : profile_(profile),
        places_(places_of(profile, places)),
        match_(match),
        is_wanted_(is_wanted) {
    for (size_t i = 0; i < profile.frames.size(); ++i) look_at(i);
  }

  std::vector<SampledFunction> run(Metric metric) {
    std::vector<uint32_t> row_of;
    for (size_t i = 0; i < profile_.frames.size(); ++i) row_of.push_back(function_of(i));
    const std::vector<FrameSums> sums = sum_by_row(profile_, metric, row_of, functions_.size());
    for (size_t i = 0; i < functions_.size(); ++i) finish(functions_[i], sums[i]);
    std::erase_if(functions_, [](const SampledFunction& function) {
      return function.self.value == 0 && function.cumulative.value == 0;
    });
    return std::move(functions_);
  }

 private:
  struct FoundPlace {
    StringId owner;  // the function that has the code
    bool is_wanted = false;
  };

  void look_at(size_t row) {
    const Frame& frame = profile_.frames[row];
    if (!places_[row] || !has_function(frame)) return;
    FoundPlace& place = found_[*places_[row]];
    if (!frame.inlined || place.owner.is_none()) place.owner = frame.function;
    if (match_ == CodeMatch::kInlined || !frame.inlined) place.is_wanted |= wants(frame.function);
  }

  bool wants(StringId name) {
    const auto [known, is_new] = wanted_.try_emplace(name.raw(), false);
    if (is_new) known->second = is_wanted_(profile_.text(name));
    return known->second;
  }

  // Returns the row in functions_ of the frame's function; kNoRow: not wanted.
  uint32_t function_of(size_t row) {
    if (!places_[row]) return kNoRow;
    const auto found = found_.find(*places_[row]);
    if (found == found_.end() || !found->second.is_wanted) return kNoRow;
    const StringId owner = found->second.owner;
    const auto [known, is_new] = row_of_.try_emplace(std::pair(places_[row]->module, owner.raw()),
                                                     static_cast<uint32_t>(functions_.size()));
    if (is_new) {
      functions_.push_back({std::string(profile_.text(owner)), places_[row]->module, {}, {}, {}});
    }
    functions_[known->second].offsets.push_back(places_[row]->offset);
    return known->second;
  }

  static void finish(SampledFunction& function, const FrameSums& sums) {
    function.self = sums.self;
    function.cumulative = sums.cumulative;
    std::ranges::sort(function.offsets);
    function.offsets.erase(std::unique(function.offsets.begin(), function.offsets.end()),
                           function.offsets.end());
  }

  const Profile& profile_;
  const std::vector<std::optional<CodePlace>> places_;  // by frame
  const CodeMatch match_;
  const std::function<bool(std::string_view)>& is_wanted_;
  std::unordered_map<uint32_t, bool> wanted_;  // by name
  std::map<CodePlace, FoundPlace> found_;
  std::vector<SampledFunction> functions_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> row_of_;  // by module and name
};

bool comes_before(const SampledFunction& a, const SampledFunction& b) {
  return sums_come_before({a.self, a.cumulative}, {b.self, b.cumulative}, TopOrder::kCumulative)
      .value_or(std::tie(a.name, a.module) < std::tie(b.name, b.module));
}

// Takes the code that SampledCode asks for, then counts.
class Annotation {
 public:
  Annotation(const Profile& profile, const CodePlaces& places, Metric metric)
      : profile_(profile), modules_(places.modules()), places_(places_of(profile, places)) {
    list_.metric = metric;
    list_.is_change = profile.baseline.has_value();
    list_.total = total_values(profile)[metric];
    list_.whole = share_base(profile)[metric];
  }

  Disassembly run(const SampledCode& code, std::vector<ModuleLines> modules) {
    for (const SampledFunction& function : code.functions) {
      if (function.module < modules.size()) take(function, modules[function.module]);
    }
    count();
    list_.functions_left_out = code.functions_left_out;
    return std::move(list_);
  }

 private:
  void take(const SampledFunction& wanted, ModuleLines& module) {
    size_t first_chain = 0;
    for (FunctionCode& code : module.functions) {
      const size_t instructions = code.instructions.size();
      if (holds_one_of(code, wanted.offsets)) {
        add(wanted, code, std::span(module.chains).subspan(first_chain, instructions));
      }
      first_chain += instructions;
    }
  }

  bool holds_one_of(const FunctionCode& code, const std::vector<uint64_t>& offsets) const {
    const auto first = std::ranges::lower_bound(offsets, code.file_offset);
    return first != offsets.end() && *first - code.file_offset < code.size_bytes &&
           !code.instructions.empty();
  }

  // Of two functions that claim the same bytes the first one has them.
  void add(const SampledFunction& wanted, const FunctionCode& code,
           std::span<std::vector<CodeLine>> chains) {
    const CodePlace start{wanted.module, code.file_offset};
    if (!row_at_.try_emplace(start, list_.codes.size()).second) return;
    ListedCode listed;
    listed.name = wanted.name;
    listed.symbol = code.name.empty() ? wanted.name : code.name;
    listed.module = modules_[wanted.module].path;
    listed.module_row = wanted.module;
    listed.address = code.address;
    listed.size_bytes = code.size_bytes;
    listed.is_cut = code.is_cut;
    for (size_t i = 0; i < code.instructions.size(); ++i) {
      const Instruction& instruction = code.instructions[i];
      listed.instructions.push_back({code.address + instruction.offset,
                                     instruction.size_bytes,
                                     instruction.text,
                                     {},
                                     {},
                                     rows_of(chains[i])});
    }
    list_.codes.push_back(std::move(listed));
  }

  std::vector<uint32_t> rows_of(const std::vector<CodeLine>& chain) {
    std::vector<uint32_t> rows;
    for (const CodeLine& line : chain) {
      const auto [known, is_new] =
          line_rows_.try_emplace(std::tuple(line.function, line.file, line.line),
                                 static_cast<uint32_t>(list_.lines.size()));
      if (is_new) list_.lines.push_back(line);
      rows.push_back(known->second);
    }
    return rows;
  }

  void count() {
    std::vector<size_t> first_instruction = {0};  // of each code, and one more
    for (const ListedCode& code : list_.codes) {
      first_instruction.push_back(first_instruction.back() + code.instructions.size());
    }
    std::vector<uint32_t> code_of(places_.size(), kNoRow);
    std::vector<uint32_t> instruction_of(places_.size(), kNoRow);
    for (size_t i = 0; i < places_.size(); ++i) {
      const std::optional<Found> found = find(places_[i]);
      if (!found) continue;
      code_of[i] = static_cast<uint32_t>(found->code);
      instruction_of[i] =
          static_cast<uint32_t>(first_instruction[found->code] + found->instruction);
    }
    const auto by_code = sum_by_row(profile_, list_.metric, code_of, list_.codes.size());
    const auto by_instruction =
        sum_by_row(profile_, list_.metric, instruction_of, first_instruction.back());
    for (size_t row = 0; row < list_.codes.size(); ++row) {
      ListedCode& code = list_.codes[row];
      code.self = by_code[row].self;
      code.cumulative = by_code[row].cumulative;
      for (size_t i = 0; i < code.instructions.size(); ++i) {
        code.instructions[i].self = by_instruction[first_instruction[row] + i].self;
        code.instructions[i].cumulative = by_instruction[first_instruction[row] + i].cumulative;
      }
    }
  }

  struct Found {
    size_t code = 0;
    size_t instruction = 0;
  };

  // Returns the instruction whose bytes hold the place.
  std::optional<Found> find(const std::optional<CodePlace>& place) const {
    if (!place) return std::nullopt;
    auto after = row_at_.upper_bound(*place);
    if (after == row_at_.begin()) return std::nullopt;
    const auto& [start, row] = *--after;
    if (start.module != place->module) return std::nullopt;
    const ListedCode& code = list_.codes[row];
    const uint64_t address = code.address + (place->offset - start.offset);
    auto next =
        std::ranges::upper_bound(code.instructions, address, {}, &ListedInstruction::address);
    if (next == code.instructions.begin()) return std::nullopt;
    --next;
    if (address - next->address >= next->size_bytes) return std::nullopt;
    return Found{row, static_cast<size_t>(next - code.instructions.begin())};
  }

  const Profile& profile_;
  const std::vector<Module>& modules_;
  const std::vector<std::optional<CodePlace>> places_;  // by frame
  Disassembly list_;
  std::map<CodePlace, size_t> row_at_;  // codes by their first byte
  std::map<std::tuple<std::string, std::string, uint32_t>, uint32_t> line_rows_;
};

}  // namespace

SampledCode find_sampled_code(const Profile& profile, const CodePlaces& places, Metric metric,
                              CodeMatch match,
                              const std::function<bool(std::string_view)>& is_wanted) {
  SampledCode code;
  code.functions = CodeFinder(profile, places, match, is_wanted).run(metric);
  std::ranges::sort(code.functions, comes_before);
  return code;
}

SampledCode keep_first(SampledCode code, size_t functions) {
  if (code.functions.size() <= functions) return code;
  code.functions_left_out += code.functions.size() - functions;
  code.functions.resize(functions);
  return code;
}

Disassembly annotate(const Profile& profile, const CodePlaces& places, Metric metric,
                     const SampledCode& code, std::vector<ModuleLines> modules) {
  return Annotation(profile, places, metric).run(code, std::move(modules));
}

uint32_t shown_line(const Disassembly& list, const ListedInstruction& instruction) {
  for (const uint32_t row : instruction.lines) {
    if (!list.lines[row].file.empty() && list.lines[row].line != 0) return row;
  }
  return UINT32_MAX;
}

}  // namespace jescope
