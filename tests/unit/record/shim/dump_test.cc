// SPDX-License-Identifier: Apache-2.0
//
// Dumps go to files, so these tests do.
#include "record/shim/dumps/dump.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <regex>
#include <string>
#include <vector>

#include "record/shim/counts/stack_table.h"
#include "record/shim/counts/thread_table.h"
#include "record/shim/system/files.h"
#include "tests/support/temp_path.h"

namespace jescope::shim {
namespace {

namespace fs = std::filesystem;

// The names of the dumps in `folder`, sorted, with "PID" for the number of this process.
std::vector<std::string> names_in(const std::string& folder) {
  std::vector<std::string> names;
  const std::string pid = "." + std::to_string(getpid()) + ".";
  for (const auto& entry : fs::directory_iterator(folder)) {
    std::string name = entry.path().filename().string();
    if (const size_t at = name.find(pid); at != std::string::npos) {
      name.replace(at, pid.size(), ".PID.");
    }
    names.push_back(name);
  }
  std::ranges::sort(names);
  return names;
}

std::string text_of(const std::string& path) {
  std::ifstream file(path);
  return {std::istreambuf_iterator<char>(file), {}};
}

// The writer is one of a process, so this is one story.
TEST(Dump, IsWrittenNumberedAndRotated) {
  const std::string folder = jescope::temp_path("dumps");
  fs::create_directory(folder);
  Thread& thread = enter_thread();
  bool is_known = false;
  const std::vector<uintptr_t> frames = {0x1234, 0xabcd};
  for (const uint64_t size : {100, 101, 4096}) {
    Counts& counts = counts_of(frames, thread, size, is_known);
    counts.total_objects += 1;
    counts.total_bytes += size;
    counts.live_objects += size == 4096 ? 0 : 1;
    counts.live_bytes += size == 4096 ? 0 : size;
  }
  // Another program was in the midst of it when it became this one.
  std::ofstream(folder + "/x." + std::to_string(getpid()) + ".7.i7.heap.part");
  ASSERT_TRUE(begin_dumps((folder + "/x").c_str(), 2, 1000));
  std::copy_n("a\nname", 7, thread.name);
  thread.has_ended = true;  // its name is not read again
  for (int i = 0; i < 3; ++i) write_dump(DumpKind::kInterval, {3, 0, 0});
  write_dump(DumpKind::kManual, {3, 0, 0});
  write_dump(DumpKind::kFinal, {3, 1, 2});

  EXPECT_THAT(names_in(folder),
              testing::ElementsAre("x.PID.2.i2.heap", "x.PID.3.m0.heap", "x.PID.4.f.heap"));
  const std::string text = text_of(folder + "/x." + std::to_string(getpid()) + ".4.f.heap");
  const std::string counts =
      "heap_v2/1000\n"
      "  t*: 2: 201 [3: 4297]\n"
      "  t0: 2: 201 [3: 4297] a?name\n"
      "@ 0x1234 0xabcd\n"
      "  t*: 2: 201 [2: 201]\n"
      "  t0: 2: 201 [2: 201]\n"
      "@ 0x1234 0xabcd\n"
      "  t*: 0: 0 [1: 4096]\n"
      "  t0: 0: 0 [1: 4096]\n"
      "\n"
      "MAPPED_LIBRARIES:\n";
  EXPECT_EQ(text.substr(0, counts.size()), counts);
  EXPECT_TRUE(std::regex_search(
      text, std::regex("\n# jescope_record samples=3 lost=1 own_memory=[1-9][0-9]* "
                       "unknown_stacks=2\n$")))
      << text.substr(text.size() - 100);

  begin_dumps_of_child();
  write_dump(DumpKind::kPeak, {3, 0, 0});
  // A process of the same number was there before.
  EXPECT_THAT(names_in(folder), testing::Contains("x.PID.5.u0.heap"));
  fs::remove_all(folder);
  testing::internal::CaptureStderr();
  remember_standard_error();
  write_dump(DumpKind::kManual, {3, 0, 0});
  write_dump(DumpKind::kManual, {3, 0, 0});
  const std::string told = testing::internal::GetCapturedStderr();
  EXPECT_EQ(std::ranges::count(told, '\n'), 1) << told;
  EXPECT_THAT(told, testing::HasSubstr(".heap: expected to write a dump, got no such folder"));
}

}  // namespace
}  // namespace jescope::shim
