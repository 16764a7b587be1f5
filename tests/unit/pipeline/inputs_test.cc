// SPDX-License-Identifier: Apache-2.0
//
// Files below the folder for temporary files: what arguments stand for is a
// question to the file system.
#include "pipeline/inputs/inputs.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "jescope/pipeline/run.h"
#include "pipeline/inputs/dump_choice.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

class Files : public testing::Test {
 protected:
  void SetUp() override {
    before_ = fs::current_path();
    folder_ = temp_path("inputs");
    fs::remove_all(folder_);
    fs::create_directory(folder_);
    fs::current_path(folder_);
  }
  void TearDown() override {
    fs::current_path(before_);
    fs::remove_all(folder_);
  }

  // Writes a dump of `live_bytes`; each process has an address space of its own.
  static void write_dump(const std::string& path, int live_bytes, int process = 0) {
    const std::string counts = "1: " + std::to_string(live_bytes) + " [0: 0]";
    const std::string base = std::to_string(process + 1);
    std::ofstream(path) << "heap_v2/1\n  t*: " << counts << "\n@ 0x" << base
                        << "010\n  t*: " << counts << "\n\nMAPPED_LIBRARIES:\n"
                        << base << "000-" << base << "100 r-xp 00000000 fe:00 1 /opt/app\n"
                        << base << "800-" << base << "900 rw-p 00000000 00:00 0 [stack]\n";
  }
  static void write_text(const std::string& path, const std::string& text) {
    std::ofstream(path) << text;
  }

  fs::path before_;
  fs::path folder_;
};

Request request_of(std::vector<std::string> inputs) {
  Request request;
  request.inputs = std::move(inputs);
  return request;
}

// "program: dumps".
std::string inputs_text(const std::vector<std::string>& arguments,
                        const std::string& program = "") {
  Request request = request_of(arguments);
  request.program = program;
  const Result<Inputs> inputs = find_inputs(request);
  if (!inputs.ok()) return to_text(inputs.error());
  std::string text = inputs->program + ":";
  for (const std::string& dump : inputs->dumps) text += " " + dump;
  return text;
}

TEST_F(Files, FirstElfFileIsTheProgram) {
  write_text("app",
             "\x7f"
             "ELF\x02");
  write_text("a.heap", "");
  EXPECT_EQ(inputs_text({"app", "a.heap"}), "app: a.heap");
  EXPECT_EQ(inputs_text({"app", "a.heap"}, "app"), "app: a.heap");
  EXPECT_EQ(inputs_text({"app", "a.heap"}, "other"),
            "--program: expected an ELF file, got other\n");
  EXPECT_EQ(inputs_text({"a.heap", "app"}), ": a.heap app");
  EXPECT_EQ(inputs_text({"app"}), ": app");
  EXPECT_EQ(inputs_text({"app", "-"}), "app: -");
}

TEST_F(Files, FolderStandsForItsDumps) {
  fs::create_directory("dumps");
  const fs::file_time_type one_time = fs::last_write_time("dumps");
  for (const char* name : {"b.heap", "a.heap.gz", "c.heap.zst", "notes.txt", "d.heap~"}) {
    write_text(std::string("dumps/") + name, "");
    fs::last_write_time(std::string("dumps/") + name, one_time);
  }
  fs::create_directory("dumps/deeper");
  write_text("dumps/deeper/e.heap", "");
  EXPECT_EQ(inputs_text({"dumps"}), ": dumps/a.heap.gz dumps/b.heap dumps/c.heap.zst");
}

TEST_F(Files, MistakesAreToldAtOnce) {
  fs::create_directory("empty");
  write_text("app",
             "\x7f"
             "ELF\x02");
  EXPECT_EQ(inputs_text({"none.heap"}),
            "none.heap: expected a heap dump or a folder of dumps, got no such file\n");
  write_text("a.heap", "");
  EXPECT_EQ(inputs_text({"bin/app", "a.heap"}),
            "bin/app: expected a program or a heap dump, got no such file\n"
            "hint: leave the program out: the dump itself says which it is of\n");
  EXPECT_EQ(inputs_text({"none.heap", "a.heap"}),
            "none.heap: expected a heap dump or a folder of dumps, got no such file\n");
  EXPECT_EQ(inputs_text({"empty"}), "empty: expected *.heap files in the folder, got none\n");
}

// Whether anybody answers there is seen when it is fetched.
TEST_F(Files, UrlIsNoFile) {
  EXPECT_EQ(inputs_text({"https://host/x.heap"}), ": https://host/x.heap");
  EXPECT_EQ(inputs_text({"host:80/x.heap"}),
            "host:80/x.heap: expected a heap dump or a folder of dumps, got no such file\n"
            "hint: http://host:80/x.heap would be a running program's\n");
}

TEST_F(Files, WhatIsNamedForSymbolsMustBeThere) {
  write_text("a.heap", "");
  fs::create_directory("folder");
  Request request = request_of({"a.heap"});
  request.symbol_dirs = {"folder", "a.heap"};
  EXPECT_TRUE(find_inputs(request).ok());
  request.symbol_dirs = {"folder", "nodir"};
  EXPECT_EQ(to_text(find_inputs(request).error()),
            "--symbols: expected a folder or an ELF file, got nodir\n");
  request = request_of({"a.heap"});
  request.live_process = 1;
  EXPECT_TRUE(find_inputs(request).ok());
  request.live_process = 999999999;
  EXPECT_EQ(to_text(find_inputs(request).error()),
            "--pid: expected a running process, got none with number 999999999\n");
  EXPECT_EQ(find_inputs(request).error().code, ErrorCode::kUnreadable);
}

// The live bytes of the chosen dumps; processes are parted by '|'.
struct Choice {
  std::string bytes;
  std::string diagnostics;
};

Choice choose(const std::vector<std::string>& paths, std::optional<MergeRule> merge = {}) {
  Diagnostics diagnostics;
  const Result<std::vector<ChosenDumps>> chosen = choose_dumps(paths, merge, diagnostics);
  if (!chosen.ok()) return {to_text(chosen.error()), to_text(diagnostics)};
  std::string bytes;
  for (const ChosenDumps& process : *chosen) {
    if (!bytes.empty()) bytes += " |";
    for (const Dump& dump : process) {
      bytes += (bytes.empty() ? "" : " ") + std::to_string(dump.header_counts.live_bytes);
    }
  }
  return {bytes, to_text(diagnostics)};
}

TEST_F(Files, NewestOfASeries) {
  write_dump("j.7.9.i9.heap", 90);
  write_dump("j.7.10.i10.heap", 100);
  const Choice choice = choose({"j.7.10.i10.heap", "j.7.9.i9.heap"});
  EXPECT_EQ(choice.bytes, "100");
  EXPECT_NE(choice.diagnostics.find("note: j.7.10.i10.heap: is used, the newest of 2 dumps of j, "
                                    "process 7"),
            std::string::npos)
      << choice.diagnostics;
}

TEST_F(Files, OneDumpNeedsNoNote) {
  write_dump("j.7.9.i9.heap", 90);
  EXPECT_EQ(choose({"j.7.9.i9.heap"}).bytes, "90");
  EXPECT_EQ(choose({"j.7.9.i9.heap"}).diagnostics, "");
}

TEST_F(Files, EmptiedFinalDumpIsPassedOver) {
  write_dump("j.7.1.i1.heap", 1000);
  write_dump("j.7.2.f.heap", 899);
  const std::vector<std::string> dumps = {"j.7.1.i1.heap", "j.7.2.f.heap"};
  const Choice choice = choose(dumps);
  EXPECT_EQ(choice.bytes, "1000");
  EXPECT_EQ(choice.diagnostics,
            "note: j.7.2.f.heap: is left out: exit handlers have freed memory before it, 899 B of "
            "1,000 B are left; j.7.1.i1.heap is used, the newest before it of 2 dumps of j, "
            "process 7\n"
            "hint: name the final dump alone to use it all the same; jescope trend tells what "
            "grows\n");
  EXPECT_EQ(choose({"j.7.2.f.heap"}).bytes, "899");
  write_dump("j.7.2.f.heap", 900);
  EXPECT_EQ(choose(dumps).bytes, "900");
}

// In containers a process that begins again has the number of the one before.
TEST_F(Files, FinalDumpOfAnotherProcessIsNotEmptied) {
  write_dump("j.1.1.i1.heap", 1000, 0);
  write_dump("j.1.2.f.heap", 10, 1);
  EXPECT_EQ(choose({"j.1.1.i1.heap", "j.1.2.f.heap"}).bytes, "10");
}

TEST_F(Files, SmallIntervalDumpIsNotEmptied) {
  write_dump("j.7.1.i1.heap", 1000);
  write_dump("j.7.2.i2.heap", 1);
  EXPECT_EQ(choose({"j.7.1.i1.heap", "j.7.2.i2.heap"}).bytes, "1");
}

TEST_F(Files, UnreadableNewestIsPassedOver) {
  write_dump("j.7.1.i1.heap", 10);
  write_text("j.7.2.i2.heap", "");
  const Choice choice = choose({"j.7.1.i1.heap", "j.7.2.i2.heap"});
  EXPECT_EQ(choice.bytes, "10");
  EXPECT_NE(choice.diagnostics.find("warning: j.7.2.i2.heap: expected a jemalloc heap dump, got an "
                                    "empty file; the dump before it is used"),
            std::string::npos)
      << choice.diagnostics;
}

TEST_F(Files, MergeTakesAllInTheOrderOfTheirNumbers) {
  write_dump("j.7.9.i9.heap", 90);
  write_dump("j.7.10.i10.heap", 100);
  EXPECT_EQ(choose({"j.7.10.i10.heap", "j.7.9.i9.heap"}, MergeRule::kAverage).bytes, "90 100");
}

TEST_F(Files, ProcessesAreKeptApart) {
  write_dump("j.7.1.i1.heap", 10, 0);
  write_dump("j.8.1.i1.heap", 20, 1);
  const Choice choice = choose({"j.7.1.i1.heap", "j.8.1.i1.heap"});
  EXPECT_EQ(choice.bytes, "10 | 20");
  EXPECT_EQ(choice.diagnostics, "");
}

TEST_F(Files, CopyWithoutANumberIsOfTheSameProcess) {
  write_dump("copy.heap", 10);
  write_dump("j.7.1.i1.heap", 10);
  EXPECT_EQ(choose({"copy.heap", "j.7.1.i1.heap"}).bytes, "10");
  EXPECT_EQ(choose({"j.7.1.i1.heap", "copy.heap"}).bytes, "10");
}

TEST_F(Files, ChildrenHaveTheMapOfTheirParent) {
  write_dump("j.7.1.i1.heap", 10);
  write_dump("j.8.1.i1.heap", 20);
  EXPECT_EQ(choose({"j.7.1.i1.heap", "j.8.1.i1.heap"}).bytes, "10 | 20");
}

TEST_F(Files, OwnNamesOfOneProcess) {
  write_dump("before.heap", 10);
  write_dump("after.heap", 20);
  write_dump("other.heap", 40, 1);
  const Choice choice = choose({"before.heap", "after.heap", "other.heap"});
  EXPECT_EQ(choice.bytes, "20 | 40");
  EXPECT_EQ(
      choice.diagnostics,
      "note: after.heap: is of the same process as before.heap; the later argument is used\n"
      "hint: jescope trend tells what grows over them; --merge avg, max or sum combines them\n");
}

TEST_F(Files, ThreadsAreAddedToTheReportOnlyWhenChosen) {
  write_text("t.heap",
             "heap_v2/1\n  t*: 2: 30 [0: 0]\n  t1: 1: 10 [0: 0] low 1\n  t2: 1: 20 [0: 0]\n"
             "@ 0x1010\n  t*: 2: 30 [0: 0]\n  t1: 1: 10 [0: 0]\n  t2: 1: 20 [0: 0]\n"
             "\nMAPPED_LIBRARIES:\n1000-2000 r-xp 00000000 fe:00 1 /opt/none/app\n");
  const auto folded = [](const std::vector<std::string>& threads) {
    Request request = request_of({"t.heap"});
    request.command = Command::kExport;
    request.threads = threads;
    request.sysroot = ".";
    Diagnostics diagnostics;
    const Result<Report> text = run(request, diagnostics);
    return text.ok() ? text->text : to_text(text.error());
  };
  EXPECT_EQ(folded({}), "app+0x100f 30\n");
  EXPECT_EQ(folded({"2"}), "app+0x100f 20\n");
  EXPECT_EQ(folded({"^low"}), "app+0x100f 10\n");
  EXPECT_EQ(folded({"1", "2"}), "app+0x100f 30\n");
  EXPECT_EQ(folded({"["}),
            "--thread: expected a regular expression (RE2 syntax), got \"[\": missing ]: [\n");
}

}  // namespace
}  // namespace jescope
