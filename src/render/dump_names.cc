// SPDX-License-Identifier: Apache-2.0
//
//   "a\nb"     a b        one line
//   "a--b"     a- -b      "--" parts a function from what is inlined into it
//   "??"       [??]       readers take it for no name
#include "render/dump_names.h"

#include <fmt/format.h>

#include "jescope/base/printable.h"
#include "jescope/model/joined_names.h"

namespace jescope {
namespace {

std::string trimmed(std::string_view text) {
  const size_t first = text.find_first_not_of(' ');
  if (first == std::string_view::npos) return {};
  return std::string(text.substr(first, text.find_last_not_of(' ') - first + 1));
}

// True for what readers take for "no name".
bool means_unknown(std::string_view name) {
  return name.empty() || name == "??" || name.starts_with("0x");
}

}  // namespace

std::string dump_name_of(std::string_view text) {
  const std::string name = trimmed(printable_text(text));
  return means_unknown(name) ? fmt::format("[{}]", without_separators(name))
                             : without_separators(name);
}

std::string dump_name_of(const Profile& profile, const Frame& frame) {
  return dump_name_of(has_function(frame) ? std::string(profile.text(frame.function))
                                          : frame_label(profile, frame));
}

bool can_be_joined(const std::string& name) {
  return first_name_length(name + std::string(kNameSeparator)) == name.size();
}

bool can_be_mapped(std::string_view path) {
  return (path.starts_with('/') || path.starts_with('[')) && path != "[unmapped]" &&
         !path.ends_with(' ') && !path.ends_with(" (deleted)") && printable_text(path) == path;
}

}  // namespace jescope
