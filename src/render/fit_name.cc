// SPDX-License-Identifier: Apache-2.0
//
// Brackets in names are of three sorts: those around arguments, which follow a
// word and can go; those that are the name, as in "operator<" and "operator()";
// and those that begin one, as in "(anonymous namespace)::f" and
// "<T as Trait>::f".
#include "render/fit_name.h"

#include <algorithm>
#include <array>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

constexpr std::string_view kEllipsis = "\u2026";
constexpr size_t kLeastColumns = 3;
constexpr size_t kLeastNameColumns = 6;  // less of a cut name tells nothing
constexpr size_t kLeastColumnsForClass = 12;
constexpr size_t kLeastClassColumns = 5;

constexpr size_t kLongestOperator = 12;  // "operator ->*"
constexpr size_t kMostParts = 16;        // parts of a name that are tried without their scopes

// Longer ones before those they begin with.
constexpr std::array<std::string_view, 14> kBracketOperators = {
    "->*", "<=>", "<<=", ">>=", "()", "[]", "->", "<<", ">>", "<=", ">=", "<", ">", ","};

struct Brackets {
  char open;
  char close;
};

bool is_word(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_' ||
         c == '$' || static_cast<unsigned char>(c) >= 0x80;
}

// Returns the operator's symbol that stands at `at`, or nothing.
std::string_view operator_symbol(std::string_view name, size_t at) {
  constexpr std::string_view kOperator = "operator";
  const std::string_view before = name.substr(0, at);
  if (!before.ends_with(kOperator)) return {};
  if (at > kOperator.size() && is_word(name[at - kOperator.size() - 1])) return {};
  const std::string_view rest = name.substr(at);
  for (const std::string_view symbol : kBracketOperators) {
    if (rest.starts_with(symbol)) return symbol;
  }
  return {};
}

// True after "operator<", "operator+" and their like.
bool ends_in_operator(std::string_view kept) {
  kept.remove_prefix(kept.size() - std::min(kept.size(), kLongestOperator));
  while (!kept.empty() && !is_word(kept.back())) kept.remove_suffix(1);
  return kept.ends_with("operator");
}

// True where arguments may begin after `kept`. Only '<' may follow "::", as in
// Rust's "collect::<T>".
bool can_take_arguments(std::string_view kept, char open) {
  if (kept.empty()) return false;
  if (open == '(' && ends_in_operator(kept)) return true;
  const char last = kept.back();
  return is_word(last) || last == ')' || last == '}' || last == '>' || last == ']' ||
         (last == ':' && open == '<' && kept.size() > 1);
}

// Returns where the group that opens at `at` has ended; 0: it does not end.
size_t end_of_group(std::string_view name, size_t at, Brackets brackets) {
  size_t depth = 0;
  for (; at < name.size(); ++at) {
    const bool arrow = name[at] == '>' && name[at - 1] == '-';
    if (name[at] == brackets.open) ++depth;
    if (name[at] == brackets.close && !arrow && --depth == 0) return at + 1;
  }
  return 0;
}

// Returns `name` without its bracketed arguments, or `name` where brackets do
// not match.
std::string without_arguments(std::string_view name, Brackets brackets) {
  std::string kept;
  for (size_t at = 0; at < name.size();) {
    const std::string_view symbol = operator_symbol(name, at);
    if (symbol.empty() && name[at] == brackets.open && can_take_arguments(kept, brackets.open)) {
      at = end_of_group(name, at, brackets);
      if (at == 0) return std::string(name);
      if (kept.ends_with("::")) kept.resize(kept.size() - 2);  // "insert::<T>"
      continue;
    }
    const size_t length = std::max<size_t>(1, symbol.size());
    kept += name.substr(at, length);
    at += length;
  }
  return kept;
}

std::string_view without_qualifier_after(std::string_view name) {
  for (const std::string_view suffix :
       {" const &&", " const &", " const", " volatile", " &&", " &"}) {
    if (name.ends_with(suffix)) return name.substr(0, name.size() - suffix.size());
  }
  return name;
}

// True where C++'s word "operator" stands at `at`: blanks and colons behind it
// are part of the name.
bool is_operator_word(std::string_view name, size_t at) {
  constexpr std::string_view kOperator = "operator";
  if (!name.substr(at).starts_with(kOperator) || (at != 0 && is_word(name[at - 1]))) return false;
  const std::string_view rest = name.substr(at + kOperator.size());
  return rest.empty() || !(is_word(rest[0]) || rest[0] == ':' || rest[0] == '.');
}

// True where a function's name may begin; " const::{lambda#1}" ends one.
bool begins_name(std::string_view rest) {
  if (rest.starts_with("const") || rest.starts_with("volatile")) return false;
  return !rest.empty() && (is_word(rest[0]) || rest[0] == '~' || rest[0] == '{' ||
                           rest.starts_with("(anonymous namespace)"));
}

// Returns the bracket that closes what `open` opens; 0: it opens nothing.
char closing_bracket(char open) {
  constexpr std::string_view kOpen = "(<{[";
  constexpr std::string_view kClose = ")>}]";
  const size_t sort = kOpen.find(open);
  return sort == std::string_view::npos ? '\0' : kClose[sort];
}

// Returns where the name of the function begins in `bare`; 0 as well where it
// has no result type or brackets do not match.
size_t end_of_result_type(std::string_view bare) {
  size_t begin = 0;
  for (size_t at = 0; at < bare.size();) {
    const bool is_mark = bare.substr(at).starts_with(" [");  // as in "f [clone .cold]"
    if (is_mark || is_operator_word(bare, at)) break;
    if (const char close = closing_bracket(bare[at]); close != '\0') {
      at = end_of_group(bare, at, {bare[at], close});
      if (at == 0) return 0;
      continue;
    }
    if (bare[at] == ' ' && begins_name(bare.substr(at + 1))) begin = at + 1;
    ++at;
  }
  return begin;
}

// Returns `bare`, a name without parameters, also without its result type,
// which template functions have. "non-virtual thunk to" and "guard variable
// for" are none.
std::string_view without_result_type(std::string_view bare) {
  const size_t begin = end_of_result_type(bare);
  const std::string_view type = bare.substr(0, begin);
  const std::string_view function = bare.substr(begin);
  const bool is_template = function.find('<') != std::string_view::npos;
  if (!is_template || type.ends_with(" to ") || type.ends_with(" for ")) return bare;
  return function;
}

// Returns where the name's parts begin after "::" or '/' outside brackets.
std::vector<size_t> part_beginnings(std::string_view name) {
  std::vector<size_t> beginnings;
  size_t depth = 0;
  for (size_t at = 0; at + 1 < name.size(); ++at) {
    const char c = name[at];
    if (c == '(' || c == '<' || c == '{') ++depth;
    if ((c == ')' || c == '>' || c == '}') && depth != 0) --depth;
    const bool colons = c == ':' && at != 0 && name[at - 1] == ':';
    if (depth != 0) continue;
    if (is_operator_word(name, at)) break;
    if (colons || c == '/') beginnings.push_back(at + 1);
  }
  return beginnings;
}

// Returns where the characters of `text` begin, and its end.
std::vector<size_t> character_bounds(std::string_view text) {
  std::vector<size_t> bounds = {0};
  while (bounds.back() < text.size()) {
    bounds.push_back(bounds.back() + decode_utf8(text.substr(bounds.back())).byte_count);
  }
  return bounds;
}

// Returns the class in "Class::" and "<Class as Trait>::" or the folder in "folder/"; empty where
// it has no name of its own, as a nameless namespace.
std::string_view class_of(std::string_view scope) {
  for (const std::string_view separator : {"::", "/"}) {
    if (!scope.ends_with(separator) || !(is_word(scope.front()) || scope.front() == '<')) continue;
    return scope.substr(0, scope.size() - separator.size());
  }
  return {};
}

// Returns the last of `forms` behind as much of its class as fits; empty where
// that would tell nothing.
std::string with_cut_class(const std::vector<std::string>& forms, size_t columns) {
  if (forms.size() < 2 || columns < kLeastColumnsForClass) return {};
  const std::string& function = forms.back();
  std::string_view scope = forms[forms.size() - 2];
  if (!scope.ends_with(function)) return {};
  scope.remove_suffix(function.size());
  const std::string_view name = class_of(scope);
  const size_t taken = column_count(function) + scope.size() - name.size();
  if (name.empty() || taken + kLeastClassColumns > columns) return {};
  return cut_middle(name, columns - taken).append(scope.substr(name.size())) + function;
}

}  // namespace

std::vector<std::string> shorter_names(std::string_view name) {
  std::vector<std::string> forms = {std::string(name)};
  const auto add = [&forms](std::string_view form) {
    if (form.size() < forms.back().size() && !form.empty()) forms.emplace_back(form);
  };
  const std::string bare = without_arguments(name, {'(', ')'});
  const std::string_view unqualified = without_qualifier_after(bare);
  add(bare.size() == name.size() ? unqualified : without_result_type(unqualified));
  add(without_arguments(forms.back(), {'<', '>'}));
  const std::string plain = forms.back();
  const std::vector<size_t> beginnings = part_beginnings(plain);
  for (size_t at = beginnings.size() - std::min(beginnings.size(), kMostParts);
       at < beginnings.size(); ++at) {
    add(std::string_view(plain).substr(beginnings[at]));
  }
  return forms;
}

std::string cut_middle(std::string_view text, size_t columns) {
  if (column_count(text) <= columns) return std::string(text);
  if (columns < kLeastColumns) return "";
  const std::vector<size_t> bounds = character_bounds(text);
  size_t head = 0;
  size_t tail = bounds.size() - 1;
  const auto width = [&](size_t from, size_t to) {
    return column_count(text.substr(bounds[from], bounds[to] - bounds[from]));
  };
  const size_t head_columns = (columns - 1) / 3;
  while (width(0, head + 1) <= head_columns) ++head;
  while (width(tail - 1, bounds.size() - 1) + width(0, head) + 1 <= columns) --tail;
  return std::string(text.substr(0, bounds[head]))
      .append(kEllipsis)
      .append(text.substr(bounds[tail]));
}

std::string fit_name(std::string_view name, size_t columns) {
  if (columns < kLeastColumns) return "";
  const std::vector<std::string> forms = shorter_names(name);
  for (const std::string& form : forms) {
    if (column_count(form) > columns) continue;
    const std::string cut = &form == &forms.back() ? with_cut_class(forms, columns) : "";
    return cut.empty() ? form : cut;
  }
  return columns < kLeastNameColumns ? "" : cut_middle(forms.back(), columns);
}

}  // namespace jescope
