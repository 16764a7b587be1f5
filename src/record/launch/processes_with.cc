// SPDX-License-Identifier: Apache-2.0
//
// A process that a program left behind, as a daemon does, has the library mapped, and
// those that it starts will look for the file. Reading a map is dear, so only processes
// younger than ours are looked into:
//
//   /proc/4711/stat   4711 (name of it) S 1 4711 ... <22nd field: start, in ticks>
//   /proc/4711/maps   7f21a000-7f21b000 r-xp 0 08:01 77    /tmp/jescope.x1/libjescope_record.so
#include <string>
#include <string_view>

#include "jescope/base/text_cursor.h"
#include "jescope/record/placed_library.h"
#include "record/attach/process_files.h"

namespace jescope {
namespace {

// Returns when the process of this stat file began, in ticks since the machine did; 0: unknown.
uint64_t start_in(std::string_view stat) {
  const size_t name_end = stat.rfind(')');  // the name may hold any character
  if (name_end == std::string_view::npos) return 0;
  TextCursor cursor(stat.substr(name_end + 1));
  constexpr int kFieldsBefore = 19;  // the 3rd to the 21st
  for (int i = 0; i < kFieldsBefore; ++i) {
    cursor.skip_blanks();
    (void)cursor.word();
  }
  cursor.skip_blanks();
  return cursor.decimal().value_or(0);
}

}  // namespace

std::vector<int> processes_with(const std::string& library) {
  std::vector<int> processes;
  const uint64_t ours = start_in(read_kernel_file("/proc/self/stat"));
  for (const pid_t process : list_process_ids()) {
    if (start_in(read_process_file(process, "stat")) < ours) continue;
    const std::string maps = read_process_file(process, "maps");
    if (maps.find(" " + library + "\n") != std::string::npos) processes.push_back(process);
  }
  return processes;
}

}  // namespace jescope
