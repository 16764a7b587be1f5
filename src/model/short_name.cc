// SPDX-License-Identifier: Apache-2.0
//
// short_name() drops template arguments first, so that what brackets are left
// are parameter lists and parts of names.
#include "jescope/model/short_name.h"

#include <algorithm>

#include "jescope/model/template_arguments.h"

namespace jescope {
namespace {

constexpr std::string_view kAnonymous = "(anonymous namespace)";
constexpr std::string_view kCallOperator = "operator()";
constexpr std::string_view kCloneMark = " [clone ";

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Returns where the bracket that opens `text` ends, behind its end; npos: it has
// none.
size_t bracket_end(std::string_view text, char open, char close) {
  size_t depth = 0;
  for (size_t i = 0; i < text.size(); ++i) {
    if (text[i] == open) ++depth;
    if (text[i] == close && --depth == 0) return i + 1;
  }
  return std::string_view::npos;
}

// "<alloc::vec::Vec>::push" is "alloc::vec::Vec::push".
std::string without_brackets_of_type(std::string name) {
  if (!name.starts_with('<')) return name;
  const size_t end = bracket_end(name, '<', '>');
  if (end == std::string::npos || !std::string_view(name).substr(end).starts_with("::"))
    return name;
  const std::string type = name.substr(1, end - 2);
  return type.find(" as ") == std::string::npos ? type + name.substr(end) : name;
}

// Without parameter lists and the words behind them. `dropped` tells whether
// there was one.
std::string without_parameters(std::string_view name, bool& dropped) {
  std::string result;
  for (size_t at = 0; at < name.size();) {
    const std::string_view rest = name.substr(at);
    const bool is_list = rest.starts_with('(') && !rest.starts_with(kAnonymous);
    const size_t end = is_list ? bracket_end(rest, '(', ')') : std::string_view::npos;
    if (end == std::string_view::npos) {
      const size_t kept = rest.starts_with(kAnonymous)      ? kAnonymous.size()
                          : rest.starts_with(kCallOperator) ? kCallOperator.size()
                                                            : 1;
      result += rest.substr(0, kept);
      at += kept;
      continue;
    }
    dropped = true;
    at += end;
    for (const std::string_view word : {" const", " volatile", " &&", " &"}) {
      if (name.substr(at).starts_with(word)) at += word.size();
    }
  }
  return result;
}

// Returns where "operator" stands as a name of its own; npos: nowhere.
size_t find_operator(std::string_view name) {
  constexpr std::string_view kWord = "operator";
  for (size_t at = name.find(kWord); at != name.npos; at = name.find(kWord, at + 1)) {
    const bool begins = at == 0 || !is_word(name[at - 1]);
    const bool ends = at + kWord.size() == name.size() || !is_word(name[at + kWord.size()]);
    if (begins && ends) return at;
  }
  return name.npos;
}

// Without the type of the result, which stands before the name.
std::string without_result(std::string_view name) {
  const size_t last = std::min(find_operator(name), name.size());
  size_t beginning = 0;
  size_t depth = 0;
  for (size_t i = 0; i < last; ++i) {
    if (name[i] == '(' || name[i] == '{' || name[i] == '<') ++depth;
    if ((name[i] == ')' || name[i] == '}' || name[i] == '>') && depth > 0) --depth;
    if (name[i] == ' ' && depth == 0) beginning = i + 1;
  }
  return std::string(name.substr(beginning));
}

bool is_space(char c) {
  return c == ' ' || c == '\t';
}

// Perl's s/\([^()]*\)(\s*const)?//g until there is nothing to do; of '<' the same
// without `word`.
std::string drop_groups(std::string_view text, char open, char close, std::string_view word) {
  std::string result;
  for (size_t at = 0; at < text.size();) {
    const char c = text[at++];
    const size_t bracket = c == close ? result.find_last_of({open, close}) : std::string::npos;
    if (bracket == std::string::npos || result[bracket] != open) {
      result += c;
      continue;
    }
    result.resize(bracket);
    size_t next = at;
    while (next < text.size() && is_space(text[next])) ++next;
    if (!word.empty() && text.substr(next).starts_with(word)) at = next + word.size();
  }
  return result;
}

// Perl's s/^.*\s+(\w+::)/$1/.
std::string from_last_scoped_word(const std::string& text) {
  for (size_t at = text.size(); at-- > 0;) {
    if (!is_space(text[at])) continue;
    size_t end = at + 1;
    while (end < text.size() && is_word(text[end])) ++end;
    if (end > at + 1 && std::string_view(text).substr(end).starts_with("::")) {
      return text.substr(at + 1);
    }
  }
  return text;
}

}  // namespace

std::string short_name(std::string_view name) {
  const size_t mark = std::min(name.find(kCloneMark), name.size());
  const std::string bare =
      without_template_arguments(without_brackets_of_type(std::string(name.substr(0, mark))));
  bool had_parameters = false;
  std::string result = without_parameters(bare, had_parameters);
  if (had_parameters) result = without_result(result);
  while (result.ends_with(' ')) result.pop_back();
  return result.empty() ? std::string(name) : result + std::string(name.substr(mark));
}

std::string jeprof_short_name(std::string_view name) {
  const std::string bare = drop_groups(name, '(', ')', "const");
  return from_last_scoped_word(drop_groups(bare, '<', '>', ""));
}

}  // namespace jescope
