// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/new_dumps.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

class FindNewDumps : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  void write(const std::string& name, const std::string& bytes = "heap_v2/1\n") const {
    std::ofstream(folder_ + "/" + name) << bytes;
  }
  // As the recorder does: another file takes the name.
  void replace(const std::string& name, const std::string& bytes) const {
    write(name + ".part", bytes);
    fs::rename(folder_ + "/" + name + ".part", folder_ + "/" + name);
  }
  static std::string names(const std::vector<NewDump>& dumps) {
    std::string text;
    for (const NewDump& dump : dumps) text += fs::path(dump.path).filename().string() + "\n";
    return text;
  }

  const std::string folder_ = temp_path("dumps");
};

TEST_F(FindNewDumps, ThoseOfThePrefixInTheirOrder) {
  const NewDumps dumps(folder_ + "/run");
  for (const char* const name :
       {"run.7.10.i9.heap", "run.7.9.i8.heap", "run.12.0.f.heap", "run.7.11.f.heap",
        "other.7.0.f.heap", "run.7.12.f.heap.part", "run.heap", "run.x.7.0.f.heap"}) {
    write(name);
  }
  EXPECT_EQ(names(dumps.appeared()),
            "run.7.9.i8.heap\nrun.7.10.i9.heap\nrun.7.11.f.heap\nrun.12.0.f.heap\n");
}

TEST_F(FindNewDumps, NotThoseOfARunBefore) {
  write("run.7.0.i0.heap");
  write("run.7.1.f.heap");
  const NewDumps dumps(folder_ + "/run");
  EXPECT_EQ(names(dumps.appeared()), "");
  replace("run.7.1.f.heap", "heap_v2/1\n");
  EXPECT_EQ(names(dumps.appeared()), "run.7.1.f.heap\n");
}

TEST_F(FindNewDumps, TellWhatTheRecorderTook) {
  const NewDumps dumps(folder_ + "/run");
  write("run.7.0.f.heap",
        "heap_v2/1\n\nMAPPED_LIBRARIES:\n\n# jescope_record samples=3 own_memory=9\n");
  write("run.8.0.f.heap", "");
  const std::vector<NewDump> found = dumps.appeared();
  ASSERT_EQ(found.size(), 2u);
  EXPECT_EQ(found[0].notes, (RecorderNotes{.samples = 3, .own_memory = 9}));
  EXPECT_EQ(found[1].notes, std::nullopt);
}

struct SumsCase {
  std::string name;
  std::string bytes;
  std::string expected;  // live, allocated, command, program
};
class Sums : public FindNewDumps, public testing::WithParamInterface<SumsCase> {};

TEST_P(Sums, Table) {
  const NewDumps dumps(folder_ + "/run");
  write("run.7.0.f.heap", GetParam().bytes);
  const std::vector<NewDump> found = dumps.appeared();
  ASSERT_EQ(found.size(), 1u);
  const DumpSums& sums = found.front().sums;
  EXPECT_EQ(
      fmt::format("{} {} {} {}", sums.live_bytes, sums.allocated_bytes, sums.command, sums.program),
      GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    Dumps, Sums,
    testing::Values(
        SumsCase{"Exact",
                 "heap_v2/1\n  t*: 3: 30 [9: 90]\n  t0: 3: 30 [9: 90] my app\n"
                 "@ 0x1\n  t*: 1: 10 [4: 40]\n  t0: 1: 10 [4: 40]\n"
                 "@ 0x2\n  t*: 2: 20 [5: 50]\n  t0: 2: 20 [5: 50]\n"
                 "\nMAPPED_LIBRARIES:\n1000-2000 rw-p 0 00:00 0\n"
                 "2000-3000 r-xp 0 08:01 7    /opt/a b/app\n3000-4000 r-xp 0 08:01 7 /lib/x.so\n",
                 "30 90 my app app"},
        // 1000 / (1 - exp(-1)) and 3000 / (1 - exp(-1)).
        SumsCase{"Estimated", "heap_v2/1000\n@ 0x1\n  t*: 1: 1000 [3: 3000]\n", "1582 4746  "},
        SumsCase{"Damaged", "heap_v2/1\n@ 0x1\n  t*: 1: x [3: 3000]\n", "0 0  "},
        SumsCase{"Cut", "heap_v2/1\n@ 0x1\n  t*: 1: 4\n  t*: 1: 4 [", "4 0  "},
        SumsCase{"NoLines", std::string(1 << 20, 'x'), "0 0  "}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
