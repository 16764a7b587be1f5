// SPDX-License-Identifier: Apache-2.0
//
// Works on demangled text, from left to right; brackets are counted, so an
// argument ends where its own brackets close.
#include "jescope/model/readable_name.h"

#include <algorithm>
#include <array>

namespace jescope {
namespace {

constexpr std::string_view kLongString =
    "std::__cxx11::basic_string<char, std::char_traits<char>, std::allocator<char> >";
constexpr std::string_view kLongStringView =
    "std::basic_string_view<char, std::char_traits<char> >";

// Default arguments of the standard containers, as they follow another
// argument.
constexpr auto kDefaults = std::to_array<std::string_view>({
    ", std::allocator<",
    ", std::char_traits<",
    ", std::default_delete<",
    ", std::equal_to<",
    ", std::hash<",
    ", std::less<",
});

// Each bracket is followed to its end, so the work grows with the square of the
// length; a longer name helps no reader in any form.
constexpr size_t kLongestRewritten = 16'384;

std::string replace_all(std::string_view text, std::string_view from, std::string_view to) {
  std::string result;
  for (size_t at = text.find(from); at != std::string_view::npos; at = text.find(from)) {
    result.append(text.substr(0, at)).append(to);
    text.remove_prefix(at + from.size());
  }
  return result.append(text);
}

// Returns the length of the argument that begins `text` and has an open
// bracket at its end, up to the bracket's close; 0 when it does not close.
size_t argument_length(std::string_view text, size_t beginning) {
  size_t depth = 1;
  for (size_t i = beginning; i < text.size(); ++i) {
    if (text[i] == '<') ++depth;
    if (text[i] == '>' && --depth == 0) return i + 1;
  }
  return 0;
}

// Returns the length of a default argument at the beginning of `text`. What
// goes on, as "std::less<int>::operator()", is none.
size_t default_length(std::string_view text) {
  const auto found = std::ranges::find_if(
      kDefaults, [&](std::string_view beginning) { return text.starts_with(beginning); });
  if (found == kDefaults.end()) return 0;
  const size_t length = argument_length(text, found->size());
  if (length == 0) return 0;
  const std::string_view rest = text.substr(length);
  return rest.starts_with(',') || rest.starts_with('>') || rest.starts_with(" >") ? length : 0;
}

// Keeps count of brackets while a name is read; only arguments of templates
// have defaults that everybody knows.
class OpenBrackets {
 public:
  void pass(char c) {
    if (c == '<' || c == '(') open_ += c;
    if (!open_.empty() && ((c == '>' && open_.back() == '<') || c == ')')) open_.pop_back();
  }
  bool in_template() const { return open_.ends_with('<'); }

 private:
  std::string open_;
};

std::string without_defaults(std::string_view name) {
  std::string result;
  OpenBrackets brackets;
  while (!name.empty()) {
    const size_t dropped = brackets.in_template() ? default_length(name) : 0;
    name.remove_prefix(dropped);
    // "> >" closed the dropped argument and its list; one blank too many.
    if (dropped > 0 && name.starts_with(" >") && result.back() != '>') name.remove_prefix(1);
    if (dropped > 0) continue;
    brackets.pass(name.front());
    result += name.front();
    name.remove_prefix(1);
  }
  return result;
}

}  // namespace

std::string readable_name(std::string_view name) {
  const bool is_long = name.size() > kLongestRewritten;
  if (is_long || name.find("std::") == std::string_view::npos) return std::string(name);
  std::string text = replace_all(name, kLongString, "std::string");
  text = replace_all(text, kLongStringView, "std::string_view");
  text = replace_all(without_defaults(text), "std::string >", "std::string>");
  return replace_all(text, "std::string_view >", "std::string_view>");
}

}  // namespace jescope
