// SPDX-License-Identifier: Apache-2.0
//
//   function:^operator>$ > 1.5 MiB
//   '----- subject ----'   '-amount-'     at the last '>'
#include "summarize/gates/parse.h"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <utility>

#include "jescope/base/units.h"

namespace jescope {
namespace {

constexpr std::string_view kExamples = "as in total>5% or grown>8MiB";
constexpr std::string_view kSubjects = "total, grown, new, stack, function:REGEX or leak-suspects";
constexpr std::string_view kAmounts = "5%, 8MiB or 100";

constexpr std::array<std::pair<std::string_view, GateSubject>, 5> kPlainSubjects = {{
    {"total", GateSubject::kTotal},
    {"grown", GateSubject::kGrown},
    {"new", GateSubject::kNew},
    {"stack", GateSubject::kStack},
    {"leak-suspects", GateSubject::kLeakSuspects},
}};

Error expected(const WrittenText& text, std::string_view what, std::string_view advice) {
  if (text.part.empty())
    return caret_error(text, fmt::format("expected {}, got none", what), advice);
  return caret_error(text, fmt::format("expected {}, got \"{}\"", what, text.part), advice);
}

// Returns the number before '%'; nothing when it is none or not finite.
std::optional<double> percent_of(std::string_view number) {
  double percent = 0;
  const char* const end = number.data() + number.size();
  const auto [last, error] = std::from_chars(number.data(), end, percent, std::chars_format::fixed);
  if (error != std::errc() || last != end || !std::isfinite(percent) || percent < 0) {
    return std::nullopt;
  }
  return percent;
}

bool is_plain(std::string_view text) {
  const char last = text.back();
  return (last >= '0' && last <= '9') || last == '.';
}

Result<GateAmount> read_percent(const WrittenText& text) {
  const WrittenText number = part_of(text, 0, text.part.size() - 1);
  const std::optional<double> percent = percent_of(number.part);
  if (!percent) return expected(number, "a number before %", kExamples);
  return GateAmount{std::string(text.part), AmountUnit::kPercent, *percent, 0};
}

// Reads the subject into `gate`.
Result<Done> read_subject(const WrittenText& text, const CompileExpression& compile, Gate& gate) {
  if (text.part.starts_with(kFunctionPrefix)) {
    const WrittenText expression = part_of(text, kFunctionPrefix.size());
    Result<NameMatcher> matches = read_expression(expression, compile);
    if (!matches) return std::move(matches).error();
    gate.subject = GateSubject::kFunction;
    gate.expression = expression.part;
    gate.matches = *std::move(matches);
    return Done();
  }
  for (const auto& [name, subject] : kPlainSubjects) {
    if (text.part != name) continue;
    gate.subject = subject;
    return Done();
  }
  return expected(text, kSubjects, kExamples);
}

}  // namespace

Result<GateAmount> read_amount(const WrittenText& text) {
  if (text.part.empty()) return expected(text, fmt::format("an amount ({})", kAmounts), kExamples);
  if (text.part.back() == '%') return read_percent(text);
  const std::optional<int64_t> units = parse_bytes(text.part);
  if (!units) return expected(text, fmt::format("an amount ({})", kAmounts), kExamples);
  const AmountUnit unit = is_plain(text.part) ? AmountUnit::kPlain : AmountUnit::kBytes;
  return GateAmount{std::string(text.part), unit, 0, *units};
}

Result<NameMatcher> read_expression(const WrittenText& text, const CompileExpression& compile) {
  if (text.part.empty()) {
    return expected(text, "a regular expression after \"function:\"", "as in function:^Cache::");
  }
  Result<NameMatcher> matches = compile(text.part, text.where);
  if (matches) return matches;
  return caret_error(text, matches.error().message, "as in function:^Cache::");
}

Result<Gate> read_gate(const WrittenText& text, const CompileExpression& compile) {
  const size_t sign = text.part.rfind('>');
  if (sign == std::string_view::npos) {
    return expected(text, "a gate (SUBJECT>AMOUNT)", kExamples);
  }
  Gate gate;
  gate.text = text.part;
  gate.where = text.where;
  const Result<Done> subject = read_subject(part_of(text, 0, sign), compile, gate);
  if (!subject) return subject.error();
  const WrittenText written = part_of(text, sign + 1);
  Result<GateAmount> amount = read_amount(written);
  if (!amount) return std::move(amount).error();
  gate.amount = *std::move(amount);
  if (gate.subject == GateSubject::kLeakSuspects && gate.amount.unit != AmountUnit::kPlain) {
    return expected(written, "a count of leak suspects", "as in leak-suspects>0");
  }
  return gate;
}

Result<Gate> parse_gate(std::string_view text, std::string_view where,
                        const CompileExpression& compile) {
  return read_gate(part_of({where, text, text}, 0), compile);
}

}  // namespace jescope
