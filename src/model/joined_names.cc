// SPDX-License-Identifier: Apache-2.0
//
// Splits at "--", except in the name "operator--".
#include "jescope/model/joined_names.h"

#include <algorithm>

namespace jescope {
namespace {

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

}  // namespace

size_t first_name_length(std::string_view joined) {
  size_t at = joined.find(kNameSeparator);
  while (at != std::string_view::npos && ends_in_operator(joined.substr(0, at))) {
    at = joined.find(kNameSeparator, at + kNameSeparator.size());
  }
  return std::min(at, joined.size());
}

std::string without_separators(std::string_view name) {
  std::string whole;
  while (!name.empty()) {
    const size_t end = first_name_length(name);
    whole += name.substr(0, end);
    name.remove_prefix(end);
    if (name.empty()) break;
    whole += "- ";
    name.remove_prefix(1);
  }
  return whole;
}

}  // namespace jescope
