// SPDX-License-Identifier: Apache-2.0
//
// Splits the names, drops the unknown ones and demangles the others.
#include "symbolize/given_names.h"

#include <algorithm>

#include "jescope/model/joined_names.h"
#include "jescope/symbolize/demangle.h"
#include "symbolize/name_length.h"

namespace jescope {
namespace {

bool is_known(std::string_view name) {
  return !name.empty() && name != "??" && !name.starts_with("0x");
}

// True for "libfoo.so!fn@0x1234", which module_namer.cc makes of a function's
// bounds; the '@' is not that of a version.
bool is_from_bounds(std::string_view name) {
  constexpr std::string_view kFunctionAt = "!fn@0x";
  const size_t at = name.rfind(kFunctionAt);
  return at != std::string_view::npos &&
         name.find_first_not_of("0123456789abcdef", at + kFunctionAt.size()) ==
             std::string_view::npos;
}

SymbolFrame given_frame(std::string_view name, const GivenLine& line, bool is_inlined) {
  const bool has_bounds_only = is_from_bounds(name);
  return {has_bounds_only ? std::string(cut_name(name)) : demangle(name),
          std::string(cut_name(line.file)), line.line, is_inlined,
          has_bounds_only ? FrameKind::kBounds : FrameKind::kNative};
}

// Drops the middle of a chain nobody compiled.
void shorten(SymbolChain& chain) {
  if (chain.size() <= kMostGivenNames) return;
  const auto half = static_cast<std::ptrdiff_t>(kMostGivenNames / 2);
  chain.erase(chain.begin() + half, chain.end() - half);
}

}  // namespace

SymbolChain parse_given_names(std::string_view names, const GivenLines& lines) {
  SymbolChain chain;
  for (size_t row = 0; !names.empty(); ++row) {
    const size_t end = first_name_length(names);
    const std::string_view name = names.substr(0, end);
    const bool is_inlined = !chain.empty();
    const GivenLine line = row < lines.size() ? lines[row] : GivenLine();
    if (is_known(name)) chain.push_back(given_frame(name, line, is_inlined));
    names.remove_prefix(std::min(end + kNameSeparator.size(), names.size()));
  }
  shorten(chain);
  std::reverse(chain.begin(), chain.end());
  return chain;
}

}  // namespace jescope
