// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/symbols/name_forms.h"

#include <cctype>

namespace jescope::testing {
namespace {

constexpr std::string_view kOperator = "operator";

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_' || c == '$';
}

// Whether "operator" stands at `at` as a word, and what is an operator follows.
bool is_operator(std::string_view name, size_t at) {
  if (name.substr(at, kOperator.size()) != kOperator) return false;
  if (at > 0 && is_word(name[at - 1])) return false;
  const size_t end = at + kOperator.size();
  return end == name.size() || !is_word(name[end]);
}

// The end of the operator at `at`: of "operator<", "operator()", "operator new".
size_t operator_end(std::string_view name, size_t at) {
  size_t end = at + kOperator.size();
  if (name.substr(end, 2) == "()" || name.substr(end, 2) == "[]") return end + 2;
  const bool is_conversion = end < name.size() && name[end] == ' ';
  if (is_conversion) return std::min(name.find('(', end), name.size());
  constexpr std::string_view kShifts[] = {"<<=", ">>=", "<=>", "->*", "<<", ">>", "->", "<=", ">="};
  for (const std::string_view shift : kShifts) {
    const size_t after = end + shift.size();
    // LLVM writes "operator<<char>" for operator<.
    const bool is_template = shift == "<<" && after < name.size() && is_word(name[after]);
    if (name.substr(end, shift.size()) == shift && !is_template) return after;
  }
  while (end < name.size() && std::string_view("+-*/%^&|~!=,").find(name[end]) != std::string::npos)
    ++end;
  if (end < name.size() && (name[end] == '<' || name[end] == '>') && end == at + kOperator.size())
    ++end;
  return end;
}

// `name` without all that is in brackets, up to the last operator.
std::string without_brackets(std::string_view name) {
  std::string result;
  int depth = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    if (depth == 0 && is_operator(name, i)) {
      const size_t end = operator_end(name, i);
      result += name.substr(i, end - i);
      i = end - 1;
    } else if (std::string_view("<([{").find(name[i]) != std::string::npos) {
      ++depth;
    } else if (std::string_view(">)]}").find(name[i]) != std::string::npos) {
      if (depth > 0 && (i == 0 || name[i - 1] != '-')) --depth;
    } else if (depth == 0) {
      result += name[i];
    }
  }
  return result;
}

void drop_ending(std::string& name, std::string_view ending) {
  while (name.ends_with(ending)) name.resize(name.size() - ending.size());
}

std::string without_qualifiers(std::string name) {
  for (const std::string_view ending : {" const", " volatile", " noexcept", " "}) {
    drop_ending(name, ending);
  }
  if (name.find(kOperator) == std::string::npos) drop_ending(name, "&");
  drop_ending(name, " const");
  return name;
}

}  // namespace

std::string without_clone(std::string_view name) {
  name = name.substr(0, name.find(" [clone "));
  if (name.find(' ') == std::string_view::npos) name = name.substr(0, name.find('@'));
  for (const std::string_view part : {".cold", ".part.", ".constprop.", ".isra.", ".lto_priv.",
                                      ".llvm.", ".localalias", "..", ".str"}) {
    name = name.substr(0, name.find(part));
  }
  return std::string(name);
}

std::string short_name(std::string_view full_name) {
  const std::string name = without_qualifiers(without_brackets(without_clone(full_name)));
  size_t start = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    if (is_operator(name, i)) {
      start = i;
      i = operator_end(name, i) - 1;
    } else if (name[i] == ':' || name[i] == ' ') {
      start = i + 1;
    }
  }
  return name.substr(start);
}

}  // namespace jescope::testing
