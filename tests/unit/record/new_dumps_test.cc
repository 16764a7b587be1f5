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

struct FreedCase {
  std::string name;
  std::string sums;
  bool expected;
};
class MostlyFreed : public FindNewDumps, public testing::WithParamInterface<FreedCase> {};

TEST_P(MostlyFreed, Table) {
  write("run.7.0.f.heap", "heap_v2/1\n" + GetParam().sums + "\n  t0: 1: 1 [1: 1]\n");
  EXPECT_EQ(is_mostly_freed({folder_ + "/run.7.0.f.heap", {}, {}}), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(Sums, MostlyFreed,
                         testing::Values(FreedCase{"Little", "  t*: 1: 40 [9: 1000]", true},
                                         FreedCase{"Some", "  t*: 1: 60 [9: 1000]", false},
                                         FreedCase{"NoTotals", "  t*: 1: 0 [0: 0]", false},
                                         FreedCase{"Damaged", "  t*: 1: x [9: 1000]", false},
                                         FreedCase{"Cut", "  t*: 1: 4", false}),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
