// SPDX-License-Identifier: Apache-2.0
//
// What lies in a folder, so these tests make folders.
#include "record/shim/dumps/earlier_dumps.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "tests/support/temp_path.h"

namespace jescope::shim {
namespace {

struct Row {
  const char* name;
  std::vector<std::string> files;
  uint64_t expected;
};

class NumberAfterEarlier : public testing::TestWithParam<Row> {};

TEST_P(NumberAfterEarlier, IsFree) {
  const std::string folder = jescope::temp_path(std::string("earlier_") + GetParam().name);
  std::filesystem::create_directory(folder);
  for (const std::string& file : GetParam().files) std::ofstream(folder + "/" + file);
  alignas(8) char room[1024];  // many entries take several calls
  EXPECT_EQ(number_after_earlier(folder + "/heap.1.", room), GetParam().expected);
  std::filesystem::remove_all(folder);
}

std::vector<std::string> many_files() {
  std::vector<std::string> files;
  for (int i = 0; i < 200; ++i) files.push_back("heap.1." + std::to_string(i) + ".u0.heap");
  return files;
}

INSTANTIATE_TEST_SUITE_P(
    , NumberAfterEarlier,
    testing::Values(
        Row{"nothing", {}, 0}, Row{"one", {"heap.1.0.f.heap"}, 1},
        Row{"highest", {"heap.1.9.u9.heap", "heap.1.10.f.heap", "heap.1.2.i2.heap"}, 11},
        Row{"part", {"heap.1.4.f.heap.part"}, 5},
        Row{"others", {"heap.12.7.f.heap", "heat.1.7.f.heap", "heap.1.f", "heap.1.7"}, 0},
        Row{"too_long", {"heap.1.1234567890123456.f.heap"}, 0}, Row{"many", many_files(), 200}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(RemoveUnfinished, LeavesOthersAndWhatIsWhole) {
  const std::string folder = jescope::temp_path("unfinished");
  std::filesystem::create_directory(folder);
  const std::vector<std::string> others = {"heap.1.0.i0.heap", "heap.12.3.f.heap.part",
                                           "heap.1.part", "x.heap.1.3.f.heap.part"};
  for (const std::string& file : others) std::ofstream(folder + "/" + file);
  for (const char* const file : {"heap.1.1.i1.heap.part", "heap.1.2.f.heap.part"}) {
    std::ofstream(folder + "/" + file);
  }
  alignas(8) char room[1024];
  remove_unfinished(folder + "/heap.1.", room);
  std::vector<std::string> left;
  for (const auto& entry : std::filesystem::directory_iterator(folder)) {
    left.push_back(entry.path().filename().string());
  }
  EXPECT_THAT(left, testing::UnorderedElementsAreArray(others));
  std::filesystem::remove_all(folder);
}

TEST(NumberAfterEarlierOf, NoFolderIsZero) {
  alignas(8) char room[1024];
  EXPECT_EQ(number_after_earlier("/no/such/folder/heap.1.", room), 0U);
  EXPECT_EQ(number_after_earlier("heap.1.", room), 0U);
}

}  // namespace
}  // namespace jescope::shim
