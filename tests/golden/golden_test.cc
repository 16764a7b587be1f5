// SPDX-License-Identifier: Apache-2.0
//
// Runs the command lines of golden_cases.cc in this process and compares all
// that a user sees with testdata/golden. JESCOPE_UPDATE_GOLDEN=1 rewrites the
// files; read the difference before it is kept.
#include <gtest/gtest.h>

#include <algorithm>
#include <cstdlib>
#include <deque>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <optional>
#include <set>
#include <string>

#include "cli/command_line.h"
#include "tests/golden/golden_cases.h"
#include "tests/golden/golden_file.h"
#include "tests/support/script.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

const fs::path kGoldenFolder = "testdata/golden";

std::optional<std::string> read_text(const fs::path& path) {
  std::ifstream file(path, std::ios::binary);
  if (!file) return std::nullopt;
  return std::string(std::istreambuf_iterator<char>(file), {});
}

void write_text(const fs::path& path, const std::string& text) {
  std::ofstream(path, std::ios::binary) << text;
}

bool updates_golden() {
  const char* const wish = std::getenv("JESCOPE_UPDATE_GOLDEN");
  return wish != nullptr && std::string_view(wish) == "1";
}

std::deque<std::string> lines_of(std::string_view script) {
  std::deque<std::string> lines;
  while (!script.empty()) {
    const size_t end = script.find('\n');
    lines.emplace_back(script.substr(0, end));
    script.remove_prefix(std::min(end, script.size() - 1) + 1);
  }
  return lines;
}

Outcome run_words(const std::vector<std::string>& words, size_t terminal_columns,
                  std::string_view script = {}) {
  Surroundings surroundings;
  surroundings.output_is_terminal = terminal_columns > 0;
  surroundings.terminal_columns = terminal_columns;
  surroundings.no_color = true;
  Outcome shown_at_once;
  surroundings.print = [&](std::string_view text) {
    shown_at_once.output += text;
    return true;
  };
  surroundings.complain = [&](std::string_view text) { shown_at_once.errors += text; };
  Script prompt(lines_of(script));
  surroundings.shell_console = &prompt;
  Outcome outcome = run_command_line(words, surroundings);
  outcome.output.insert(0, shown_at_once.output + prompt.output);
  outcome.errors.insert(0, shown_at_once.errors + prompt.errors);
  return outcome;
}

// Every line on standard error is a message or its hint.
bool is_message(std::string_view line) {
  if (line.starts_with("Using local file ")) return true;  // as jeprof says it
  return line.starts_with("jescope: ") || line.starts_with("hint: ");
}

void check_grammar(const Outcome& outcome, bool is_jeprof) {
  std::string_view rest = outcome.errors;
  while (!rest.empty()) {
    const size_t end = rest.find('\n');
    ASSERT_NE(end, std::string_view::npos) << "the last message has no line end";
    EXPECT_TRUE(is_message(rest.substr(0, end))) << rest.substr(0, end);
    rest.remove_prefix(end + 1);
  }
  const bool is_answered = outcome.exit_status == 0 || outcome.exit_status == kBrokenGate;
  // jeprof fails with 1, and may answer with nothing.
  if (is_jeprof) {
    EXPECT_TRUE(outcome.exit_status == 0 || outcome.output.empty());
  } else {
    EXPECT_EQ(is_answered, !outcome.output.empty()) << "output belongs to an answer";
  }
  EXPECT_TRUE(outcome.output.empty() || outcome.output.ends_with('\n'));
}

size_t csv_cells(std::string_view row) {
  size_t cells = 1;
  bool is_quoted = false;
  for (const char c : row) {
    if (c == '"') is_quoted = !is_quoted;
    if (c == ',' && !is_quoted) ++cells;
  }
  return cells;
}

// Every row of a CSV has the cells of its header.
void check_csv(const std::vector<std::string>& words, const Outcome& outcome) {
  if (std::ranges::find(words, "csv") == words.end()) return;
  const std::deque<std::string> rows = lines_of(outcome.output);
  for (const std::string& row : rows) EXPECT_EQ(csv_cells(row), csv_cells(rows.front())) << row;
}

class Golden : public testing::TestWithParam<GoldenCase> {};

TEST_P(Golden, Answer) {
  const std::vector<std::string> words = words_of(GetParam());
  const auto run = [&] { return run_words(words, GetParam().terminal_columns, GetParam().script); };
  const Outcome outcome = run();
  check_grammar(outcome, !words.empty() && words.front() == "jeprof");
  check_csv(words, outcome);
  EXPECT_EQ(outcome.output, run().output) << "the second run gives other bytes";

  const std::string actual = golden_text(words, outcome);
  const fs::path file = kGoldenFolder / file_name_of(GetParam());
  if (updates_golden()) write_text(file, actual);
  const std::optional<std::string> expected = read_text(file);
  ASSERT_TRUE(expected) << file << " is missing; JESCOPE_UPDATE_GOLDEN=1 writes it";
  EXPECT_TRUE(*expected == actual) << file << '\n' << difference(*expected, actual);
}

std::string test_name(const testing::TestParamInfo<GoldenCase>& info) {
  std::string name = file_name_of(info.param);
  std::ranges::replace_if(
      name, [](unsigned char c) { return std::isalnum(c) == 0; }, '_');
  return name;
}

INSTANTIATE_TEST_SUITE_P(Table, Golden,
                         testing::ValuesIn(golden_cases().begin(), golden_cases().end()),
                         test_name);

TEST(GoldenFolder, HoldsNoUnusedFile) {
  std::set<std::string> used;
  for (const GoldenCase& golden : golden_cases()) {
    EXPECT_TRUE(used.insert(file_name_of(golden)).second) << "twice: " << golden.arguments;
  }
  for (const fs::directory_entry& entry : fs::directory_iterator(kGoldenFolder)) {
    EXPECT_TRUE(used.contains(entry.path().filename())) << entry.path() << " is not used";
  }
}

// Returns what stands before ": in a line of JSON.
std::set<std::string> fields_of(std::string_view json) {
  std::set<std::string> fields;
  for (size_t end = json.find("\":"); end != std::string_view::npos;
       end = json.find("\":", end + 1)) {
    const size_t start = json.rfind('"', end - 1) + 1;
    fields.emplace(json.substr(start, end - start));
  }
  return fields;
}

TEST(JsonPage, NamesEveryField) {
  const std::string page = read_text("docs/json.md").value_or("");
  for (const fs::directory_entry& entry : fs::directory_iterator(kGoldenFolder)) {
    const std::string golden = read_text(entry.path()).value_or("");
    const size_t start = golden.find("{\"schema\":");
    if (start == std::string::npos) continue;
    for (const std::string& field : fields_of(std::string_view(golden).substr(start))) {
      EXPECT_NE(page.find("`" + field + "`"), std::string::npos) << field << " of " << entry.path();
    }
  }
}

TEST(CommandLine, VersionIsThatOfTheFile) {
  const Outcome outcome = run_words({"--version"}, 0);
  EXPECT_EQ(outcome.output, "jescope " + read_text("VERSION").value_or(""));
}

TEST(CommandLine, OutputGoesToTheFileWhole) {
  const fs::path file = temp_path("output.txt");
  const std::vector<std::string> words = {"export", "--to", "folded",
                                          "testdata/dumps/no_backtrace.heap"};
  std::vector<std::string> with_file = words;
  with_file.insert(with_file.end(), {"-o", file.string()});
  const Outcome outcome = run_words(with_file, 0);
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(read_text(file), run_words(words, 0).output);
  fs::remove(file);
}

}  // namespace
}  // namespace jescope
