// SPDX-License-Identifier: Apache-2.0
//
// Whole commands on a dump of this very process, whose debug information is at
// hand: every answer that shows source files or lines has them, also where the
// run is told to leave inlined functions out and a symbol table would do.
#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/script.h"
#include "tests/support/temp_path.h"
#include "tests/unit/cli/own_dump.h"

// Outside of every namespace, so that its linker name is what it is called.
extern "C" __attribute__((noinline)) int jescope_test_allocate(int count) {
  volatile int sum = 0;
  for (int i = 0; i < count; ++i) sum = sum + i;
  return sum;
}

namespace jescope {
namespace {

std::string dump_of_this_process() {
  return dump_of_function(reinterpret_cast<uintptr_t>(&jescope_test_allocate));
}

class OwnDump : public testing::Test {
 protected:
  void SetUp() override { std::ofstream(path_) << dump_of_this_process(); }
  void TearDown() override { std::filesystem::remove(path_); }

  Outcome run(std::vector<std::string> arguments, const Surroundings& surroundings = {}) const {
    arguments.push_back(path_);
    return run_command_line(arguments, surroundings);
  }

  const std::string path_ = temp_path("own.heap");
};

struct ViewCase {
  const char* name;
  std::vector<std::string> arguments;
};

// Prints the row by its name, not by its bytes.
void PrintTo(const ViewCase& row, std::ostream* out) {
  *out << row.name;
}

class Lines : public OwnDump, public testing::WithParamInterface<ViewCase> {};

TEST_P(Lines, AreThere) {
  const Outcome outcome = run(GetParam().arguments);
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_NE(outcome.output.find("named_places_test.cc"), std::string::npos) << outcome.output;
}

INSTANTIATE_TEST_SUITE_P(
    Views, Lines,
    testing::Values(
        ViewCase{"top_by_line", {"top", "--by", "line"}},
        ViewCase{"top_by_line_folded", {"top", "--no-inlines", "--by", "line"}},
        ViewCase{"top_by_file_folded", {"top", "--no-inlines", "--by", "file"}},
        ViewCase{"top_json", {"top", "--no-inlines", "--format", "json"}},
        ViewCase{"top_csv", {"top", "--no-inlines", "--format", "csv"}},
        ViewCase{"tree_by_line", {"tree", "--no-inlines", "--by", "line"}},
        ViewCase{"traces_by_line", {"traces", "--no-inlines", "--by", "line"}},
        ViewCase{"traces_json", {"traces", "--no-inlines", "--format", "json"}},
        ViewCase{"traces_csv", {"traces", "--no-inlines", "--by", "line", "--format", "csv"}},
        ViewCase{"peek_by_line", {"peek", "--no-inlines", "--by", "line", "jescope_test"}},
        ViewCase{"list", {"list", "jescope_test"}},
        ViewCase{"list_folded", {"list", "--no-inlines", "jescope_test"}},
        ViewCase{"list_where_built", {"list", "--source-where-built", "jescope_test"}},
        ViewCase{"folded_by_line", {"export", "--to", "folded", "--no-inlines", "--by", "line"}},
        ViewCase{"callgrind", {"export", "--to", "callgrind", "--no-inlines"}},
        ViewCase{"json", {"export", "--to", "json", "--no-inlines"}}),
    [](const auto& row) { return std::string(row.param.name); });

class Functions : public OwnDump, public testing::WithParamInterface<ViewCase> {};

TEST_P(Functions, AreThere) {
  const Outcome outcome = run(GetParam().arguments);
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  EXPECT_EQ(outcome.errors, "");
  EXPECT_NE(outcome.output.find("jescope_test_allocate"), std::string::npos) << outcome.output;
}

INSTANTIATE_TEST_SUITE_P(
    Views, Functions,
    testing::Values(
        ViewCase{"top", {"top"}}, ViewCase{"top_folded", {"top", "--no-inlines"}},
        ViewCase{"tree_folded", {"tree", "--no-inlines"}},
        ViewCase{"traces_folded", {"traces", "--no-inlines"}},
        ViewCase{"peek_folded", {"peek", "--no-inlines", "jescope_test"}},
        // A filter on source files needs them, whatever is shown.
        ViewCase{"focus_on_a_file", {"top", "--no-inlines", "--focus", "named_places_test[.]cc"}},
        ViewCase{"show_a_file", {"tree", "--no-inlines", "--show", "named_places_test[.]cc"}},
        ViewCase{"without_cache", {"top", "--no-cache"}}),
    [](const auto& row) { return std::string(row.param.name); });

// The lines of this file around the function, from below `--source-root`.
TEST_F(OwnDump, ListShowsItsSource) {
  const Outcome outcome =
      run({"list", "--source-root", "tests", "--unit", "B", "jescope_test_allocate"});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors;
  const std::string& text = outcome.output;
  EXPECT_NE(text.find("self 4,096 B (100.0%), cumulative 4,096 B (100.0%)\n"), std::string::npos)
      << text;
  EXPECT_NE(text.find("int jescope_test_allocate(int count) {\n"), std::string::npos) << text;
  EXPECT_NE(text.find("  volatile int sum = 0;\n"), std::string::npos) << text;
}

TEST_F(OwnDump, ThePromptShowsItsSource) {
  Surroundings surroundings;
  Script prompt({"list jescope_test_allocate"});
  surroundings.shell_console = &prompt;
  const Outcome outcome = run({"shell", "--source-root", "tests"}, surroundings);
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors << prompt.errors;
  EXPECT_NE(prompt.output.find("int jescope_test_allocate(int count) {\n"), std::string::npos)
      << prompt.output;
}

TEST_F(OwnDump, ListTellsWhichSourceIsMissing) {
  const Outcome unasked = run({"list", "jescope_test_allocate"});
  EXPECT_NE(unasked.errors.find("named_places_test.cc is not looked for\n"
                                "hint: --source-root DIR"),
            std::string::npos)
      << unasked.errors;
  EXPECT_NE(unasked.output.find("  named_places_test.cc:"), std::string::npos) << unasked.output;
  const Outcome missing = run({"list", "--source-root", "testdata/empty", "jescope_test_allocate"});
  EXPECT_NE(missing.errors.find("named_places_test.cc is not found here\n"), std::string::npos)
      << missing.errors;
}

TEST_F(OwnDump, SymbolsOfItAreWhole) {
  const Outcome outcome = run({"symbols", "--fail-below", "100%"});
  EXPECT_EQ(outcome.exit_status, 0) << outcome.errors << outcome.output;
  EXPECT_EQ(outcome.errors, "");
  EXPECT_NE(outcome.output.find("DWARF"), std::string::npos) << outcome.output;
  EXPECT_NE(outcome.output.find("named 100.0% of live bytes, 100.0% of places; with lines 100.0% "
                                "of live bytes, 100.0% of places\n"),
            std::string::npos)
      << outcome.output;
}

TEST_F(OwnDump, TheGateBreaksWithTheReport) {
  const Outcome outcome =
      run({"symbols", "--fail-below", "90%", "--sysroot", "testdata/empty", "--quiet"});
  EXPECT_EQ(outcome.exit_status, kBrokenGate);
  EXPECT_EQ(outcome.errors, "jescope: expected at least 90% of the live bytes named, got 0.0%\n");
  EXPECT_NE(outcome.output.find("not found here"), std::string::npos) << outcome.output;
}

TEST_F(OwnDump, MissingNamesPointToSymbols) {
  const Outcome outcome = run({"top", "--sysroot", "testdata/empty"});
  EXPECT_EQ(outcome.errors,
            "jescope: names: none of the bytes have a function name\n"
            "hint: jescope symbols --sysroot testdata/empty " +
                path_ + " tells why, and what mends it\n");
}

TEST_F(OwnDump, TheSecondAnswerIsTheFirst) {
  Surroundings surroundings;
  surroundings.cache_dir = temp_path("cache");
  const Outcome first = run({"top", "--by", "line"}, surroundings);
  const Outcome second = run({"top", "--by", "line"}, surroundings);
  std::filesystem::remove_all(surroundings.cache_dir);
  EXPECT_EQ(first.exit_status, 0) << first.errors;
  EXPECT_EQ(first.output, second.output);
  EXPECT_EQ(first.errors, second.errors);
}

}  // namespace
}  // namespace jescope
