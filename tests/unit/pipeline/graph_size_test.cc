// SPDX-License-Identifier: Apache-2.0
//
// However many functions are asked for, a picture has those that can be laid out.
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "jescope/pipeline/run.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

// A dump of so many functions, none of which calls another.
void write_dump(const std::string& path, int functions) {
  std::ofstream dump(path);
  dump << "heap_v2/1\n  t*: " << functions << ": " << 8 * functions << " [0: 0]\n";
  for (int i = 0; i < functions; ++i) {
    dump << "@ 0x" << std::hex << 0x10000 + 16 * i << std::dec << "\n  t*: 1: 8 [0: 0]\n";
  }
  dump << "\nMAPPED_LIBRARIES:\n10000-90000 r-xp 00000000 fe:00 1 /nowhere/app\n";
}

class GraphSize : public testing::Test {
 protected:
  GraphSize() { write_dump(path_, 1100); }
  ~GraphSize() override { std::filesystem::remove(path_); }

  // Returns what is said beside a graph of at most so many rows.
  std::string notes(size_t rows, GraphFormat format) const {
    Request request;
    request.command = Command::kGraph;
    request.inputs = {path_};
    request.rows = rows;
    request.least_fraction = 0;
    request.graph_format = format;
    Diagnostics diagnostics;
    EXPECT_TRUE(run(request, diagnostics).ok());
    return to_text(diagnostics);
  }

  const std::string path_ = temp_path("functions.heap");
};

TEST_F(GraphSize, IsBoundedAndThatIsTold) {
  EXPECT_NE(notes(0, GraphFormat::kSvg).find("the largest 1000 functions and 0 calls are drawn"),
            std::string::npos)
      << notes(0, GraphFormat::kSvg);
}

TEST_F(GraphSize, IsNotTalkedOfWhereTheUserChoseIt) {
  EXPECT_EQ(notes(1000, GraphFormat::kSvg).find("are drawn"), std::string::npos);
}

TEST_F(GraphSize, IsGraphvizsBusinessInItsFormat) {
  EXPECT_EQ(notes(0, GraphFormat::kDot).find("are drawn"), std::string::npos);
}

}  // namespace
}  // namespace jescope
