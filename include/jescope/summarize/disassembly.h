// SPDX-License-Identifier: Apache-2.0
//
// What each instruction of chosen functions holds: what `disasm` prints, and what
// opens below a line of a listing's page. In steps, as others read the code
// and name its lines in between:
//
//   Profile ──find_sampled_code──▶ SampledCode ──somebody reads──▶ FunctionCode
//                                                                       │
//   Disassembly ◀──────────────────annotate──────────── chains of lines ┘
//
// A place of a dump lies within a call, so its number stands at the call.
#pragma once

#include <cstdint>
#include <functional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/model/code.h"
#include "jescope/model/profile.h"
#include "jescope/summarize/code_places.h"

namespace jescope {

// A function whose code holds places of the profile.
struct SampledFunction {
  std::string name;
  uint32_t module = 0;            // row of CodePlaces::modules()
  std::vector<uint64_t> offsets;  // of its places in the module's file, ascending
  Estimate self;
  Estimate cumulative;  // once a stack
};

struct SampledCode {
  // By cumulative value, furthest from zero first; then by self, then by name.
  std::vector<SampledFunction> functions;
  size_t functions_left_out = 0;
};

// Whose names are looked at.
enum class CodeMatch {
  kCode,     // of functions that have code of their own
  kInlined,  // and of those that were inlined into them, at a place of the profile
};

// Returns the functions of which a name satisfies `is_wanted`. `profile` has
// addresses (Granularity::kAddress); frames that are in no file are not found.
SampledCode find_sampled_code(const Profile& profile, const CodePlaces& places, Metric metric,
                              CodeMatch match,
                              const std::function<bool(std::string_view)>& is_wanted);

// Returns the code with its first `functions` functions; says how many it leaves out.
SampledCode keep_first(SampledCode code, size_t functions);

// A source line that code was made of.
struct CodeLine {
  std::string function;
  std::string file;   // as the compiler wrote it; empty: unknown
  uint32_t line = 0;  // 0: unknown
  std::string text = {};
  bool has_text = false;  // the file was read, and has the line
};

struct ListedInstruction {
  uint64_t address = 0;  // as the linker assigned it
  uint32_t size_bytes = 0;
  std::string text;
  Estimate self;
  Estimate cumulative;  // once a stack
  // Rows of Disassembly::lines, innermost first: what it was inlined from, last the
  // line of the function itself. Empty: unknown.
  std::vector<uint32_t> lines;

  bool has_numbers() const { return self.value != 0 || cumulative.value != 0; }
};

// One stretch of code. A function that the compiler split or copied has several.
struct ListedCode {
  std::string name;         // as in tables
  std::string symbol;       // the same with the mark of a piece: "f() [clone .cold]"
  std::string module;       // path
  uint32_t module_row = 0;  // of CodePlaces::modules()
  uint64_t address = 0;
  uint64_t size_bytes = 0;
  Estimate self;
  Estimate cumulative;  // once a stack
  std::vector<ListedInstruction> instructions;
  bool is_cut = false;  // it has more instructions
};

struct Disassembly {
  Metric metric = Metric::kInuseSpace;
  bool is_change = false;  // of a difference: numbers are signed
  Estimate total;
  Estimate whole;                 // what shares are of; see share_base()
  std::vector<CodeLine> lines;    // distinct
  std::vector<ListedCode> codes;  // functions in their order, the pieces of each by address
  size_t functions_left_out = 0;
};

// The code of one module and what it was made of.
struct ModuleLines {
  std::vector<FunctionCode> functions;
  // For each instruction of each function, one after the other, its source lines,
  // innermost first.
  std::vector<std::vector<CodeLine>> chains;
};

// Puts numbers at instructions. `modules` are by row of CodePlaces::modules(). A
// function of `code` that none of them holds is left out.
Disassembly annotate(const Profile& profile, const CodePlaces& places, Metric metric,
                     const SampledCode& code, std::vector<ModuleLines> modules);

// Returns the row of the line that an instruction is shown at: the innermost whose
// file and line are known; UINT32_MAX: none is.
uint32_t shown_line(const Disassembly& list, const ListedInstruction& instruction);

}  // namespace jescope
