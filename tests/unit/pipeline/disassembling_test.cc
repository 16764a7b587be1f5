// SPDX-License-Identifier: Apache-2.0
//
// What is asked of those who read modules, what is told of code that is not
// there, and the texts of jeprof's --list and --disasm.
#include "pipeline/code/disassembling.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "pipeline/jeprof/jeprof_code.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/profile_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// Knows one function of 12 bytes at 0x2000 of /opt/app, and no other module.
class FakeCode : public CodeSource {
 public:
  std::vector<ModuleCode> read(std::span<const CodeQuery> queries, Diagnostics&) override {
    std::vector<ModuleCode> answers;
    for (const CodeQuery& query : queries) {
      asked_.assign(query.wanted.begin(), query.wanted.end());
      const bool is_app = query.module.module->path == "/opt/app";
      answers.push_back(is_app ? ModuleCode{{function_}, {}}
                               : ModuleCode{{}, "its file is not found here"});
    }
    return answers;
  }

  FunctionCode function_ = {
      "f(int)", 0x2000, 0x2000, 12, {{0, 4, "subq $8, %rsp"}, {4, 8, "callq 0x10 <g()>"}}, false};
  std::vector<uint64_t> asked_;
};

// f(int) begins at line 2 of f.cc, and calls at line 3.
class FakeNames : public SymbolSource {
 public:
  explicit FakeNames(std::string file) : file_(std::move(file)) {}

  std::vector<ModuleSymbols> look_up(std::span<const ModuleQuery> queries, Diagnostics&) override {
    std::vector<ModuleSymbols> answers;
    for (const ModuleQuery& query : queries) {
      ModuleSymbols symbols;
      for (const uint64_t offset : query.offsets) {
        symbols.chains.push_back({{"f(int)", file_, offset == 0x2000 ? 2U : 3U, false}});
      }
      answers.push_back(std::move(symbols));
    }
    return answers;
  }

 private:
  std::string file_;
};

constexpr const char* kProfile =
    "f(int)||/opt/app+0x200b 30\n"
    "f(int)||/opt/app+0x200b;g()||/opt/app+0x3001 5\n"
    "h()||/opt/lib.so+0x40 7\n";

class DisassemblingTest : public testing::Test {
 protected:
  DisassemblingTest() : folder_(temp_path("disassembling")), names_(folder_ / "f.cc") {
    fs::create_directories(folder_);
    std::ofstream(folder_ / "f.cc") << "\nvoid f(int) {\n  g();\n}\n";
    request_.source.where_built = true;
    add_places();
  }
  ~DisassemblingTest() override { fs::remove_all(folder_); }

  void add_places() {
    AddressProfile profile;
    for (const char* path : {"/opt/app", "/opt/lib.so"}) {
      profile.modules.emplace_back();
      profile.modules.back().path = path;
    }
    for (const auto& [module, offset] : {std::pair{0, 0x200b}, {0, 0x3001}, {1, 0x40}}) {
      Location location;
      location.module = ModuleId(static_cast<uint32_t>(module));
      location.offset = location.link_address = static_cast<uint64_t>(offset);
      profile.locations.push_back(location);
    }
    places_.add(profile);
  }

  Result<Disassembly> matching(const std::string& pattern) {
    request_.function_pattern = pattern;
    return disassemble(profile_, places_, request_, {names_, code_}, "jescope symbols x",
                       diagnostics_);
  }

  // The folder's name is another one in each run.
  std::string jeprof(JeprofMode what, const std::string& pattern) {
    request_.function_pattern = pattern;
    request_.jeprof.emplace();
    request_.jeprof->mode = what;
    request_.jeprof->unit = JeprofUnit::kBytes;
    std::string text =
        *view_jeprof_code(profile_, places_, request_, Title(), {names_, code_}, diagnostics_);
    const std::string folder = folder_;
    for (size_t at = text.find(folder); at != std::string::npos; at = text.find(folder)) {
      text.replace(at, folder.size(), "DIR");
    }
    return text;
  }

  const fs::path folder_;
  FakeCode code_;
  FakeNames names_;
  Profile profile_ = profile_of(kProfile, Granularity::kAddress);
  CodePlaces places_;
  Request request_;
  Diagnostics diagnostics_;
};

TEST_F(DisassemblingTest, AsksForThePlacesOfWhatMatches) {
  const Result<Disassembly> list = matching("^f");
  ASSERT_TRUE(list.ok());
  EXPECT_EQ(code_.asked_, (std::vector<uint64_t>{0x200b}));
  ASSERT_EQ(list->codes.size(), 1U);
  EXPECT_EQ(list->codes[0].instructions[1].self.value, 30);
  EXPECT_EQ(list->codes[0].instructions[1].cumulative.value, 35);
  EXPECT_EQ(to_text(diagnostics_), "");
}

TEST_F(DisassemblingTest, TellsWhyThereIsNoCode) {
  EXPECT_TRUE(matching("h")->codes.empty());
  EXPECT_NE(to_text(diagnostics_).find("no instructions of h(): its file is not found here"),
            std::string::npos)
      << to_text(diagnostics_);
}

TEST_F(DisassemblingTest, TellsOfFunctionsWithoutBounds) {
  EXPECT_TRUE(matching("^g")->codes.empty());
  EXPECT_NE(to_text(diagnostics_).find("no instructions of g(): where it begins and ends is not"),
            std::string::npos)
      << to_text(diagnostics_);
}

TEST_F(DisassemblingTest, TellsOfCutFunctions) {
  code_.function_.is_cut = true;
  EXPECT_TRUE(matching("^f")->codes[0].is_cut);
  EXPECT_NE(to_text(diagnostics_).find("expected functions of at most 200,000 instructions"),
            std::string::npos)
      << to_text(diagnostics_);
}

TEST_F(DisassemblingTest, TellsOfNoMatch) {
  EXPECT_TRUE(matching("nothing")->codes.empty());
  EXPECT_NE(to_text(diagnostics_).find("no function with code matches \"nothing\""),
            std::string::npos)
      << to_text(diagnostics_);
}

TEST_F(DisassemblingTest, WritesJeprofsList) {
  EXPECT_EQ(jeprof(JeprofMode::kList, "f"),
            "ROUTINE ====================== f in DIR/f.cc\n"
            "    30     35 Total B (flat / cumulative)\n"
            "     .      .    1: \n"
            "---\n"
            "     .      .    2: void f(int) {\n"
            "    30     35    3:   g();\n"
            "---\n"
            "     .      .    4: }\n");
}

TEST_F(DisassemblingTest, WritesJeprofsDisasm) {
  EXPECT_EQ(jeprof(JeprofMode::kDisasm, "f"),
            "ROUTINE ====================== f\n"
            "    30     35 B (flat, cumulative) 83.3% of total\n"
            "-------------------- DIR/f.cc\n"
            "     .      .     2: void f(int) {\n"
            "     .      .        2000: subq   $8, %rsp\n"
            "    30     35     3: g();\n"
            "    30     35        2004: callq  0x10 <g>\n");
}

}  // namespace
}  // namespace jescope
