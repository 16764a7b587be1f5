// SPDX-License-Identifier: Apache-2.0
//
// One pass from left to right. Where a mark may begin, the text is looked at
// once, and what was looked at is never looked at again: linear on any name.
//
//   clones     f.constprop.0.isra.1    f() [clone .cold]    f() (.llvm.123)
//   Rust       m::f::h0123456789abcdef    core[846817f741e54dfd]::f
//   unnamed    {lambda(int)#3}    'lambda0'(int)    $_3    {closure#0}
//              __cxx_global_var_init.12
//   Java       Job$$Lambda$14/0x00000008000b1440.run
//   ABI tags   name[abi:cxx11]()
#include "select/build_marks.h"

#include <algorithm>
#include <array>
#include <bitset>
#include <cassert>

#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

// What to do with the text at a place: copy `kept` bytes, then skip `dropped`;
// at least one byte in all.
struct Step {
  size_t kept = 1;
  size_t dropped = 0;
};

constexpr bool is_digit(char c) {
  return c >= '0' && c <= '9';
}

constexpr bool is_in_identifier(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' ||
         (c & 0x80) != 0;
}

template <typename IsPart>
size_t run_length(std::string_view text, IsPart is_part) {
  return static_cast<size_t>(std::find_if_not(text.begin(), text.end(), is_part) - text.begin());
}

size_t digits_length(std::string_view text) {
  return run_length(text, is_digit);
}

// The number behind a clone's suffix.
enum class Number { kNeeded, kPossible, kHash };

struct CloneSuffix {
  std::string_view name;
  Number number;
};

// A suffix that is also a word of some language needs its number.
constexpr auto kCloneSuffixes = std::to_array<CloneSuffix>({
    {".cold", Number::kPossible},
    {".part", Number::kNeeded},
    {".constprop", Number::kNeeded},
    {".isra", Number::kNeeded},
    {".lto_priv", Number::kPossible},
    {".llvm", Number::kHash},
    {".__uniq", Number::kNeeded},
    {".localalias", Number::kPossible},
    {".clone", Number::kNeeded},
});

// Older compilers wrote the hash with letters.
bool is_in_hash(char c) {
  return is_digit(c) || (c >= 'A' && c <= 'F');
}

// Returns the length of ".12" at the beginning of `text`, or 0.
size_t number_length(std::string_view text, Number number) {
  if (!text.starts_with('.')) return 0;
  const std::string_view rest = text.substr(1);
  const size_t length =
      number == Number::kHash ? run_length(rest, is_in_hash) : digits_length(rest);
  return length == 0 ? 0 : length + 1;
}

// Returns the length of ".part.0" at the beginning of `text`, or 0.
size_t clone_suffix_length(std::string_view text) {
  for (const CloneSuffix& suffix : kCloneSuffixes) {
    if (!text.starts_with(suffix.name)) continue;
    const size_t number = number_length(text.substr(suffix.name.size()), suffix.number);
    if (number == 0 && suffix.number != Number::kPossible) return 0;
    return suffix.name.size() + number;
  }
  return 0;
}

// Returns the length of ".constprop.0.isra.1" at the beginning of `text`, or 0.
size_t clone_suffixes_length(std::string_view text) {
  size_t length = 0;
  for (;;) {
    const size_t next = clone_suffix_length(text.substr(length));
    if (next == 0) return length;
    length += next;
  }
}

// "__cxx_global_var_init.12", which Clang makes of a variable without a name.
size_t initializer_number_length(std::string_view before, std::string_view text) {
  return before == "__cxx_global_var_init" ? number_length(text, Number::kNeeded) : 0;
}

// "f.part.0", "init.cold (cache.c)"; not the class "a.cold.B".
Step at_dot(std::string_view before, std::string_view text) {
  const size_t number = initializer_number_length(before, text);
  if (number > 0) return {0, number};
  const size_t length = clone_suffixes_length(text);
  if (length == 0) return {};
  const bool ends_name = length == text.size() || text[length] == ' ';
  return ends_name && !before.empty() ? Step{0, length} : Step{length, 0};
}

// " [clone .cold]" of libiberty, " (.cold)" of LLVM.
Step at_blank(std::string_view text) {
  constexpr std::string_view kClone = " [clone ";
  constexpr std::string_view kBracket = " (";
  const bool is_clone = text.starts_with(kClone);
  if (!is_clone && !text.starts_with(" (.")) return {};
  const std::string_view opening = is_clone ? kClone : kBracket;
  const size_t length = opening.size() + clone_suffixes_length(text.substr(opening.size()));
  const bool closes =
      length > opening.size() && length < text.size() && text[length] == (is_clone ? ']' : ')');
  return closes ? Step{0, length + 1} : Step{length, 0};
}

bool is_lower_hex(char c) {
  return is_digit(c) || (c >= 'a' && c <= 'f');
}

// "[abi:cxx11]".
Step at_abi_tag(std::string_view text) {
  constexpr std::string_view kOpening = "[abi:";
  const size_t length =
      kOpening.size() + run_length(text.substr(kOpening.size()), is_in_identifier);
  const bool closes = length < text.size() && text[length] == ']';
  return closes ? Step{0, length + 1} : Step{length, 0};
}

// "core[846817f741e54dfd]::f", where the brackets of an array stand alone.
Step at_bracket(std::string_view before, std::string_view text) {
  if (text.starts_with("[abi:")) return at_abi_tag(text);
  if (before.empty() || !is_in_identifier(before.back())) return {};
  const size_t length = 1 + run_length(text.substr(1), is_lower_hex);
  return length > 1 && text.substr(length).starts_with("]::") ? Step{0, length + 1}
                                                              : Step{length, 0};
}

// Hashes have many digits; an identifier such as "haaaaaaaaaaaaaaaa" has few.
bool looks_random(std::string_view hex) {
  constexpr size_t kFewestDigits = 5;
  std::bitset<16> seen;
  for (const char c : hex) seen.set(kHexDigits[static_cast<unsigned char>(c)]);
  return seen.count() >= kFewestDigits;
}

// "::h0123456789abcdef" at the end of a name.
Step at_colon(std::string_view text) {
  constexpr std::string_view kOpening = "::h";
  constexpr size_t kHashLength = 16;
  if (!text.starts_with(kOpening)) return {};
  const std::string_view hash = text.substr(kOpening.size(), kHashLength);
  const std::string_view rest = text.substr(kOpening.size() + hash.size());
  const bool is_hash =
      hash.size() == kHashLength && std::ranges::all_of(hash, is_lower_hex) && looks_random(hash);
  const bool ends_name = rest.empty() || (!is_in_identifier(rest.front()) && rest.front() != ':');
  return is_hash && ends_name ? Step{0, kOpening.size() + kHashLength} : Step{};
}

// "{lambda(int)#3}", "{closure#0}".
Step at_number_sign(std::string_view text) {
  const size_t length = 1 + digits_length(text.substr(1));
  const bool closes = length > 1 && length < text.size() && text[length] == '}';
  return closes ? Step{0, length} : Step{length, 0};
}

// "'lambda0'(int)", "'unnamed1'".
Step at_quote(std::string_view text) {
  for (const std::string_view opening : {"'lambda", "'unnamed"}) {
    if (!text.starts_with(opening)) continue;
    const size_t length = digits_length(text.substr(opening.size()));
    const size_t end = opening.size() + length;
    const bool closes = end < text.size() && text[end] == '\'';
    return closes ? Step{opening.size(), length} : Step{end, 0};
  }
  return {};
}

// "$_3" of Clang, "$$Lambda$14" of Java.
Step at_dollar(std::string_view text) {
  for (const std::string_view opening : {"$_", "$$Lambda$"}) {
    if (!text.starts_with(opening)) continue;
    return {opening.size(), digits_length(text.substr(opening.size()))};
  }
  return {};
}

// "/0x00000008000b1440" behind the name of a hidden class of Java.
Step at_slash(std::string_view text) {
  constexpr std::string_view kOpening = "/0x";
  constexpr size_t kFewestDigits = 8;
  if (!text.starts_with(kOpening)) return {};
  const size_t length = run_length(text.substr(kOpening.size()), is_lower_hex);
  return length < kFewestDigits ? Step{kOpening.size() + length, 0}
                                : Step{0, kOpening.size() + length};
}

Step step_at(std::string_view before, std::string_view text) {
  switch (text.front()) {
    case '.': return at_dot(before, text);
    case ' ': return at_blank(text);
    case '[': return at_bracket(before, text);
    case ':': return at_colon(text);
    case '#': return at_number_sign(text);
    case '\'': return at_quote(text);
    case '$': return at_dollar(text);
    case '/': return at_slash(text);
    default: return {};
  }
}

constexpr std::array<bool, 256> make_beginnings() {
  std::array<bool, 256> beginnings = {};
  for (const char c : {'.', ' ', '[', ':', '#', '\'', '$', '/'}) {
    beginnings[static_cast<unsigned char>(c)] = true;
  }
  return beginnings;
}

// The characters that step_at() looks at.
constexpr std::array<bool, 256> kBeginnings = make_beginnings();

bool is_plain(char c) {
  return !kBeginnings[static_cast<unsigned char>(c)];
}

}  // namespace

std::string without_build_marks(std::string_view name) {
  std::string result;
  result.reserve(name.size());
  for (size_t at = 0; at < name.size();) {
    const size_t plain = run_length(name.substr(at), is_plain);
    result.append(name.substr(at, plain));
    at += plain;
    if (at == name.size()) break;
    const Step step = step_at(name.substr(0, at), name.substr(at));
    assert(step.kept + step.dropped > 0);
    result.append(name.substr(at, step.kept));
    at += step.kept + step.dropped;
  }
  return result;
}

}  // namespace jescope
