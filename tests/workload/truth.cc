// SPDX-License-Identifier: Apache-2.0
//
// Compares names as words: "workload::allocate_as<long>" is found in
// "void workload::allocate_as<long>(workload::CallPath&, workload::Order)".
#include "truth.h"

#include <cctype>
#include <fstream>
#include <sstream>

namespace workload {
namespace {

bool is_word(char c) {
  return std::isalnum(static_cast<unsigned char>(c)) != 0 || c == '_';
}

bool ends_a_word(std::string_view text, size_t end) {
  return end == text.size() || !is_word(text[end]) || !is_word(text[end - 1]);
}

bool contains_name(std::string_view text, std::string_view name) {
  for (size_t at = text.find(name); at != text.npos; at = text.find(name, at + 1)) {
    const bool starts_a_word = at == 0 || !is_word(text[at - 1]);
    if (starts_a_word && ends_a_word(text, at + name.size())) return true;
  }
  return false;
}

bool is_own_module(std::string_view path) {
  return path.substr(path.rfind('/') + 1).find("workload") != path.npos;
}

bool is_foreign_code(std::string_view function) {
  const std::string_view name = function.substr(0, function.find_first_of("<("));
  return name == "_start" || name.find("std::") != name.npos ||
         name.find("__gnu_cxx::") != name.npos;
}

std::vector<std::string> split(const std::string& text, char separator) {
  std::vector<std::string> parts;
  std::istringstream in(text);
  for (std::string part; std::getline(in, part, separator);) parts.push_back(part);
  return parts;
}

}  // namespace

std::vector<TruthRow> read_truth(const std::string& path) {
  std::vector<TruthRow> rows;
  std::ifstream in(path);
  for (std::string chain; std::getline(in, chain, '\t');) {
    TruthRow row{split(chain, ';'), {}};
    for (int64_t& number : row.numbers) in >> number;
    in.ignore(1);
    rows.push_back(std::move(row));
  }
  return rows;
}

std::optional<std::vector<std::string>> own_chain(const JsonStack& stack) {
  if (stack.frames.empty() || !is_own_module(stack.frames.front().module)) return std::nullopt;
  std::vector<std::string> functions;
  for (const JsonFrame& frame : stack.frames) {
    if (!is_own_module(frame.module) || is_foreign_code(frame.function)) continue;
    functions.push_back(frame.function);
  }
  return functions;
}

bool is_same_chain(const std::vector<std::string>& expected,
                   const std::vector<std::string>& functions) {
  if (expected.size() != functions.size()) return false;
  for (size_t i = 0; i < expected.size(); ++i) {
    if (!contains_name(functions[i], expected[i])) return false;
  }
  return true;
}

}  // namespace workload
