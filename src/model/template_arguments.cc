// SPDX-License-Identifier: Apache-2.0
//
// First each bracket is paired with its end in one pass, then a second pass
// steps over what it drops and over parameter lists:
//
//   std::vector<int, A<B> >::push_back(C<int> const&)
//              ^─────dropped─^        ^────copied───^
//
// "operator<" and its kin are no brackets; neither is ">" in parentheses that
// were opened later, as in "Array<((2)>(1))>".
#include "jescope/model/template_arguments.h"

#include <algorithm>
#include <array>
#include <vector>

namespace jescope {
namespace {

constexpr bool is_in_identifier(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c & 0x80) != 0;
}

constexpr std::string_view kOperator = "operator";

// Operators with brackets in them; a longer one stands before its beginnings.
constexpr auto kBracketOperators = std::to_array<std::string_view>({
    "()",
    "<=>",
    "<<=",
    ">>=",
    "->*",
    "<<",
    ">>",
    "<=",
    ">=",
    "->",
    "<",
    ">",
});

// Returns the length of "operator<" at the beginning of `text`, or 0; `before`
// is what stands before it.
size_t operator_length(std::string_view before, std::string_view text) {
  if (!text.starts_with(kOperator)) return 0;
  if (!before.empty() && is_in_identifier(before.back())) return 0;
  const std::string_view sign = text.substr(kOperator.size());
  const auto found = std::ranges::find_if(
      kBracketOperators, [&](std::string_view one) { return sign.starts_with(one); });
  return found == kBracketOperators.end() ? 0 : kOperator.size() + found->size();
}

// Where each bracket that opens has its end.
class Brackets {
 public:
  explicit Brackets(std::string_view name) : name_(name), ends_(name.size(), 0) {
    for (size_t at = 0; at < name.size();) {
      const size_t skipped = operator_length(name.substr(0, at), name.substr(at));
      if (skipped == 0) pass(at);
      at += std::max<size_t>(1, skipped);
    }
  }

  // Returns the place behind the end of the bracket that opens at `at`; 0 when
  // none opens there or it has no end.
  size_t end(size_t at) const { return ends_[at]; }

 private:
  void pass(size_t at) {
    switch (name_[at]) {
      case '<': open_.push_back(at); break;
      case '(': open_list(at); break;
      case '>': close_arguments(at); break;
      case ')': close_list(at); break;
      default: break;
    }
  }

  void open_list(size_t at) {
    open_.push_back(at);
    ++open_lists_;
  }

  // The ">" of "->" in an expression ends nothing.
  void close_arguments(size_t at) {
    const bool is_arrow = at > 0 && name_[at - 1] == '-';
    if (!is_arrow && !open_.empty() && name_[open_.back()] == '<') close_last(at);
  }

  // What was opened in between was no bracket: "((a)<(b))".
  void close_list(size_t at) {
    if (open_lists_ == 0) return;
    while (name_[open_.back()] == '<') open_.pop_back();
    --open_lists_;
    close_last(at);
  }

  void close_last(size_t at) {
    ends_[open_.back()] = at + 1;
    open_.pop_back();
  }

  std::string_view name_;
  std::vector<size_t> ends_;
  std::vector<size_t> open_;
  size_t open_lists_ = 0;
};

// What a path may name in brackets behind "::": blocks of Rust, and GCC's words
// for what has no name.
bool is_path_part(std::string_view inside) {
  return inside.starts_with("impl ") || inside.starts_with("lambda(") ||
         inside.starts_with("unnamed ");
}

// True for a "<" behind `before` that begins the arguments of a template.
bool begins_arguments(std::string_view before, std::string_view inside) {
  if (before.empty()) return false;
  if (before.ends_with("::")) return !is_path_part(inside);
  // libiberty keeps "operator<< <int>" apart by a blank.
  return before.ends_with("< ") || std::string_view(" (,<").find(before.back()) == before.npos;
}

void drop_joint(std::string& result) {
  for (const std::string_view joint : {"::", " "}) {
    if (result.ends_with(joint)) result.resize(result.size() - joint.size());
  }
}

}  // namespace

std::string without_template_arguments(std::string_view name) {
  if (name.find('<') == std::string_view::npos) return std::string(name);
  const Brackets brackets(name);
  std::string result;
  for (size_t at = 0; at < name.size();) {
    const std::string_view before = name.substr(0, at);
    const size_t sign = operator_length(before, name.substr(at));
    const size_t end = sign > 0 ? at + sign : std::max(brackets.end(at), at + 1);
    const bool is_closed = sign == 0 && name[at] == '<' && end > at + 1;
    const bool is_dropped = is_closed && begins_arguments(before, name.substr(at + 1));
    if (is_dropped) drop_joint(result);
    if (!is_dropped) result.append(name.substr(at, end - at));
    at = end;
  }
  return result;
}

}  // namespace jescope
