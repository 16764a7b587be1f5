// SPDX-License-Identifier: Apache-2.0
//
// Whole command lines of jeprof, by what its scripts look at.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>

#include "cli/command_line.h"
#include "tests/support/temp_path.h"
#include "tests/unit/cli/own_dump.h"

// Outside of every namespace, so that its linker name is what it is called.
extern "C" __attribute__((noinline)) int jescope_test_jeprof(int count) {
  volatile int sum = 0;
  for (int i = 0; i < count; ++i) sum = sum + i;
  return sum;
}

// Where the linker has put the program's first byte.
extern "C" const char __executable_start;

namespace jescope {
namespace {

class JeprofCommand : public testing::Test {
 protected:
  void SetUp() override {
    std::ofstream(path_) << dump_of_function(reinterpret_cast<uintptr_t>(&jescope_test_jeprof));
  }
  void TearDown() override { std::filesystem::remove(path_); }

  Outcome run(std::vector<std::string> arguments) const {
    arguments.insert(arguments.begin(), "jeprof");
    return run_command_line(arguments, {});
  }

  const std::string path_ = temp_path("jeprof.heap");
};

TEST_F(JeprofCommand, PrintsTheTable) {
  const Outcome outcome = run({"--text", "--show_bytes", "/proc/self/exe", path_});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.output,
            "Total: 4096 B\n    4096 100.0% 100.0%     4096 100.0% jescope_test_jeprof\n");
  EXPECT_NE(outcome.errors.find("Using local file " + path_ + ".\n"), std::string::npos);
}

TEST_F(JeprofCommand, AddsUpWhateverItIsGiven) {
  EXPECT_EQ(run({"--show_bytes", path_, path_}).output.substr(0, 14), "Total: 8192 B\n");
}

TEST_F(JeprofCommand, OfTheSameTwiceThereIsNoChange) {
  const Outcome outcome = run({"--base", path_, path_});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.output, "");
}

TEST_F(JeprofCommand, ListsNoChanges) {
  const Outcome outcome = run({"--list=main", "--base", path_, path_ + ".missing"});
  EXPECT_EQ(outcome.exit_status, 1);
  EXPECT_EQ(outcome.output, "");
  EXPECT_NE(outcome.errors.find("--base: expected none beside --list and --disasm, got one"),
            std::string::npos)
      << "before any dump is read: " << outcome.errors;
}

TEST_F(JeprofCommand, GraphsWithoutNodesFail) {
  const Outcome outcome = run({"--dot", "--focus=nothing_is_called_so", path_});
  EXPECT_EQ(outcome.exit_status, 1);
  EXPECT_EQ(outcome.output, "");
  EXPECT_NE(outcome.errors.find("No nodes to print"), std::string::npos) << outcome.errors;
}

TEST_F(JeprofCommand, MistakesEndInOne) {
  EXPECT_EQ(run({"--nope", path_}).exit_status, 1);
  EXPECT_EQ(run({"--focus=(", path_}).exit_status, 1);
  EXPECT_EQ(run({path_ + ".missing"}).exit_status, 1);
  EXPECT_EQ(run({}).exit_status, 1);
}

TEST_F(JeprofCommand, ListsSourceAndInstructions) {
  const Outcome list = run({"--list=jescope_test_jeprof", "--show_bytes", path_});
  EXPECT_EQ(list.exit_status, 0) << list.errors;
  EXPECT_EQ(list.output.find("ROUTINE ====================== jescope_test_jeprof in "), 0u)
      << list.output;
  EXPECT_NE(list.output.find("  4096   4096 Total B (flat / cumulative)\n"), std::string::npos);
  EXPECT_NE(list.output.find("volatile int sum = 0;"), std::string::npos) << list.output;
  const Outcome code = run({"--disasm=jescope_test_jeprof", "--show_bytes", path_});
  EXPECT_NE(code.output.find("  4096   4096 B (flat, cumulative) 100.0% of total\n"),
            std::string::npos)
      << code.output;
  const Outcome nothing = run({"--list=nothing_is_called_so", path_});
  EXPECT_EQ(nothing.exit_status, 0);
  EXPECT_EQ(nothing.output, "");
  EXPECT_NE(nothing.errors.find("no function with code matches"), std::string::npos)
      << nothing.errors;
}

TEST_F(JeprofCommand, DrawsItself) {
  EXPECT_EQ(run({"--svg", path_}).output.substr(0, 5), "<?xml");
  EXPECT_EQ(run({"--pdf", path_}).output.substr(0, 5), "%PDF-");
  EXPECT_EQ(run({"--ps", path_}).output.substr(0, 4), "%!PS");
  EXPECT_EQ(run({"--gif", path_}).output.substr(0, 4), "GIF8");
}

TEST_F(JeprofCommand, KeepsNamesInRawDumps) {
  const Outcome raw = run({"--raw", path_});
  EXPECT_EQ(raw.output.substr(0, 10), "--- symbol") << raw.errors;
  const std::string copy = temp_path("raw.heap");
  std::ofstream(copy) << raw.output;
  EXPECT_EQ(run({"--text", "--show_bytes", "--sysroot=/nowhere", copy}).exit_status, 1);
  EXPECT_EQ(run({"--text", "--show_bytes", copy}).output,
            run({"--text", "--show_bytes", path_}).output);
  std::filesystem::remove(copy);
}

// Of a program whose map the dump lacks: where it was linked for.
TEST_F(JeprofCommand, AnAddedLibraryNamesAddresses) {
  const auto function = reinterpret_cast<uintptr_t>(&jescope_test_jeprof);
  const auto base = reinterpret_cast<uintptr_t>(&__executable_start);
  const std::string path = temp_path("added.heap");
  std::ofstream(path) << fmt::format(
      "heap_v2/1\n  t*: 1: 64 [0: 0]\n@ {:#x}\n  t*: 1: 64 [0: 0]\n\nMAPPED_LIBRARIES:\n",
      function - base + 5);
  EXPECT_EQ(run({"--show_bytes", path}).output.find("jescope_test_jeprof"), std::string::npos);
  const Outcome named = run({"--show_bytes", "--add_lib=/proc/self/exe", path});
  EXPECT_NE(named.output.find("jescope_test_jeprof"), std::string::npos)
      << named.output << named.errors;
  std::filesystem::remove(path);
}

TEST_F(JeprofCommand, PrintsItsHelpAndVersion) {
  const Outcome help = run({"--help"});
  EXPECT_EQ(help.exit_status, 0);
  EXPECT_NE(help.output.find("--nodefraction"), std::string::npos);
  EXPECT_EQ(run({"--version"}).output.substr(0, 18), "jeprof of jescope ");
}

TEST_F(JeprofCommand, APatternIsTriedOnShortNames) {
  EXPECT_NE(run({"--focus=^jescope_test_jeprof$", path_}).output, "");
  EXPECT_EQ(run({"--ignore=^jescope_test_jeprof$", path_}).output, "Total: 0.0 MB\n");
}

// A copy under another name, with and without names, is the same process.
TEST_F(JeprofCommand, ADumpThatBringsItsNamesMeetsOneThatDoesNot) {
  const std::string folder = temp_path("named");
  std::filesystem::create_directory(folder);
  const std::string raw = folder + "/jeprof.out.77.3.i3.heap";
  const std::string named = folder + "/copy.77.3.i3.heap";
  std::filesystem::copy_file(path_, raw);
  std::ofstream(named) << run({"--raw", path_}).output;
  EXPECT_EQ(run({"--show_bytes", "--base", raw, named, "--sysroot", folder}).output, "");
  EXPECT_EQ(run({"--show_bytes", "--base", named, raw, "--sysroot", folder}).output, "");
  std::filesystem::remove_all(folder);
}

TEST_F(JeprofCommand, APatternIsNotTriedOnParameters) {
  const Outcome outcome = run({"--focus=int", "--show_bytes", path_});
  EXPECT_EQ(outcome.output, "Total: 4096 B\n");
}

TEST_F(JeprofCommand, AScriptThatStartsTheProgramIsNone) {
  const std::string script = temp_path("java");
  std::ofstream(script) << "#!/bin/sh\nexec java\n";
  EXPECT_EQ(run({"--show_bytes", script, path_}).output.substr(0, 14), "Total: 4096 B\n");
  std::filesystem::remove(script);
}

}  // namespace
}  // namespace jescope
