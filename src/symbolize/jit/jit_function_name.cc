// SPDX-License-Identifier: Apache-2.0
//
// Takes the name apart from left to right; anything unexpected leaves the whole
// name as it is.
#include "symbolize/jit/jit_function_name.h"

#include <algorithm>
#include <optional>

#include "symbolize/name_length.h"

namespace jescope {
namespace {

constexpr std::string_view kNotInMethods = ";/[]() \t";

// Returns "com.foo.Bar" for "com/foo/Bar".
std::string with_dots(std::string_view name) {
  std::string result(name);
  std::replace(result.begin(), result.end(), '/', '.');
  return result;
}

std::string_view primitive(char letter) {
  switch (letter) {
    case 'B': return "byte";
    case 'C': return "char";
    case 'D': return "double";
    case 'F': return "float";
    case 'I': return "int";
    case 'J': return "long";
    case 'S': return "short";
    case 'V': return "void";
    case 'Z': return "boolean";
    default: return {};
  }
}

// Takes the class of "Lcom/foo/Bar;..." off `rest`; nothing when there is none.
std::optional<std::string> take_class(std::string_view& rest) {
  const size_t end = rest.find(';');
  if (!rest.starts_with('L') || end == std::string_view::npos || end < 2) return std::nullopt;
  const std::string_view name = rest.substr(1, end - 1);
  if (name.find_first_of("()[ \t:") != std::string_view::npos) return std::nullopt;
  rest.remove_prefix(end + 1);
  return with_dots(name);
}

// Takes a type, as "[I", off `rest`.
std::optional<std::string> take_type(std::string_view& rest) {
  const size_t dimensions = std::min(rest.find_first_not_of('['), rest.size());
  rest.remove_prefix(dimensions);
  if (rest.empty() || dimensions > 255) return std::nullopt;
  std::optional<std::string> type;
  if (rest.front() == 'L') {
    type = take_class(rest);
  } else if (const std::string_view name = primitive(rest.front()); !name.empty()) {
    type = name;
    rest.remove_prefix(1);
  }
  for (size_t i = 0; type && i < dimensions; ++i) *type += "[]";
  return type;
}

// Takes "(I[J)" off `rest` as "(int, long[])".
std::optional<std::string> take_parameters(std::string_view& rest) {
  rest.remove_prefix(1);
  std::string parameters = "(";
  while (!rest.starts_with(')')) {
    const std::optional<std::string> type = take_type(rest);
    if (!type) return std::nullopt;
    if (parameters.size() > 1) parameters += ", ";
    parameters += *type;
  }
  rest.remove_prefix(1);
  return parameters + ")";
}

std::optional<std::string> java_name(std::string_view rest) {
  const std::optional<std::string> owner = take_class(rest);
  if (!owner) return std::nullopt;
  if (rest.starts_with("::")) rest.remove_prefix(2);
  const std::string_view method = rest.substr(0, rest.find('('));
  if (method.empty() || method.find_first_of(kNotInMethods) != std::string_view::npos) {
    return std::nullopt;
  }
  rest.remove_prefix(method.size());
  const std::string name = *owner + "." + std::string(method);
  if (rest.empty()) return name;
  const std::optional<std::string> parameters = take_parameters(rest);
  const std::optional<std::string> type = parameters ? take_type(rest) : std::nullopt;
  if (!type || !rest.empty()) return std::nullopt;
  return *type + " " + name + *parameters;
}

}  // namespace

std::string jit_function_name(std::string_view name) {
  const std::optional<std::string> readable = java_name(name);
  return std::string(cut_name(readable ? *readable : name));
}

}  // namespace jescope
