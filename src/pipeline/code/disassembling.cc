// SPDX-License-Identifier: Apache-2.0
#include "pipeline/code/disassembling.h"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>
#include <utility>
#include <vector>

#include "jescope/model/readable_name.h"
#include "jescope/normalize/normalize.h"
#include "jescope/select/pattern.h"
#include "pipeline/health.h"
#include "pipeline/naming.h"
#include "pipeline/titles.h"

namespace jescope {
namespace {

constexpr size_t kShownFunctions = 10;

// What is asked of one module.
struct WantedCode {
  std::vector<uint64_t> all;     // offsets of all places
  std::vector<uint64_t> wanted;  // of these
  std::string function;          // the first that wants it
};

class Disassembling {
 public:
  Disassembling(const CodePlaces& places, CodeReaders readers, std::string symbols_command,
                Diagnostics& diagnostics)
      : places_(places),
        readers_(readers),
        symbols_command_(std::move(symbols_command)),
        diagnostics_(diagnostics) {}

  // Returns the code of each module, by its row.
  std::vector<ModuleLines> read(const SampledCode& code) {
    for (const SampledFunction& function : code.functions) want(function);
    std::vector<ModuleLines> modules(places_.modules().size());
    take_code(modules);
    tell_missing(code, modules);
    name_lines(modules);
    return modules;
  }

 private:
  void want(const SampledFunction& function) {
    WantedCode& module = wanted_[function.module];
    if (module.function.empty()) module.function = function.name;
    module.wanted.insert(module.wanted.end(), function.offsets.begin(), function.offsets.end());
  }

  void take_code(std::vector<ModuleLines>& modules) {
    std::vector<CodeQuery> queries;
    for (auto& [row, wanted] : wanted_) {
      wanted.all = places_.offsets_of(row);
      std::ranges::sort(wanted.wanted);
      wanted.wanted.erase(std::unique(wanted.wanted.begin(), wanted.wanted.end()),
                          wanted.wanted.end());
      const ModuleQuery module{&places_.modules()[row], wanted.all, {},
                               NameDetail::kFunctions,  0,          true};
      queries.push_back({module, wanted.wanted});
    }
    std::vector<ModuleCode> answers = readers_.code.read(queries, diagnostics_);
    size_t instructions = 0;
    size_t cut_functions = 0;
    for (auto answer = answers.begin(); const auto& [row, wanted] : wanted_) {
      ModuleCode& code = *answer++;
      if (!code.reason.empty()) tell_refused(row, wanted, code.reason);
      for (FunctionCode& function : code.functions) {
        cut(function, instructions);
        cut_functions += function.is_cut ? 1 : 0;
      }
      modules[row].functions = std::move(code.functions);
    }
    if (cut_functions > 0) tell_cut(cut_functions);
  }

  void tell_cut(size_t functions) {
    diagnostics_.warn(
        "too much code", "REGEX",
        fmt::format("expected functions of at most {} instructions together, got more: those of "
                    "{} are cut or left out",
                    format_count(int64_t{kMostInstructions}), functions),
        "a narrower REGEX, or -n COUNT");
  }

  // One module's code is bounded where it is read, all of it here.
  static void cut(FunctionCode& function, size_t& instructions) {
    const size_t left = kMostInstructions - instructions;
    if (function.instructions.size() > left) {
      function.instructions.resize(left);
      function.is_cut = true;
    }
    instructions += function.instructions.size();
  }

  void tell_refused(uint32_t row, const WantedCode& wanted, const std::string& reason) {
    diagnostics_.warn("no code", places_.modules()[row].path,
                      fmt::format("no instructions of {}: {}", wanted.function, reason),
                      symbols_command_);
  }

  // A function whose bounds neither symbols nor the unwinder's tables tell.
  void tell_missing(const SampledCode& code, const std::vector<ModuleLines>& modules) {
    for (const SampledFunction& function : code.functions) {
      const std::vector<FunctionCode>& found = modules[function.module].functions;
      const auto holds = [&](const FunctionCode& one) {
        const auto first = std::ranges::lower_bound(function.offsets, one.file_offset);
        return first != function.offsets.end() && *first - one.file_offset < one.size_bytes;
      };
      if (found.empty() || std::ranges::any_of(found, holds)) continue;
      diagnostics_.warn("no bounds", places_.modules()[function.module].path,
                        fmt::format("no instructions of {}: where it begins and ends is not known",
                                    function.name),
                        symbols_command_);
    }
  }

  void name_lines(std::vector<ModuleLines>& modules) {
    std::vector<std::vector<uint64_t>> offsets;
    std::vector<uint32_t> rows;
    for (uint32_t row = 0; row < modules.size(); ++row) {
      if (modules[row].functions.empty()) continue;
      rows.push_back(row);
      offsets.push_back(offsets_in(modules[row]));
    }
    std::vector<ModuleQuery> queries;
    for (size_t i = 0; i < rows.size(); ++i) {
      queries.push_back(
          {&places_.modules()[rows[i]], offsets[i], {}, NameDetail::kChains, 0, false});
    }
    Diagnostics unheard;  // said when the dump's places were named
    const std::vector<ModuleSymbols> answers = readers_.names.look_up(queries, unheard);
    for (size_t i = 0; i < rows.size() && i < answers.size(); ++i) {
      take_chains(answers[i], offsets[i], modules[rows[i]]);
    }
  }

  static std::vector<uint64_t> offsets_in(const ModuleLines& module) {
    std::vector<uint64_t> offsets;
    for (const FunctionCode& function : module.functions) {
      for (const Instruction& instruction : function.instructions) {
        offsets.push_back(function.file_offset + instruction.offset);
      }
    }
    std::ranges::sort(offsets);
    offsets.erase(std::unique(offsets.begin(), offsets.end()), offsets.end());
    return offsets;
  }

  static void take_chains(const ModuleSymbols& symbols, const std::vector<uint64_t>& offsets,
                          ModuleLines& module) {
    for (const FunctionCode& function : module.functions) {
      for (const Instruction& instruction : function.instructions) {
        const auto at =
            std::ranges::lower_bound(offsets, function.file_offset + instruction.offset);
        const auto row = static_cast<size_t>(at - offsets.begin());
        module.chains.push_back(row < symbols.chains.size() ? lines_of(symbols.chains[row])
                                                            : std::vector<CodeLine>());
      }
    }
  }

  static std::vector<CodeLine> lines_of(const SymbolChain& chain) {
    std::vector<CodeLine> lines;
    for (const SymbolFrame& frame : chain) {
      lines.push_back({frame.function, frame.file, frame.line, {}, false});
    }
    return lines;
  }

  const CodePlaces& places_;
  const CodeReaders readers_;
  const std::string symbols_command_;
  Diagnostics& diagnostics_;
  std::map<uint32_t, WantedCode> wanted_;  // by module
};

}  // namespace

bool wants_code(const Request& request) {
  if (request.jeprof) {
    const JeprofMode mode = request.jeprof->mode;
    return mode == JeprofMode::kList || mode == JeprofMode::kDisasm;
  }
  return request.command == Command::kDisasm ||
         (request.command == Command::kList && request.is_page);
}

std::unique_ptr<CodeSource> open_code(const Request& request, const Inputs& inputs) {
  return wants_code(request) ? start_code(request, inputs) : nullptr;
}

std::unique_ptr<CodeSource> start_code(const Request& request, const Inputs& inputs) {
  return make_isolated_code_source(symbol_search(request, inputs), {}, request.progress);
}

DumpLook place_collector(CodePlaces& places) {
  return
      [&places](const Dump& dump, const Profile&) { places.add(normalize(dump, ThreadChoice())); };
}

Result<Disassembly> disassemble(const Profile& profile, const CodePlaces& places,
                                const Request& request, CodeReaders readers,
                                const std::string& symbols_command, Diagnostics& diagnostics) {
  const Result<Pattern> pattern = Pattern::compile(request.function_pattern, "REGEX");
  if (!pattern.ok()) return pattern.error();
  const auto is_wanted = [&](std::string_view name) {
    return pattern->matches(name) || pattern->matches(readable_name(name));
  };
  // jeprof's --nodecount is of graphs.
  const bool is_jeprof = request.jeprof.has_value();
  const CodeMatch match = is_jeprof ? CodeMatch::kCode : CodeMatch::kInlined;
  const size_t most = is_jeprof ? SIZE_MAX : row_limit(request, kShownFunctions);
  const SampledCode code =
      keep_first(find_sampled_code(profile, places, request.metric, match, is_wanted), most);
  Diagnostics told;
  Disassembling reading(places, readers, symbols_command, told);
  Disassembly list = annotate(profile, places, request.metric, code, reading.read(code));
  if (list.codes.empty() && told.list().empty()) {
    told.warn("nothing found", "REGEX",
              fmt::format("no function with code matches \"{}\"", request.function_pattern),
              hint_to_all_functions(request));
  }
  diagnostics.append(told);
  return list;
}

}  // namespace jescope
