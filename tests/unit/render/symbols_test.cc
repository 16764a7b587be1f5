// SPDX-License-Identifier: Apache-2.0
//
// What `symbols` prints of small reports: hostile names, modules that share
// their reason, nothing at all. Whole reports are in testdata/golden.
#include <gtest/gtest.h>

#include <string>

#include "jescope/render/tables.h"
#include "render/fit_name.h"

namespace jescope {
namespace {

ModuleShare module_share(std::string path, std::string reason, std::string remedy) {
  ModuleShare share;
  share.names.path = std::move(path);
  share.names.source = "none";
  share.names.reason = std::move(reason);
  share.names.remedy = std::move(remedy);
  share.bytes = {4, 2, 1};
  share.places = {3, 2, 1};
  return share;
}

std::string render(const SymbolReport& report, TableFormat format, size_t columns = 0) {
  TableStyle style;
  style.format = format;
  style.columns = columns;
  return render_symbols(report, style);
}

TEST(Symbols, ModulesOfOneReasonStandTogether) {
  SymbolReport report;
  report.modules = {module_share("/a.so", "not found here", "mend it"),
                    module_share("/b.so", "stripped", ""),
                    module_share("/c.so", "not found here", "mend it")};
  const std::string text = render(report, TableFormat::kText);
  EXPECT_NE(text.find("\n/a.so\n/c.so\n  why         not found here\n  hint        mend it\n"
                      "\n/b.so\n  why         stripped\n"),
            std::string::npos)
      << text;
}

TEST(Symbols, TellWhichFilesWereFound) {
  SymbolReport report;
  report.modules = {module_share("/a.so", "", "")};
  report.modules[0].names.file = "/root/a.so";
  report.modules[0].names.debug_file = "/debug/a";
  report.modules[0].names.build_id = "2fa1";
  const std::string text = render(report, TableFormat::kText);
  EXPECT_NE(text.find("\n/a.so\n  file        /root/a.so\n  debug file  /debug/a\n"
                      "  build-id    2fa1\n\n"),
            std::string::npos)
      << text;
}

TEST(Symbols, OfAnEmptyDump) {
  EXPECT_EQ(render({}, TableFormat::kText),
            "named no live bytes, no places; with lines no live bytes, no places\n");
}

TEST(Symbols, HostileNamesStayOnTheirLine) {
  SymbolReport report;
  report.modules = {module_share("/a\x1b[2J\n/b.so", "x\ny", "z\x1b[0m")};
  for (const TableFormat format :
       {TableFormat::kText, TableFormat::kMarkdown, TableFormat::kCsv, TableFormat::kJson}) {
    const std::string text = render(report, format);
    EXPECT_EQ(text.find('\x1b'), std::string::npos) << text;
    EXPECT_EQ(text.find("\n/b.so"), std::string::npos) << text;
    EXPECT_EQ(text.find("x\ny"), std::string::npos) << text;
  }
}

TEST(Symbols, TheTableFitsTheTerminal) {
  SymbolReport report;
  report.modules = {
      module_share("/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so", "", "")};
  report.modules[0].names.source = "DWARF";
  report.modules[0].bytes = {int64_t{1023} << 20, 1, 1};
  for (const size_t columns : {size_t{80}, size_t{120}, size_t{200}}) {
    const std::string text = render(report, TableFormat::kText, columns);
    const std::string row = text.substr(text.find("1023.0 MiB"));
    EXPECT_LE(column_count(row.substr(0, row.find('\n'))), columns) << text;
  }
}

}  // namespace
}  // namespace jescope
