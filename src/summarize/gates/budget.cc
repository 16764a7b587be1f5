// SPDX-License-Identifier: Apache-2.0
//
//   fail-on new > 1MiB                  # reason
//   accept 8MiB function:^rocksdb::     # reason
//   '-word'--- what belongs to it ------'
#include "jescope/summarize/budget.h"

#include <fmt/format.h>

#include <utility>

#include "summarize/gates/parse.h"

namespace jescope {
namespace {

constexpr std::string_view kFailOn = "fail-on";
constexpr std::string_view kAccept = "accept";

bool is_blank(char c) {
  return c == ' ' || c == '\t';
}

// Returns where the comment begins; npos: there is none.
size_t comment_start(std::string_view line) {
  for (size_t at = line.find('#'); at != std::string_view::npos; at = line.find('#', at + 1)) {
    if (at == 0 || is_blank(line[at - 1])) return at;
  }
  return std::string_view::npos;
}

size_t word_length(std::string_view text) {
  const size_t end = text.find_first_of(" \t");
  return end == std::string_view::npos ? text.size() : end;
}

std::string_view without_line_end(std::string_view line) {
  return line.ends_with('\r') ? line.substr(0, line.size() - 1) : line;
}

class BudgetReader {
 public:
  explicit BudgetReader(const CompileExpression& compile) : compile_(compile) {}

  Result<Done> read_line(const WrittenText& line) {
    const size_t comment = comment_start(line.part);
    const bool has_comment = comment != std::string_view::npos;
    const WrittenText words = part_of(line, 0, comment);
    if (words.part.empty()) return Done();
    const std::string reason(has_comment ? part_of(line, comment + 1).part : std::string_view());
    const WrittenText word = part_of(words, 0, word_length(words.part));
    const WrittenText rest = part_of(words, word.part.size());
    if (word.part == kFailOn) return read_fail_on(rest, reason);
    if (word.part == kAccept) return read_accept(rest, reason);
    return caret_error(word, fmt::format("expected fail-on or accept, got \"{}\"", word.part),
                       "as in fail-on total>5%");
  }

  Budget take() { return std::move(budget_); }

 private:
  Result<Done> read_fail_on(const WrittenText& text, const std::string& reason) {
    Result<Gate> gate = read_gate(text, compile_);
    if (!gate) return std::move(gate).error();
    gate->reason = reason;
    budget_.gates.push_back(*std::move(gate));
    return Done();
  }

  Result<Done> read_accept(const WrittenText& text, const std::string& reason) {
    const size_t function = text.part.find(kFunctionPrefix);
    Result<GateAmount> amount = read_amount(part_of(text, 0, function));
    if (!amount) return std::move(amount).error();
    if (function == std::string_view::npos) {
      return caret_error(part_of(text, text.part.size()), "expected function:REGEX, got none",
                         "as in accept 8MiB function:^Cache::");
    }
    const WrittenText expression = part_of(text, function + kFunctionPrefix.size());
    Result<NameMatcher> matches = read_expression(expression, compile_);
    if (!matches) return std::move(matches).error();
    budget_.accepted.push_back({std::string(text.part), std::string(text.where), *std::move(amount),
                                std::string(expression.part), *std::move(matches), reason});
    return Done();
  }

  const CompileExpression& compile_;
  Budget budget_;
};

}  // namespace

Result<Budget> parse_budget(std::string_view text, std::string_view path,
                            const CompileExpression& compile) {
  BudgetReader reader(compile);
  for (size_t number = 1; !text.empty(); ++number) {
    const size_t end = text.find('\n');
    const std::string_view line = without_line_end(text.substr(0, end));
    const std::string where = fmt::format("{}:{}", path, number);
    const Result<Done> read = reader.read_line({where, line, line});
    if (!read) return read.error();
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return reader.take();
}

}  // namespace jescope
