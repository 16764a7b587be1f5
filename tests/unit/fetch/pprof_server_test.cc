// SPDX-License-Identifier: Apache-2.0
#include "jescope/fetch/pprof_server.h"

#include <gtest/gtest.h>

#include "fetch/resolve.h"

namespace jescope {
namespace {

Url at(std::string target) {
  return {false, "h", 80, std::move(target), ""};
}

struct PageRow {
  const char* name;
  const char* target;
  const char* page;    // that is fetched, or the error
  const char* symbol;  // the page of names beside it; "": none
};

class PageTest : public testing::TestWithParam<PageRow> {};

TEST_P(PageTest, IsFound) {
  const Result<Url> page = profile_page(at(GetParam().target));
  EXPECT_EQ(page.ok() ? page->target : page.error().message, GetParam().page);
  if (!page.ok()) return;
  const std::optional<Url> symbol = page_beside(*page, "symbol");
  EXPECT_EQ(symbol ? symbol->target : "", GetParam().symbol);
}

INSTANTIATE_TEST_SUITE_P(
    All, PageTest,
    testing::Values(
        PageRow{"host_alone", "/", "/pprof/heap", "/pprof/symbol"},
        PageRow{"heap", "/pprof/heap", "/pprof/heap", "/pprof/symbol"},
        PageRow{"growth", "/pprof/growth", "/pprof/growth", "/pprof/symbol"},
        PageRow{"prefix", "/debug/pprof/heap?seconds=3", "/debug/pprof/heap?seconds=3",
                "/debug/pprof/symbol"},
        PageRow{"slash", "/pprof/heap/", "/pprof/heap/", "/pprof/symbol"},
        PageRow{"other", "/files/x.heap", "/files/x.heap", ""},
        PageRow{"cpu", "/pprof/profile?seconds=30",
                "expected a page with a heap profile, got one that shows a CPU profile", ""},
        PageRow{"contention", "/pprof/contention",
                "expected a page with a heap profile, got one that shows waits for locks", ""}),
    [](const auto& row) { return row.param.name; });

TEST(SymbolCount, IsTheFirstLine) {
  EXPECT_EQ(parse_symbol_count("num_symbols: 12\nmore"), 12u);
  EXPECT_EQ(parse_symbol_count("num_symbols:\t1\r\n"), 1u);
  EXPECT_EQ(parse_symbol_count("num_symbols: 0"), 0u);
  for (const char* text : {"", "num_symbols: -1", "num_symbols: x", "num_symbols: 1x", "<html>",
                           "\nnum_symbols: 1", "num_symbols: 99999999999999999999"}) {
    EXPECT_EQ(parse_symbol_count(text), std::nullopt) << text;
  }
}

TEST(SymbolQuestion, IsJeprofs) {
  EXPECT_EQ(symbol_question(std::vector<uint64_t>{0x1234, 0x55d0c0de1234}),
            "0x0000000000001234+0x000055d0c0de1234");
}

struct AnswerRow {
  const char* name;
  std::string text;
  std::string expected;  // of the addresses 0x10, 0x20 and 0x30
};

class AnswersTest : public testing::TestWithParam<AnswerRow> {};

TEST_P(AnswersTest, AreRead) {
  const std::vector<uint64_t> addresses = {0x10, 0x20, 0x30};
  const SymbolAnswers answers = parse_symbol_answers(GetParam().text, addresses);
  std::string text;
  for (const GivenSymbol& symbol : answers.symbols) {
    text += std::to_string(symbol.address) + "=" + symbol.names + ";";
  }
  if (answers.strange_lines > 0) text += std::to_string(answers.strange_lines) + " strange";
  EXPECT_EQ(text, GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, AnswersTest,
    testing::Values(AnswerRow{"usual", "0x10 main\n0x20 run(int)--Cache::get\n",
                              "16=main;32=run(int)--Cache::get;"},
                    AnswerRow{"of_brpc", "0x00000010\tmain\n0x00000020\t0x00000020\n", "16=main;"},
                    AnswerRow{"capitals", "0X0000000000000010 main", "16=main;"},
                    AnswerRow{"line_ends_of_windows", "0x10 main\r\n\r\n0x20 f\r\n",
                              "16=main;32=f;"},
                    AnswerRow{"any_order", "0x30 c\n0x10 a\n", "48=c;16=a;"},
                    AnswerRow{"names_with_blanks", "0x10 void f<int>(int) const\n",
                              "16=void f<int>(int) const;"},
                    AnswerRow{"twice", "0x10 a\n0x10 b\n", "16=a;"},
                    AnswerRow{"unknown", "0x10 ??\n0x20 \n0x30\n", ""},
                    AnswerRow{"not_asked_for", "0x11 a\n0x10 b\n", "16=b;1 strange"},
                    AnswerRow{"garbage", "<html>\nhello\n0x\n0xzz a\n10 a\n0x11111111111111111 a\n",
                              "6 strange"},
                    AnswerRow{"nothing", "", ""}),
    [](const auto& row) { return row.param.name; });

TEST(Cmdline, TellsTheProgram) {
  EXPECT_EQ(program_of_cmdline(std::string("/opt/a b/server\0--x\0", 20)), "/opt/a b/server");
  EXPECT_EQ(program_of_cmdline("/opt/server\n--x\n"), "/opt/server");
  EXPECT_EQ(program_of_cmdline("./server"), "");
  EXPECT_EQ(program_of_cmdline("/" + std::string(5000, 'x')), "");
  EXPECT_EQ(program_of_cmdline(""), "");
}

TEST(WebPage, IsRecognized) {
  const auto words = [](const char* type, const char* body) {
    return web_page_words({at("/"), type, body}).value_or("none");
  };
  EXPECT_EQ(words("text/html", "<p>x"), "a web page");
  EXPECT_EQ(words("", " \n<!DOCTYPE html><html><Title lang=x>Log in\n</title>"),
            "a web page titled \"Log in\"");
  EXPECT_EQ(words("text/html", "heap_v2/1"), "none") << "some servers call everything HTML";
  EXPECT_EQ(words("text/plain", "heap_v2/1"), "none");
  EXPECT_EQ(words("", "<html><title"), "a web page");
}

TEST(Hosts, AreReadFromTheirFile) {
  constexpr const char* kHosts =
      "# a remark\n127.0.0.1 localhost\n::1\tlocalhost ip6-localhost # h\n"
      "10.0.0.5   Build.Example build\r\n10.0.0.6 other";
  using Addresses = std::vector<std::string>;
  EXPECT_EQ(addresses_in_hosts(kHosts, "localhost"), (Addresses{"127.0.0.1", "::1"}));
  EXPECT_EQ(addresses_in_hosts(kHosts, "build.example"), Addresses{"10.0.0.5"});
  EXPECT_EQ(addresses_in_hosts(kHosts, "build"), Addresses{"10.0.0.5"});
  EXPECT_EQ(addresses_in_hosts(kHosts, "other"), Addresses{"10.0.0.6"});
  EXPECT_EQ(addresses_in_hosts(kHosts, "h"), Addresses{});
  EXPECT_EQ(addresses_in_hosts(kHosts, "10.0.0.6"), Addresses{});
}

}  // namespace
}  // namespace jescope
