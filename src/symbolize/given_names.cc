// SPDX-License-Identifier: Apache-2.0
//
// Splits at "--", except in the name "operator--".
#include "symbolize/given_names.h"

#include <algorithm>

#include "jescope/symbolize/demangle.h"

namespace jescope {
namespace {

constexpr std::string_view kSeparator = "--";

bool is_known(std::string_view name) {
  return !name.empty() && name != "??" && !name.starts_with("0x");
}

bool is_identifier(char c) {
  return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '_';
}

// True when `text` ends in the word "operator", so that "--" belongs to it.
bool ends_in_operator(std::string_view text) {
  constexpr std::string_view kOperator = "operator";
  if (!text.ends_with(kOperator)) return false;
  text.remove_suffix(kOperator.size());
  return text.empty() || !is_identifier(text.back());
}

// Returns where the first name of `names` ends.
size_t end_of_name(std::string_view names) {
  size_t at = names.find(kSeparator);
  while (at != std::string_view::npos && ends_in_operator(names.substr(0, at))) {
    at = names.find(kSeparator, at + kSeparator.size());
  }
  return std::min(at, names.size());
}

// Drops the middle of a chain nobody compiled.
void shorten(SymbolChain& chain) {
  if (chain.size() <= kMostGivenNames) return;
  const auto half = static_cast<std::ptrdiff_t>(kMostGivenNames / 2);
  chain.erase(chain.begin() + half, chain.end() - half);
}

}  // namespace

SymbolChain parse_given_names(std::string_view names) {
  SymbolChain chain;
  while (!names.empty()) {
    const size_t end = end_of_name(names);
    const std::string_view name = names.substr(0, end);
    const bool is_inlined = !chain.empty();
    if (is_known(name)) chain.push_back({demangle(name), {}, 0, is_inlined});
    names.remove_prefix(std::min(end + kSeparator.size(), names.size()));
  }
  shorten(chain);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace jescope
