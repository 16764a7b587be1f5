// SPDX-License-Identifier: Apache-2.0
//
// What the program does with files that are not as they should be: pipes and
// unreadable dumps among others, an output file with its own permissions or
// behind a link, stacks that jemalloc cut.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

using testing::HasSubstr;
namespace fs = std::filesystem;

class Promises : public testing::Test {
 protected:
  void SetUp() override {
    folder_ = temp_path("promise");
    fs::remove_all(folder_);
    fs::create_directories(folder_);
  }
  void TearDown() override { fs::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  // A dump whose only stack has `frames` addresses.
  void write_dump(const std::string& name, int frames = 1) const {
    std::ofstream dump(path(name));
    dump << "heap_v2/1\n  t*: 1: 1000 [0: 0]\n@";
    for (int i = 0; i < frames; ++i) dump << " 0x" << std::hex << 0x1010 + i;
    dump << "\n  t*: 1: 1000 [0: 0]\n\nMAPPED_LIBRARIES:\n"
         << "1000-2000 r-xp 00000000 fe:00 1 /opt/app\n";
  }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.end(), {"--sysroot", "testdata/empty"});
    return run_command_line(arguments, {});
  }

  std::string folder_;
};

TEST_F(Promises, PipeInAFolderOfDumpsIsPassedOver) {
  write_dump("a.1.0.i0.heap");
  ASSERT_EQ(mkfifo(path("a.1.1.i1.heap").c_str(), 0600), 0);
  const Outcome outcome = run({"top", folder_});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("app+0x"));
}

TEST_F(Promises, WhatTheRecorderLostIsTold) {
  write_dump("a.1.0.f.heap");
  std::ofstream(path("a.1.0.f.heap"), std::ios::app)
      << "\n# jescope_record samples=10 lost=3 own_memory=4096 unknown_stacks=2\n";
  const std::string dump = path("a.1.0.f.heap");
  EXPECT_THAT(
      run({"top", dump}).errors,
      HasSubstr("a.1.0.f.heap: expected room for all samples, got none for 3 of them; they "
                "are left out\nhint: jescope record --max-memory BYTES gives more, --sample "
                "BYTES takes fewer\n"));
  EXPECT_THAT(run({"top", dump}).errors,
              HasSubstr("a.1.0.f.heap: expected stacks for 10 samples, got none for 2 of them\n"));
  EXPECT_THAT(run({"info", dump}).output,
              HasSubstr("recorder   10 samples, 4.0 KiB of memory for itself, 3 lost, 2 without "
                        "known stack\n"));
}

TEST_F(Promises, OneUnreadableDumpOfSeveralProcessesCostsOnlyItself) {
  write_dump("a.1.0.f.heap");
  write_dump("a.2.0.f.heap");
  std::ofstream(path("a.3.0.f.heap")) << "no dump at all\n";
  const Outcome outcome = run({"export", "--to", "folded", path("a.1.0.f.heap"),
                               path("a.2.0.f.heap"), path("a.3.0.f.heap")});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr(" 2000\n"));
  EXPECT_THAT(outcome.errors, HasSubstr("a.3.0.f.heap"));
}

TEST_F(Promises, OutputKeepsThePermissionsOfTheFileItReplaces) {
  write_dump("x.heap");
  std::ofstream(path("out")) << "old";
  ASSERT_EQ(chmod(path("out").c_str(), 0640), 0);
  EXPECT_EQ(run({"top", path("x.heap"), "-o", path("out")}).exit_status, 0);
  EXPECT_EQ(static_cast<int>(fs::status(path("out")).permissions()), 0640);
  EXPECT_GT(fs::file_size(path("out")), 3u);
}

TEST_F(Promises, OutputThroughALinkReplacesWhatItLeadsTo) {
  write_dump("x.heap");
  std::ofstream(path("real")) << "old";
  fs::create_symlink("real", path("link"));
  EXPECT_EQ(run({"top", path("x.heap"), "-o", path("link")}).exit_status, 0);
  EXPECT_TRUE(fs::is_symlink(path("link")));
  EXPECT_GT(fs::file_size(path("real")), 3u);
}

TEST_F(Promises, InfoTellsOfStacksThatWereCut) {
  write_dump("deep.heap", 128);
  write_dump("shallow.heap", 127);
  EXPECT_THAT(run({"info", path("deep.heap")}).output, HasSubstr("cut at 128 frames"));
  EXPECT_THAT(run({"info", path("shallow.heap")}).output, testing::Not(HasSubstr("cut at")));
}

}  // namespace
}  // namespace jescope
