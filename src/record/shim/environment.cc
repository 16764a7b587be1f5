// SPDX-License-Identifier: Apache-2.0
#include "record/shim/environment.h"

#include "record/shim/symbols.h"
#include "record/shim/system/system.h"

extern "C" {
// Of the C library.
extern char** environ;
}

namespace jescope::shim {
namespace {

constexpr std::string_view kSetting = "JESCOPE_RECORD";
constexpr std::string_view kPrefix = "JESCOPE_RECORD_PREFIX";
constexpr std::string_view kPreload = "LD_PRELOAD";

// Returns whether `entry` is "`name`=...", and sets `value` to what follows.
bool is_variable(std::string_view entry, std::string_view name, std::string_view& value) {
  if (!entry.starts_with(name) || entry.size() <= name.size()) return false;
  if (entry[name.size()] != '=') return false;
  entry.remove_prefix(name.size() + 1);
  value = entry;
  return true;
}

bool is_separator(char c) {
  return c == ':' || c == ' ';
}

// Takes `path` out of the list that begins at `list`, where it stands.
void remove_from_list(char* list, std::string_view path) {
  char* to = list;
  for (const char* from = list; *from != '\0';) {
    size_t length = 0;
    while (from[length] != '\0' && !is_separator(from[length])) ++length;
    const bool is_last = from[length] == '\0';
    if (std::string_view(from, length) != path) {
      std::memmove(to, from, length + (is_last ? 0 : 1));
      to += length + (is_last ? 0 : 1);
    }
    from += length + (is_last ? 0 : 1);
  }
  *to = '\0';
}

}  // namespace

bool has_environment() {
  return environ != nullptr;
}

Environment read_environment() {
  Environment found = {false, {}, "jescope"};
  for (char** entry = environ; *entry != nullptr; ++entry) {
    std::string_view value;
    if (is_variable(*entry, kPrefix, value) && !value.empty()) found.prefix = value;
    if (!is_variable(*entry, kSetting, value)) continue;
    found.is_set = true;
    found.setting = value;
  }
  return found;
}

bool add_absolute_prefix(Text<4096>& path, std::string_view prefix) {
  if (!prefix.starts_with('/')) {
    char folder[4096] = {};
    const long length = call_kernel(SYS_getcwd, address_of(folder), sizeof folder);
    if (length <= 0 || folder[0] != '/') return false;
    path.add(folder);
    if (!path.view().ends_with('/')) path.add("/");
  }
  path.add(prefix);
  return path.is_whole();
}

void hide_from_children() {
  const char* const own = module_path_of(reinterpret_cast<const void*>(&hide_from_children));
  char** to = environ;
  for (char** from = environ; *from != nullptr; ++from) {
    std::string_view value;
    if (is_variable(*from, kSetting, value) || is_variable(*from, kPrefix, value)) continue;
    if (is_variable(*from, kPreload, value) && own != nullptr) {
      remove_from_list(*from + kPreload.size() + 1, own);
      if (is_variable(*from, kPreload, value) && value.empty()) continue;
    }
    *to++ = *from;
  }
  *to = nullptr;
}

}  // namespace jescope::shim
