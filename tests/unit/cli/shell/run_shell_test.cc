// SPDX-License-Identifier: Apache-2.0
//
// Whole scripts on dumps of the project: what is answered, and what a mistake does
// to the lines behind it.
#include "cli/shell/run_shell.h"

#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <vector>

#include "tests/support/script.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

using testing::HasSubstr;
using testing::Not;

constexpr const char* kDump = "testdata/dumps/rocksdb_leak.5599.18.i18.heap";
constexpr const char* kOlderDump = "testdata/dumps/rocksdb_leak.5599.2.i2.heap";

ShellStart start_with(const std::string& dump, ShellDialect dialect = ShellDialect::kJescope) {
  ShellStart start;
  start.request.command = Command::kShell;
  start.request.inputs = {dump};
  start.request.sysroot = "testdata/empty";
  start.dialect = dialect;
  return start;
}

void run(Script& script, const ShellStart& start = start_with(kDump)) {
  const Result<Done> done = run_shell(start, script, [] {});
  EXPECT_TRUE(done.ok()) << done.error().message;
}

TEST(Shell, AnswersEveryLine) {
  Script script({"top2", "tree 3", "traces1", "peek Scan", "info", "symbols"});
  run(script);
  EXPECT_EQ(script.errors, "");
  EXPECT_THAT(script.output, HasSubstr("190.0 MiB  88.4%  88.4%"));
  EXPECT_THAT(script.output, HasSubstr("lg_prof_sample:12"));
  EXPECT_THAT(script.output, HasSubstr("librocksdb.so.7.8.3"));
}

TEST(Shell, AppliesFocusAndIgnoreOfTop) {
  Script focused({"top Scan"});
  run(focused);
  EXPECT_THAT(focused.output, HasSubstr("total 14.6 MiB ± 187.2 KiB selected of 214.9 MiB"));
  Script ignored({"top -Scan"});
  run(ignored);
  EXPECT_THAT(ignored.output, Not(HasSubstr("LeakyReader")));
}

TEST(Shell, GoesOnBehindMistakes) {
  Script script({"tpo", "top --nope", "focus (", "list", "top1"});
  run(script);
  EXPECT_EQ(script.errors,
            "Unknown command: try 'help'.\n"
            "jescope: top: expected --cum, --lines, --functions, --files or --addresses, got "
            "--nope\nhint: help top\n"
            "jescope: --focus: expected a regular expression (RE2 syntax), got \"(\": missing ): "
            "(\n"
            "jescope: list: expected a regular expression, got none\nhint: list main\n");
  EXPECT_THAT(script.output, HasSubstr("AllocateNewBlock"));
}

TEST(Shell, HintsCanBeTypedAtThePrompt) {
  Script script({"peek nowhere", "list nowhere", "disasm nowhere", "top nowhere", "top0"});
  run(script);
  EXPECT_EQ(script.errors,
            "jescope: peek: no function matches \"nowhere\"\nhint: top0 lists all functions\n"
            "jescope: list: no function matches \"nowhere\"\nhint: top0 lists all functions\n"
            "jescope: REGEX: no function with code matches \"nowhere\"\n"
            "hint: top0 lists all functions\n"
            "jescope: filters: no stack is left to show\n"
            "hint: patterns are tried on functions and source files\n");
}

TEST(Shell, KeepsSettingsUntilReset) {
  Script script(
      {"metric inuse_objects", "unit KiB", "focus Scan", "show options", "reset", "show options"});
  run(script);
  EXPECT_EQ(script.output,
            "metric  inuse_objects\nunit    KiB\nfocus   Scan\nignore  \n"
            "metric  inuse_space\nunit    auto\nfocus   \nignore  \n");
}

TEST(Shell, EndsAtQuit) {
  Script script({"quit", "top"});
  run(script);
  EXPECT_EQ(script.output, "");
}

TEST(Shell, PromptsPeopleOnly) {
  Script person({""});
  person.interactive = true;
  run(person);
  EXPECT_THAT(person.errors, testing::EndsWith("(jescope) (jescope) "));
  Script script({""});
  run(script);
  EXPECT_EQ(script.errors, "");
  EXPECT_EQ(person.output + script.output, "");
}

TEST(Shell, WritesAnswersToFiles) {
  const std::string path = temp_path("shell.svg");
  Script script({"graph " + path, "top1 > " + path + ".txt", "top > /no/such/folder/x"});
  run(script);
  EXPECT_EQ(script.output, "");
  std::ostringstream picture;
  picture << std::ifstream(path).rdbuf();
  EXPECT_THAT(picture.str(), HasSubstr("</svg>"));
  std::ostringstream table;
  table << std::ifstream(path + ".txt").rdbuf();
  EXPECT_THAT(table.str(), HasSubstr("AllocateNewBlock"));
  EXPECT_THAT(script.errors, HasSubstr("jescope: wrote " + path + " ("));
  EXPECT_THAT(script.errors, HasSubstr("jescope: /no/such/folder"));
  std::filesystem::remove(path);
  std::filesystem::remove(path + ".txt");
}

TEST(Shell, OpensViewersByName) {
  Script web({"web Scan"});
  run(web);
  EXPECT_THAT(web.viewed, testing::StartsWith("browser .svg <?xml"));
  EXPECT_THAT(web.errors, HasSubstr("wrote /tmp/answer ("));
  Script callgrind({"callgrind"});
  run(callgrind);
  EXPECT_THAT(callgrind.viewed, HasSubstr("kcachegrind .callgrind # callgrind format"));
}

TEST(Shell, ComparesWithABase) {
  ShellStart start = start_with(kDump);
  start.request.comparison.base = {kOlderDump};
  Script script({"top1", "top1 Scan", "folded", "info"});
  run(script, start);
  EXPECT_THAT(script.output, HasSubstr("change of live bytes"));
  EXPECT_THAT(script.errors, HasSubstr("info: expected dumps without --base, got a comparison"));
}

TEST(Shell, OffersFunctionNames) {
  Script script({});
  run(script);
  EXPECT_THAT(script.function_names,
              testing::Contains("rocksdb::BlockFetcher::GetBlockContents()"));
  EXPECT_TRUE(std::ranges::is_sorted(script.function_names));
}

TEST(Shell, NeedsDumps) {
  Script script({"top"});
  const Result<Done> missing = run_shell(start_with("no_such.heap"), script, [] {});
  ASSERT_FALSE(missing.ok());
  EXPECT_EQ(missing.error().code, ErrorCode::kUnreadable);
  const Result<Done> input = run_shell(start_with("-"), script, [] {});
  ASSERT_FALSE(input.ok());
  EXPECT_EQ(input.error().code, ErrorCode::kUsage);
}

TEST(Shell, EndsWhereNobodyReads) {
  Script script({"top1", "top1"});
  script.can_print = false;
  const Result<Done> done = run_shell(start_with(kDump), script, [] {});
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().code, ErrorCode::kUnwritable);
}

TEST(JeprofShell, TellsSumsBeforeAnswers) {
  Script script({"top1 Scan -Worker", "top1", "list Scan > /dev/null"});
  run(script, start_with(kDump, ShellDialect::kJeprof));
  EXPECT_THAT(script.output, testing::StartsWith("Total: 214.9 MB\n"
                                                 "After focusing on 'Scan': 14.6 MB of 214.9 "
                                                 "(6.8%)\n"
                                                 "After ignoring 'Worker': 0.0 MB of 214.9 "
                                                 "(0.0%)\n"));
  EXPECT_THAT(script.errors, testing::StartsWith("Welcome to jeprof!  For help, type 'help'.\n"
                                                 "(jeprof) "));
  EXPECT_THAT(script.errors, HasSubstr("Ignoring samples in call stacks that match 'Worker'\n"));
}

ShellStart jeprof_start() {
  ShellStart start = start_with(kDump, ShellDialect::kJeprof);
  start.request.command = Command::kJeprof;
  start.request.jeprof.emplace();
  start.request.rows = 1;  // --nodecount, which is of graphs
  return start;
}

TEST(JeprofShell, PrintsItsOwnTable) {
  Script script({"top2", "unit B", "text1 Scan --cum"});
  run(script, jeprof_start());
  EXPECT_EQ(script.output,
            "Total: 214.9 MB\n"
            "   190.0  88.4%  88.4%    190.0  88.4% rocksdb::Arena::AllocateNewBlock\n"
            "    14.6   6.8%  95.2%     14.6   6.8% rocksdb::BlockFetcher::GetBlockContents\n"
            "Total: 225334641 B\n"
            "After focusing on 'Scan': 15315515 B of 225334641 (6.8%)\n"
            "       0   0.0%   0.0% 15315515 100.0% __clone3\n");
}

TEST(JeprofShell, LimitsRowsByTheCommandAlone) {
  Script script({"top", "top0"});
  run(script, jeprof_start());
  EXPECT_EQ(std::ranges::count(script.output, '\n'), 2 + 10 + 47);
}

TEST(JeprofShell, AnswersOurCommandsWithItsChoice) {
  ShellStart start = jeprof_start();
  start.request.jeprof->exclude = "Scan";
  Script script({"traces0", "peek LeakyReader"});
  run(script, start);
  EXPECT_THAT(script.output, HasSubstr("BlockFetcher"));
  EXPECT_THAT(script.output, Not(HasSubstr("LeakyReader::Scan")));
}

TEST(JeprofShell, ComparesSourceLinesAsOursDoes) {
  ShellStart start = jeprof_start();
  start.request.comparison.base = {kOlderDump};
  Script script({"list LeakyReader", "weblist Scan", "disasm Scan"});
  run(script, start);
  EXPECT_THAT(script.output, HasSubstr("app::LeakyReader::Scan("));
  EXPECT_THAT(script.errors, HasSubstr("weblist: expected dumps without --base"));
  EXPECT_THAT(script.errors, HasSubstr("disasm: expected dumps without --base"));
}

TEST(JeprofShell, TellsSumsInTheUnitThatIsSet) {
  Script script({"unit B", "top1", "metric inuse_objects", "top1"});
  run(script, start_with(kDump, ShellDialect::kJeprof));
  EXPECT_THAT(script.output, testing::ContainsRegex("Total: 2253[0-9]+ B\n"));
  EXPECT_THAT(script.output, testing::ContainsRegex("Total: 9122 objects\n"));
}

}  // namespace
}  // namespace jescope
