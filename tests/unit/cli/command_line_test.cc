// SPDX-License-Identifier: Apache-2.0
//
// What the program makes of its surroundings: a terminal and its width, colour,
// files to write. What it answers is the golden tests' business.
#include "cli/command_line.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <sstream>
#include <vector>

#include "render/fit_name.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

constexpr const char* kDump = "testdata/dumps/rocksdb_leak.5599.18.i18.heap";

Outcome run(std::vector<std::string> arguments, const Surroundings& surroundings = {}) {
  arguments.insert(arguments.end(), {"--sysroot", "testdata/empty"});
  return run_command_line(arguments, surroundings);
}

bool has_color(const std::string& text) {
  return text.find('\x1b') != std::string::npos;
}

size_t widest_line(const std::string& text) {
  std::istringstream lines(text);
  size_t widest = 0;
  for (std::string line; std::getline(lines, line);) widest = std::max(widest, column_count(line));
  return widest;
}

Surroundings terminal(size_t columns, bool no_color = false, bool output_is_terminal = true) {
  Surroundings surroundings;
  surroundings.output_is_terminal = output_is_terminal;
  surroundings.terminal_columns = columns;
  surroundings.no_color = no_color;
  return surroundings;
}

struct ColorCase {
  const char* name;
  std::vector<std::string> options;
  Surroundings surroundings;
  bool colored;
};

class Color : public testing::TestWithParam<ColorCase> {};

TEST_P(Color, IsForTerminalsOnly) {
  std::vector<std::string> arguments = {"top", kDump};
  arguments.insert(arguments.end(), GetParam().options.begin(), GetParam().options.end());
  EXPECT_EQ(has_color(run(arguments, GetParam().surroundings).output), GetParam().colored);
}

INSTANTIATE_TEST_SUITE_P(
    Surroundings, Color,
    testing::Values(ColorCase{"terminal", {}, terminal(80), true}, ColorCase{"pipe", {}, {}, false},
                    ColorCase{"no_color", {}, terminal(80, true), false},
                    ColorCase{"never", {"--color", "never"}, terminal(80), false},
                    ColorCase{"always", {"--color", "always"}, terminal(0, true, false), true}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Width, TablesFitTheTerminal) {
  for (const size_t columns : {size_t{80}, size_t{120}, size_t{200}}) {
    const Surroundings narrow = terminal(columns, true);
    for (const char* command : {"top", "tree", "traces"}) {
      const Outcome outcome = run({command, kDump}, narrow);
      EXPECT_LE(widest_line(outcome.output), columns) << command << "\n" << outcome.output;
    }
  }
}

TEST(Width, NamesAreWholeInAPipe) {
  EXPECT_NE(run({"top", kDump, "-n", "0"})
                .output.find("app::Worker(int, rocksdb::DB*, "
                             "rocksdb::ColumnFamilyHandle*, bool)"),
            std::string::npos);
}

TEST(Picture, IsNotForTerminals) {
  const Outcome outcome = run({"flame", kDump}, terminal(80));
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_EQ(outcome.output, "");
  EXPECT_EQ(outcome.errors,
            "jescope: -o: expected a file for the picture, got a terminal\n"
            "hint: jescope flame DUMP -o heap.svg\n");
}

TEST(PackedProfile, IsNotForTerminals) {
  const Outcome outcome = run({"export", "--to", "pprof", kDump}, terminal(80));
  EXPECT_EQ(outcome.exit_status, 2);
  EXPECT_EQ(outcome.errors,
            "jescope: -o: expected a file for the packed profile, got a terminal\n"
            "hint: jescope export --to pprof DUMP -o heap.pb.gz\n");
}

TEST(Output, GoesToTheFileAlone) {
  const std::string path = temp_path("output.txt");
  const Outcome outcome = run({"top", kDump, "-o", path}, terminal(80));
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.output, "");
  std::ifstream file(path);
  const std::string written((std::istreambuf_iterator<char>(file)), {});
  EXPECT_EQ(written, run({"top", kDump}).output);
  std::filesystem::remove(path);
}

TEST(TableFormats, AreToldByTheNameUnlessFormatTells) {
  const auto written = [](const char* ending, std::vector<std::string> options) {
    const std::string path = temp_path(std::string("table") + ending);
    options.insert(options.begin(), {"top", kDump, "-o", path});
    EXPECT_EQ(run(options).exit_status, 0);
    std::ifstream file(path);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::filesystem::remove(path);
    return text;
  };
  EXPECT_EQ(written(".json", {}), run({"top", kDump, "--format", "json"}).output);
  EXPECT_EQ(written(".csv", {}), run({"top", kDump, "--format", "csv"}).output);
  EXPECT_EQ(written(".md", {}), run({"top", kDump, "--format", "markdown"}).output);
  EXPECT_EQ(written(".json", {"--format", "text"}), run({"top", kDump}).output);
}

TEST(ExportFormats, AreToldByTheNameUnlessToTells) {
  const auto written = [](const std::string& name, std::vector<std::string> options) {
    const std::string path = temp_path(name);
    options.insert(options.begin(), {"export", kDump, "-o", path});
    EXPECT_EQ(run(options).exit_status, 0) << name;
    std::ifstream file(path, std::ios::binary);
    std::string text((std::istreambuf_iterator<char>(file)), {});
    std::filesystem::remove(path);
    return text;
  };
  const auto exported = [](const char* format) {
    return run({"export", kDump, "--to", format}).output;
  };
  EXPECT_EQ(written(".pb.gz", {}), exported("pprof"));
  EXPECT_EQ(written(".folded", {}), exported("folded"));
  EXPECT_EQ(written(".callgrind", {}), exported("callgrind"));
  EXPECT_EQ(written(".speedscope.json", {}), exported("speedscope"));
  EXPECT_EQ(written(".jsonl", {}), exported("jsonl"));
  EXPECT_EQ(written(".json", {}), exported("json"));
  EXPECT_EQ(written(".dot", {}), exported("dot"));
  EXPECT_EQ(written(".heap", {}), exported("raw"));
  EXPECT_EQ(written(".json", {"--to", "folded"}), exported("folded"));
}

TEST(Help, IsThatOfTheCommand) {
  for (const char* command : {"top", "trend", "record", "dump", "jeprof", "shell"}) {
    const std::vector<std::string> asked = {"help", command};
    const std::vector<std::string> told = {command, "--help"};
    EXPECT_EQ(run_command_line(asked, {}).output, run_command_line(told, {}).output) << command;
    EXPECT_EQ(run_command_line(asked, {}).exit_status, 0) << command;
  }
}

TEST(GraphFormats, AreNotForTerminalsButDot) {
  for (const char* format : {"svg", "pdf", "ps", "gif", "png"}) {
    const Outcome outcome = run({"graph", "--format", format, kDump}, terminal(80));
    EXPECT_EQ(outcome.exit_status, 2) << format;
    EXPECT_EQ(outcome.output, "") << format;
  }
  EXPECT_EQ(run({"graph", "--format", "dot", kDump}, terminal(80)).exit_status, 0);
}

struct BeginningCase {
  std::string ending;
  std::string beginning;
};

TEST(GraphFormats, AreToldByTheName) {
  for (const auto& [ending, beginning] : {BeginningCase{".svg", "<?xml"},
                                          {".dot", "digraph"},
                                          {".pdf", "%PDF-1."},
                                          {".ps", "%!PS-Adobe-3.0\n"},
                                          {".eps", "%!PS-Adobe-3.0 EPSF-3.0\n"},
                                          {".gif", "GIF8"},
                                          {".png", "\x89PNG"}}) {
    const std::string path = temp_path("picture" + ending);
    EXPECT_EQ(run({"graph", kDump, "-o", path}).exit_status, 0);
    std::ifstream file(path, std::ios::binary);
    std::string begins(beginning.size(), '\0');
    file.read(begins.data(), static_cast<std::streamsize>(begins.size()));
    EXPECT_EQ(begins, beginning);
    std::filesystem::remove(path);
  }
}

struct EndingCase {
  std::string name;
  std::vector<std::string> command;
  std::string ending;
  std::string expected;  // empty: it is written
};

class Ending : public testing::TestWithParam<EndingCase> {};

TEST_P(Ending, SaysWhatIsWritten) {
  const std::string folder = temp_path("ending");
  std::filesystem::create_directories(folder);
  const std::string path = folder + "/out" + GetParam().ending;
  std::vector<std::string> arguments = GetParam().command;
  arguments.insert(arguments.end(), {kDump, "-o", path});
  const Outcome outcome = run(arguments);
  const std::string& expected = GetParam().expected;
  EXPECT_EQ(outcome.exit_status, expected.empty() ? 0 : 2) << outcome.errors;
  EXPECT_EQ(std::filesystem::exists(path), expected.empty());
  EXPECT_NE(outcome.errors.find(expected), std::string::npos) << outcome.errors;
  std::filesystem::remove_all(folder);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Ending,
    testing::Values(
        EndingCase{"FlamePng", {"flame"}, ".png", ""},
        EndingCase{"FlamePdf", {"flame"}, ".pdf", ""},
        EndingCase{"FlameDot",
                   {"flame"},
                   ".dot",
                   "ends in .svg, .html, .pdf, .ps, .eps, .png or .gif, got"},
        EndingCase{"FlameHtml", {"flame"}, ".html", ""},
        EndingCase{"FlameUnknown",
                   {"flame"},
                   ".new",
                   "ends in .svg, .html, .pdf, .ps, .eps, .png or .gif, got"},
        EndingCase{"FlameNone", {"flame"}, "", ""},
        EndingCase{"GraphHtml",
                   {"graph"},
                   ".html",
                   "ends in .svg, .pdf, .ps, .eps, .png, .gif or .dot, got"},
        EndingCase{"GraphPdf", {"graph"}, ".pdf", ""}, EndingCase{"GraphPs", {"graph"}, ".ps", ""},
        EndingCase{"GraphEps", {"graph"}, ".eps", ""},
        EndingCase{"GraphGif", {"graph"}, ".gif", ""},
        EndingCase{"GraphPng", {"graph"}, ".png", ""}, EndingCase{"GraphGv", {"graph"}, ".gv", ""},
        EndingCase{"PdfAsPng", {"graph", "--format", "pdf"}, ".png", "in .pdf, got"},
        EndingCase{"PngUnknown", {"graph", "--format", "png"}, ".tmp", ""},
        EndingCase{"PngNone", {"graph", "--format", "png"}, "", ""},
        EndingCase{"GraphDot", {"graph"}, ".dot", ""},
        EndingCase{"DotAsSvg", {"graph", "--format", "dot"}, ".svg", "ends in .dot, got"},
        EndingCase{"ReportSvg", {"report"}, ".svg", "ends in .html, got"},
        EndingCase{"ReportJson", {"report"}, ".json", "ends in .html, got"},
        EndingCase{
            "GraphUnknown", {"graph"}, ".jpe", "in .svg, .pdf, .ps, .eps, .png, .gif or .dot"},
        EndingCase{"ReportUnknown", {"report"}, ".xhtml", "ends in .html, got"},
        EndingCase{"ReportHtml", {"report"}, ".html", ""},
        EndingCase{"TableUnknown", {"top"}, ".log", ""},
        EndingCase{"TableTxt", {"top"}, ".txt", ""}),
    [](const auto& row) { return row.param.name; });

TEST(Quiet, SaysNothingOnStandardError) {
  EXPECT_NE(run({"top", kDump, "--alloc-space"}).errors, "");
  EXPECT_EQ(run({"top", kDump, "--alloc-space", "--quiet"}).errors, "");
}

}  // namespace
}  // namespace jescope
