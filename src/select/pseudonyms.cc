// SPDX-License-Identifier: Apache-2.0
#include "select/pseudonyms.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "jescope/model/profile.h"
#include "jescope/select/trim_allocator.h"

namespace jescope {
namespace {

// What the kernel and this program call memory that is no file's.
constexpr auto kPublicModules = std::to_array<std::string_view>(
    {"[anonymous]", "[heap]", "[stack]", "[unmapped]", "[uprobes]", "[vdso]", "[vsyscall]"});

std::string new_module(std::string_view path, bool is_program, size_t number) {
  if (path.front() == '[') return fmt::format("[anon:m{}]", number);
  if (is_allocator_module(path)) return fmt::format("/m{}/libjemalloc.so", number);
  return fmt::format("/m{}{}", number, is_program ? "" : ".so");
}

}  // namespace

size_t Pseudonyms::number(Numbers& numbers, std::string_view name) {
  return numbers.try_emplace(std::string(name), numbers.size() + 1).first->second;
}

std::string Pseudonyms::numbered(Numbers& numbers, std::string_view name, std::string_view prefix) {
  if (name.empty()) return {};
  return fmt::format("{}{}", prefix, number(numbers, name));
}

std::string Pseudonyms::function(std::string_view name) {
  if (name == kNoBacktrace || (keep_ && keep_->matches(name))) return std::string(name);
  if (is_allocator_function(name)) {
    return name.find("operator new") == std::string_view::npos ? "malloc" : "operator new";
  }
  return numbered(functions_, name, "f");
}

std::string Pseudonyms::module(std::string_view path, bool is_program) {
  if (path.empty()) return {};
  if (std::ranges::find(kPublicModules, path) != kPublicModules.end()) return std::string(path);
  const auto [known, is_new] = modules_.try_emplace(std::string(path));
  if (is_new) known->second = new_module(path, is_program, modules_.size());
  return known->second;
}

}  // namespace jescope
