// SPDX-License-Identifier: Apache-2.0
//
// Conditions on a comparison under which a job of a CI system fails:
//
//   total>5%              SUBJECT>AMOUNT; blanks around '>' are allowed
//   function:^Cache::>8M  the last '>' counts, so names may hold others
//
//   SUBJECT         broken when
//   total           the total grew by more
//   grown           a function that the base holds as well grew by more
//   new             a function of which the base holds nothing has more
//   stack           a whole stack grew by more, new or not
//   function:REGEX  the stacks through functions whose names match grew by
//                   more, together: what these allocate, and what they call
//   leak-suspects   a trend has more of them
//
//   AMOUNT          5%    of the base's total; for function:REGEX of what the
//                         base holds in the stacks that match. Of nothing,
//                         any growth is more
//                   8MiB  B, KiB, MiB, GiB, also KB, MB, GB: powers of 1024
//                   100   objects or bytes, by the metric; a count for
//                         leak-suspects, which takes nothing else
//
// A change within noise (see model/change.h) breaks no gate, however large,
// unless that is asked for. Functions that are `grown` or `new` count with what
// they allocate themselves.
#pragma once

#include <cstddef>
#include <cstdint>
#include <functional>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/result.h"
#include "jescope/summarize/diff_table.h"

namespace jescope {

using NameMatcher = std::function<bool(std::string_view)>;

// Makes a matcher of a regular expression; `where` is for its error. Given by
// the caller, as filters belong to another stage.
using CompileExpression =
    std::function<Result<NameMatcher>(std::string_view expression, std::string_view where)>;

enum class AmountUnit {
  kPercent,
  kBytes,
  kPlain,  // the metric's own unit, or a count
};

struct GateAmount {
  std::string text;  // as written: "5%"
  AmountUnit unit = AmountUnit::kPlain;
  double percent = 0;  // of kPercent
  int64_t units = 0;   // else
};

enum class GateSubject { kTotal, kGrown, kNew, kStack, kFunction, kLeakSuspects };

struct Gate {
  std::string text;   // as written, without blanks at its ends
  std::string where;  // the option or "path:line"
  GateSubject subject = GateSubject::kTotal;
  GateAmount amount;
  std::string expression;  // of kFunction
  NameMatcher matches;     // of kFunction
  std::string reason;      // from a budget; empty: none was given
};

// Reads a gate. An error names the place: the hint has a caret below it when it
// is printed as Error says.
Result<Gate> parse_gate(std::string_view text, std::string_view where,
                        const CompileExpression& compile);

// Growth that is forgiven before gates are judged: that of the stacks through
// functions that match, together, up to `most`. A percentage is of what the base
// holds in them.
struct Acceptance {
  std::string text;   // as written: "8MiB function:^Cache::"
  std::string where;  // "path:line"
  GateAmount most;
  std::string expression;
  NameMatcher matches;
  std::string reason;
};

struct GateOptions {
  bool ignore_noise = false;            // judge changes within noise as well
  std::optional<size_t> leak_suspects;  // of a trend
  std::vector<Acceptance> accepted;     // in the order they are used up
};

// A row that broke a gate or, of `total` and `function`, has most of the growth.
struct GateFinding {
  std::string name;                // of a stack that of its innermost frame
  std::string file;                // empty: unknown
  uint32_t line = 0;               // 0: unknown
  std::string module;              // empty: unknown
  std::vector<std::string> stack;  // innermost first; empty: not a stack
  Change change;
};

struct GateResult {
  std::string text;    // the gate's
  std::string where;   // the gate's
  std::string reason;  // the gate's
  bool broken = false;
  std::string found;               // "total grew by 12.0 MiB (8.1%, ± 1.2 MiB), more than 5%"
  std::string note;                // what was more, but let pass as noise; empty: nothing
  std::vector<GateFinding> worst;  // largest growth first, at most kMostFindings
};

inline constexpr size_t kMostFindings = 5;

struct AcceptedGrowth {
  std::string text;   // the acceptance's
  std::string where;  // the acceptance's
  std::string reason;
  std::string found;  // "1.5 MiB of 8.0 MiB used", "nothing to forgive"
  int64_t used = 0;   // in the metric's unit
  int64_t most = 0;
};

struct GateReport {
  Metric metric = Metric::kInuseSpace;
  std::string source;               // the dump that was judged; empty: unknown
  std::vector<GateResult> results;  // in the order of the gates
  std::vector<AcceptedGrowth> accepted;

  bool broken() const;  // any gate is
};

// Returns an error when a gate or an acceptance cannot be judged: bytes of a
// metric that counts objects, leak suspects without a trend.
Result<Done> check_gates(std::span<const Gate> gates, Metric metric, const GateOptions& options);

// Judges the gates by whole tables of one comparison: DiffRows::kSelf and
// DiffRows::kStacks. `stacks` may be empty when nothing asks for it; see
// needs_stacks().
GateReport judge(std::span<const Gate> gates, const DiffTable& functions, const DiffTable& stacks,
                 const GateOptions& options);

// True when a gate or an acceptance is judged by whole stacks.
bool needs_stacks(std::span<const Gate> gates, const GateOptions& options);

}  // namespace jescope
