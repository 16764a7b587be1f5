// SPDX-License-Identifier: Apache-2.0
//
// A process that a program left behind, as a daemon does, has the library mapped, and
// those that it starts will look for the file. Reading a map is dear, so only processes
// younger than ours are looked into:
//
//   /proc/4711/stat   4711 (name of it) S 1 4711 ... <22nd field: start, in ticks>
//   /proc/4711/maps   7f21a000-7f21b000 r-xp 0 08:01 77    /tmp/jescope.x1/libjescope_record.so
#include <algorithm>
#include <charconv>
#include <optional>
#include <string>
#include <system_error>

#include "jescope/base/text_cursor.h"
#include "jescope/record/placed_library.h"
#include "record/launch/process_files.h"

namespace jescope {
namespace {

constexpr size_t kMostStatBytes = 4096;

// Returns when the process began, in ticks since the machine did; 0: unknown.
uint64_t start_of(const std::string& process) {
  const std::string stat = read_process_file("/proc/" + process + "/stat", kMostStatBytes);
  const size_t name_end = stat.rfind(')');  // the name may hold any character
  if (name_end == std::string::npos) return 0;
  TextCursor cursor(std::string_view(stat).substr(name_end + 1));
  constexpr int kFieldsBefore = 19;  // the 3rd to the 21st
  for (int i = 0; i < kFieldsBefore; ++i) {
    cursor.skip_blanks();
    (void)cursor.word();
  }
  cursor.skip_blanks();
  return cursor.decimal().value_or(0);
}

std::optional<int> process_number(const std::string& name) {
  int number = 0;
  const char* const end = name.data() + name.size();
  const auto [stop, error] = std::from_chars(name.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

}  // namespace

std::vector<int> processes_with(const std::string& library) {
  std::vector<int> processes;
  const uint64_t ours = start_of("self");
  for (const std::string& name : process_numbers()) {
    const std::optional<int> number = process_number(name);
    if (!number || start_of(name) < ours) continue;
    const std::string maps = read_process_maps(name);
    if (maps.find(" " + library + "\n") != std::string::npos) processes.push_back(*number);
  }
  std::ranges::sort(processes);
  return processes;
}

}  // namespace jescope
