// SPDX-License-Identifier: Apache-2.0
//
// Numbers and source files together, and what is told of files that do not fit.
#include "pipeline/code/listing.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "tests/support/diagnostics_text.h"
#include "tests/support/profile_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kProfile =
    "main|/b/main.cc:2|/opt/app;f|/b/f.cc:1|/opt/app 50\n"
    "main|/b/main.cc:2|/opt/app;g|/b/g.cc:9|/opt/app 70\n"
    "main|/b/main.cc:3|/opt/app;bare 90\n";

class Listing : public testing::Test {
 protected:
  Listing() : folder_(temp_path("listing")) {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "main.cc") << "int main() {\n  f();\n  bare();\n}\n";
    std::ofstream(folder_ / "f.cc") << "void f() {}\n";
    std::ofstream(folder_ / "g.cc") << "void g() {}\n";
    std::ofstream(folder_ / "app") << "a program\n";
    request_.source.roots = {folder_};
  }
  ~Listing() override { fs::remove_all(folder_); }

  // The folder's name is another one in each run.
  std::string told() const {
    std::string text = to_text(diagnostics_);
    const std::string folder = folder_;
    for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
      text.replace(at, folder.size(), "DIR");
    }
    return text;
  }

  Result<SourceList> list(const std::string& pattern) {
    request_.function_pattern = pattern;
    return list_matching(profile_, request_, "jescope symbols x.heap", diagnostics_);
  }

  const fs::path folder_;
  Request request_;
  Diagnostics diagnostics_;
  Profile profile_ = profile_of(kProfile, Granularity::kAddress);
};

TEST_F(Listing, MatchesAndReads) {
  const Result<SourceList> found = list("^(main|f)$");
  ASSERT_TRUE(found.ok());
  ASSERT_EQ(found->functions.size(), 2u);
  EXPECT_EQ(found->functions[0].name, "main");
  EXPECT_EQ(found->functions[0].cumulative.value, 210);
  EXPECT_EQ(found->functions[0].lines.size(), 4u);
  EXPECT_EQ(found->functions[0].lines[1].text, "  f();");
  EXPECT_EQ(found->functions[0].lines[1].cumulative.value, 120);
  EXPECT_EQ(told(), "");
}

TEST_F(Listing, TellsOfNoMatch) {
  EXPECT_TRUE(list("nothing")->functions.empty());
  EXPECT_NE(told().find("no function matches \"nothing\""), std::string::npos) << told();
}

TEST_F(Listing, TellsOfFunctionsWithoutLines) {
  EXPECT_EQ(list("bare")->functions.size(), 1u);
  EXPECT_NE(told().find("no source lines are known of bare"), std::string::npos) << told();
  EXPECT_NE(told().find("jescope symbols x.heap tells why"), std::string::npos) << told();
}

TEST_F(Listing, TellsAFileThatIsTooShort) {
  EXPECT_EQ(list("^g$")->functions.size(), 1u);
  EXPECT_NE(told().find("DIR/g.cc ends at line 1, the debug information tells of line 9: it does "
                        "not fit this build"),
            std::string::npos)
      << told();
}

TEST_F(Listing, TellsFilesNewerThanTheProgram) {
  profile_.modules = {{"/opt/app", {}, "DWARF", {}}};
  profile_.modules[0].file = folder_ / "app";
  const auto now = fs::last_write_time(folder_ / "app");
  fs::last_write_time(folder_ / "f.cc", now - std::chrono::hours(1));
  fs::last_write_time(folder_ / "main.cc", now + std::chrono::hours(1));
  EXPECT_TRUE(list("^(f|main)$").ok());
  EXPECT_NE(told().find("DIR/main.cc is newer than the program: lines may not fit"),
            std::string::npos)
      << told();
}

TEST_F(Listing, NamesEachMissingFileOnce) {
  for (const char* file : {"f.cc", "g.cc", "main.cc"}) fs::remove(folder_ / file);
  EXPECT_TRUE(list("main|f|g").ok());
  EXPECT_NE(told().find("/b/main.cc, /b/g.cc, /b/f.cc are not found here"), std::string::npos)
      << told();
}

TEST_F(Listing, LargestOfAReport) {
  const std::optional<SourceList> found = list_largest(profile_, request_, 1, diagnostics_);
  ASSERT_TRUE(found);
  ASSERT_EQ(found->functions.size(), 1u);
  EXPECT_EQ(found->functions[0].name, "g");  // "bare" has no source, main no bytes of its own
  EXPECT_EQ(found->functions_left_out, 1u);
}

TEST_F(Listing, AReportGoesOnToWhatHasSource) {
  fs::remove(folder_ / "g.cc");
  const std::optional<SourceList> found = list_largest(profile_, request_, 1, diagnostics_);
  ASSERT_TRUE(found);
  EXPECT_EQ(found->functions[0].name, "f");
  EXPECT_EQ(found->functions_left_out, 1u);
}

TEST_F(Listing, AReportReadsNothingUnasked) {
  request_.source.roots.clear();
  EXPECT_FALSE(list_largest(profile_, request_, 5, diagnostics_));
  EXPECT_EQ(told(), "");
}

TEST_F(Listing, AReportWithoutAnySourceHasNoSection) {
  for (const char* file : {"f.cc", "g.cc"}) fs::remove(folder_ / file);
  EXPECT_FALSE(list_largest(profile_, request_, 5, diagnostics_));
  EXPECT_NE(told().find("are not found here"), std::string::npos) << told();
}

TEST_F(Listing, RootsAreFolders) {
  EXPECT_TRUE(check_source_roots(request_).ok());
  request_.source.roots = {folder_, folder_ / "f.cc"};
  EXPECT_FALSE(check_source_roots(request_).ok());
  request_.source.roots = {""};
  EXPECT_EQ(check_source_roots(request_).error().message, "expected a folder, got nothing");
}

}  // namespace
}  // namespace jescope
