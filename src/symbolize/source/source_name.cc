// SPDX-License-Identifier: Apache-2.0
//
// Which names are those of source files. Languages whose files are also
// configurations, as Python's, are left out: none of their functions has debug
// information.
#include <algorithm>
#include <array>
#include <string>

#include "jescope/base/ascii_case.h"
#include "jescope/symbolize/source_files.h"

namespace jescope {
namespace {

constexpr auto kEndings = std::to_array<std::string_view>({
    "c",   "cc",   "cpp", "cxx", "c++", "cp",    "h",    "hh",  "hpp",   "hxx",   "h++", "inl",
    "ipp", "tcc",  "tpp", "txx", "ixx", "cppm",  "ccm",  "cu",  "cuh",   "inc",   "def", "s",
    "asm", "rs",   "go",  "d",   "di",  "swift", "java", "kt",  "scala", "m",     "mm",  "zig",
    "nim", "f",    "for", "f90", "f95", "f03",   "f08",  "pas", "adb",   "ads",   "hs",  "ml",
    "cr",  "vala", "pyx", "pxd", "y",   "yy",    "l",    "ll",  "rl",    "proto", "v",   "cs",
});

bool is_library_name(std::string_view name) {
  return !name.empty() &&
         name.find_first_not_of("abcdefghijklmnopqrstuvwxyz0123456789_") == std::string_view::npos;
}

}  // namespace

bool is_source_name(std::string_view path) {
  const std::string_view name = path.substr(path.rfind('/') + 1);
  const size_t dot = name.rfind('.');
  if (dot == std::string_view::npos) {
    return is_library_name(name) && path.find("/include/c++/") != std::string_view::npos;
  }
  return dot > 0 && std::ranges::find(kEndings, lower_case(name.substr(dot + 1))) != kEndings.end();
}

}  // namespace jescope
