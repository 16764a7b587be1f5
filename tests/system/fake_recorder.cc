// SPDX-License-Identifier: Apache-2.0
//
// A library that stands for the recorder's in tests of its command: it writes one dump at
// exit, of one allocation, and says in it what JESCOPE_RECORD was.
//
//   PREFIX.PID.0.f.heap
#include <unistd.h>

#include <cstdio>
#include <cstdlib>
#include <string>

namespace {

void copy_maps(std::FILE* to) {
  std::FILE* const maps = std::fopen("/proc/self/maps", "r");
  if (maps == nullptr) return;
  char bytes[4096];
  for (size_t got; (got = std::fread(bytes, 1, sizeof bytes, maps)) > 0;) {
    std::fwrite(bytes, 1, got, to);
  }
  std::fclose(maps);
}

[[gnu::destructor]] void write_dump() {
  const char* const setting = std::getenv("JESCOPE_RECORD");
  const char* const prefix = std::getenv("JESCOPE_RECORD_PREFIX");
  if (setting == nullptr || prefix == nullptr) return;
  const std::string path = std::string(prefix) + "." + std::to_string(getpid()) + ".0.f.heap";
  std::FILE* const dump = std::fopen((path + ".part").c_str(), "w");
  if (dump == nullptr) return;
  std::fprintf(dump, "heap_v2/1\n  t*: 1: 1000 [2: 3000]\n  t0: 1: 1000 [2: 3000] main\n");
  std::fprintf(dump, "@ 0x%lx\n  t*: 1: 1000 [2: 3000]\n  t0: 1: 1000 [2: 3000]\n",
               reinterpret_cast<unsigned long>(&write_dump) + 1);
  std::fprintf(dump, "\nMAPPED_LIBRARIES:\n");
  copy_maps(dump);
  std::fprintf(dump, "\n# setting %s\n", setting);
  std::fprintf(dump, "# jescope_record samples=2 lost=0 own_memory=1572864 unknown_stacks=0\n");
  std::fclose(dump);
  std::rename((path + ".part").c_str(), path.c_str());
}

}  // namespace
