// SPDX-License-Identifier: Apache-2.0
//
// Dumps from servers on loopback, through the whole program.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>

#include <functional>
#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "jescope/base/gzip.h"
#include "jescope/pipeline/remote.h"
#include "tests/support/loopback_server.h"

namespace jescope {
namespace {

using testing::AllOf;
using testing::HasSubstr;
using testing::Not;

constexpr const char* kDump =
    "heap_v2/1\n  t*: 3: 600 [0: 0]\n  t0: 3: 600 [0: 0]\n"
    "@ 0x400101 0x400201\n  t*: 1: 100 [0: 0]\n  t0: 1: 100 [0: 0]\n"
    "@ 0x400301 0x400201\n  t*: 2: 500 [0: 0]\n  t0: 2: 500 [0: 0]\n"
    "\nMAPPED_LIBRARIES:\n00400000-00500000 r-xp 00000000 08:01 7 /opt/app/server\n"
    "7ffc00000000-7ffc00021000 rw-p 00000000 00:00 0 [stack]\n";

constexpr const char* kNames =
    "0x400100 small()\n0x400200 main--run(int)\n0x400300 _ZN5Cache3getEv\n";

// Answers by "GET /page"; what is not there is not found. Keeps what it was asked.
class Server {
 public:
  using Pages = std::map<std::string, std::string>;

  explicit Server(Pages pages)
      : pages_(std::move(pages)), server_([this](SocketPeer& peer) { serve(peer); }) {}

  std::string url(std::string_view target = "/pprof/heap") const { return server_.url(target); }

  // Returns the first words of all requests, in their order.
  std::vector<std::string> asked() {
    const std::lock_guard lock(mutex_);
    return asked_;
  }

 private:
  void serve(SocketPeer& peer) {
    const std::string request = peer.read_request();
    const std::string key = request.substr(0, request.find(" HTTP/"));
    {
      const std::lock_guard lock(mutex_);
      asked_.push_back(key);
    }
    const auto found = pages_.find(key);
    peer.send(found == pages_.end() ? failure_page("404 Not Found", "") : found->second);
    peer.finish();
  }

  const Pages pages_;
  std::mutex mutex_;
  std::vector<std::string> asked_;
  LoopbackServer server_;
};

Server::Pages pages_of(const std::string& dump, const std::string& names) {
  return {{"GET /pprof/heap", page(dump)},
          {"GET /pprof/symbol", page("num_symbols: 3\n")},
          {"GET /pprof/cmdline", page(std::string("/opt/app/server\0-x\0", 19))},
          {"POST /pprof/symbol", page(names)}};
}

Outcome run(std::vector<std::string> arguments) {
  return run_command_line(arguments, {});
}

TEST(Remote, ServerNamesItsAddresses) {
  Server server(pages_of(kDump, kNames));
  const Outcome outcome = run({"top", "-n", "0", server.url()});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(outcome.errors, "");
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("total 600 B"), HasSubstr("small()"),
                                    HasSubstr("run(int)"), HasSubstr("Cache::get()")));
  EXPECT_EQ(server.asked(), (std::vector<std::string>{"GET /pprof/heap", "GET /pprof/symbol",
                                                      "GET /pprof/cmdline", "POST /pprof/symbol"}));
}

TEST(Remote, HostAloneMeansItsHeap) {
  Server server(pages_of(kDump, kNames));
  const Outcome outcome = run({server.url("")});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, HasSubstr("Cache::get()"));
}

TEST(Remote, FilesOfTheUserNameInsteadOfTheServer) {
  Server server(pages_of(kDump, kNames));
  const Outcome outcome = run({"top", "--symbols", "testdata/empty", server.url()});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(server.asked(), std::vector<std::string>{"GET /pprof/heap"});
}

TEST(Remote, ProgramOfTheUserNamesInsteadOfTheServer) {
  Server server(pages_of(kDump, kNames));
  EXPECT_EQ(run({"top", "/proc/self/exe", server.url()}).exit_status, 0);
  EXPECT_EQ(run({"top", "--program", "/proc/self/exe", server.url()}).exit_status, 0);
  EXPECT_EQ(server.asked(), (std::vector<std::string>(2, "GET /pprof/heap")));
}

TEST(Remote, BaseHasNamesOfItsOwn) {
  Server base(pages_of(kDump, kNames));
  Server now(pages_of(kDump, kNames));
  const Outcome outcome = run({"diff", base.url(), now.url(), "--base-symbols", "testdata/empty"});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(base.asked().size(), 1u);
  EXPECT_EQ(now.asked().size(), 4u);
}

TEST(Remote, GrowthIsRead) {
  Server::Pages pages = pages_of(kDump, kNames);
  pages["GET /pprof/growth"] = page(
      "heap profile:      3:      600 [     3:      600] @ growthz\n"
      "     1:      100 [     1:      100] @ 0x400101 0x400201\n"
      "     2:      500 [     2:      500] @ 0x400301 0x400201\n"
      "\nMAPPED_LIBRARIES:\n00400000-00500000 r-xp 00000000 08:01 7 /opt/app/server\n");
  Server server(pages);
  const Outcome outcome = run({"top", server.url("/pprof/growth")});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("total 600 B"), HasSubstr("Cache::get()")));
}

TEST(Remote, DumpIsFetchedOnce) {
  Server server(pages_of(kDump, kNames));
  const Outcome outcome = run({"report", server.url(), server.url("/pprof/heap")});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_EQ(server.asked().size(), 4u);
}

TEST(Remote, IsComparedWithAnother) {
  std::string larger = kDump;
  larger.replace(larger.find("@ 0x400301"), std::string::npos,
                 "@ 0x400301 0x400201\n  t*: 2: 5000 [0: 0]\n" +
                     std::string(kDump).substr(std::string(kDump).find("\nMAPPED")));
  Server before(pages_of(kDump, kNames));
  Server after(pages_of(larger, kNames));
  const Outcome outcome = run({"diff", before.url(), after.url()});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("Cache::get()"), HasSubstr("4.4 KiB")));
  const Outcome by_base = run({"diff", after.url(), "--base", before.url(), "--format", "json"});
  EXPECT_EQ(by_base.exit_status, 0);
  EXPECT_THAT(by_base.output, HasSubstr("Cache::get()"));
}

TEST(Remote, NamesAreOfTheirOwnDump) {
  Server first(pages_of(kDump, "0x400100 first()\n"));
  Server second(pages_of(kDump, "0x400100 second()\n"));
  const Outcome outcome = run({"diff", first.url(), second.url(), "-n", "0"});
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("first()"), HasSubstr("second()")));
}

TEST(Remote, GzippedDumpIsRead) {
  Server::Pages pages = pages_of(kDump, kNames);
  pages["GET /pprof/heap"] = page(gzip(kDump), "Content-Encoding: gzip\r\n");
  pages["POST /pprof/symbol"] = page(gzip(kNames), "Content-Encoding: gzip\r\n");
  Server server(pages);
  const Outcome outcome = run({"top", server.url()});
  EXPECT_EQ(outcome.exit_status, 0);
  EXPECT_THAT(outcome.output, AllOf(HasSubstr("total 600 B"), HasSubstr("Cache::get()")));
}

TEST(Remote, SymbolizedDumpIsNotAskedFor) {
  Server server({{"GET /pprof/heap", page(std::string("--- symbol\nbinary=/opt/app/server\n") +
                                          kNames + "---\n--- heap\n" + kDump)}});
  const Outcome outcome = run({"top", server.url()});
  EXPECT_THAT(outcome.output, HasSubstr("Cache::get()"));
  EXPECT_EQ(server.asked().size(), 1u);
}

TEST(Remote, TimeSeriesIsNoMatterOfAServer) {
  for (const char* command : {"trend", "watch"}) {
    Server server(pages_of(kDump, kNames));
    const Outcome outcome = run({command, server.url()});
    EXPECT_EQ(outcome.exit_status, 2) << command;
    EXPECT_EQ(server.asked().size(), 0u) << command;
  }
}

struct Row {
  const char* name;
  std::string key;     // of the page that is replaced
  std::string answer;  // whole
  int exit_status;
  std::string errors;  // of which each stands; the port is PORT
};

class RemoteTest : public testing::TestWithParam<Row> {};

std::string without_port(std::string text, const std::string& url) {
  const std::string port = url.substr(url.rfind(':') + 1);
  for (size_t at = text.find(port); at != std::string::npos; at = text.find(port)) {
    text.replace(at, port.size(), "PORT");
  }
  return text;
}

TEST_P(RemoteTest, IsTold) {
  Server::Pages pages = pages_of(kDump, kNames);
  pages[GetParam().key] = GetParam().answer;
  Server server(pages);
  const Outcome outcome = run({"top", "--max-download", "1MiB", "--timeout", "5s", server.url()});
  EXPECT_EQ(outcome.exit_status, GetParam().exit_status);
  EXPECT_EQ(outcome.output.empty(), GetParam().exit_status != 0);
  EXPECT_THAT(without_port(outcome.errors, server.url("")), HasSubstr(GetParam().errors));
  for (const char c : outcome.errors + outcome.output) {
    EXPECT_TRUE(c == '\n' || static_cast<unsigned char>(c) >= ' ');
  }
}

constexpr const char* kHeap = "GET /pprof/heap";
constexpr const char* kCount = "GET /pprof/symbol";
constexpr const char* kAnswers = "POST /pprof/symbol";
const std::string kHere = "jescope: http://127.0.0.1:PORT/pprof/heap: ";
const std::string kBeside = "jescope: http://127.0.0.1:PORT/pprof/symbol: ";

INSTANTIATE_TEST_SUITE_P(
    All, RemoteTest,
    testing::Values(
        Row{"not_found", kHeap, failure_page("404 Not Found", ""), 3,
            kHere + "expected a page, got status 404 \"Not Found\"\nhint: "},
        Row{"empty", kHeap, page(""), 3, kHere + "expected a heap profile, got an empty answer\n"},
        Row{"login", kHeap, page("<html><title>Log \x1b[2Jin</title>"), 3,
            kHere + "expected a heap profile, got a web page titled \"Log"},
        Row{"garbage", kHeap, page("\x01\x02\x03 garbage"), 3,
            kHere + "expected a jemalloc heap dump, got binary data\n"},
        Row{"cut_short", kHeap, "HTTP/1.1 200 OK\r\nContent-Length: 999\r\n\r\nheap_v2/1\n", 3,
            kHere + "expected 999 bytes, got 10: the answer was cut short\n"},
        Row{"bomb_without_a_dump", kHeap, page(gzip(std::string(4 << 20, '\n'))), 3,
            kHere + "expected a jemalloc heap dump, got text without a \"heap_v2/\""},
        Row{"bomb_of_stacks", kHeap, page(gzip([] {
              std::string dump = "heap_v2/1\n";
              for (int i = 0; i < 100'000; ++i) dump += "@ 0x400101\n  t*: 1: 1 [0: 0]\n";
              return dump;
            }())),
            3, kHere + "expected at most 1.0 MiB when unpacked, got more\n"},
        Row{"cut_gzip", kHeap, page(gzip(kDump).substr(0, 100)), 3, kHere},
        Row{"no_page_of_names", kCount, failure_page("404 Not Found", ""), 0,
            kHere + "its server gives no names, files here are used: "
                    "http://127.0.0.1:PORT/pprof/symbol: expected a page, got status 404"},
        Row{"no_names", kCount, page("num_symbols: 0\n"), 0,
            "expected \"num_symbols: \" and a number above 0, got something else\n"},
        Row{"count_is_a_web_page", kCount, page("<html>num_symbols: 5</html>"), 0,
            "expected \"num_symbols: \" and a number above 0, got something else\n"},
        Row{"count_is_a_bomb", kCount, page(gzip(std::string(4 << 20, '\n'))), 0,
            "expected at most 64.0 KiB when unpacked, got more\n"},
        Row{"question_is_refused", kAnswers, failure_page("500 Oops", "no"), 0,
            kBeside + "expected a page, got status 500 \"Oops\" and \"no\"; names come from files "
                      "here\n"},
        Row{"answers_to_other_questions", kAnswers, page("0x1 a\n0x2 b\n"), 0,
            kBeside + "expected \"0xaddress name\" of the addresses that were asked for, got 2 "
                      "other lines, which are left out\n"},
        Row{"no_answers", kAnswers, page(""), 0,
            kBeside + "expected names of 3 addresses, got none; names come from files here\n"},
        Row{"answers_are_a_bomb", kAnswers, page(gzip(std::string(4 << 20, '\n'))), 0,
            kBeside + "expected at most 1.0 MiB when unpacked, got more; names come from files "
                      "here\n"},
        Row{"hostile_names", kAnswers,
            page("0x400100 \x1b]0;evil\x07\n0x400200 <script>alert(1)</script>\n0x400300 " +
                 std::string(50'000, 'A') + "\n"),
            0, ""}),
    [](const auto& row) { return row.param.name; });

TEST(Remote, HostileNamesAreEscapedInPages) {
  Server server(pages_of(kDump, "0x400300 <script>alert(1)</script>\n"));
  for (const char* command : {"flame", "graph", "report"}) {
    const Outcome outcome = run({command, server.url()});
    EXPECT_EQ(outcome.exit_status, 0);
    EXPECT_THAT(outcome.output, Not(HasSubstr("<script>alert(1)"))) << command;
  }
}

TEST(Remote, SecretsAreNotRepeated) {
  Server server(pages_of(kDump, kNames));
  std::string url = server.url();
  url.insert(url.find("//") + 2, "me:hu5h@");
  const Outcome report =
      run({"report", url, "--header", "X-Token: qu1et", "--header=X-Key: st1ll"});
  EXPECT_EQ(report.exit_status, 0);
  EXPECT_THAT(report.output + report.errors,
              AllOf(Not(HasSubstr("hu5h")), Not(HasSubstr("qu1et")), Not(HasSubstr("st1ll"))));
  const Outcome diff = run({"top", server.url(), "--base=" + url});
  EXPECT_THAT(diff.output + diff.errors, Not(HasSubstr("hu5h")));
  const std::string refused = fmt::format("http://me:hu5h@127.0.0.1:{}/pprof/heap", refused_port());
  EXPECT_THAT(run({"top", refused}).errors, Not(HasSubstr("hu5h")));
  EXPECT_THAT(run({"trend", refused, refused}).errors, Not(HasSubstr("hu5h")));
}

TEST(Remote, UrlsMustBeRight) {
  EXPECT_EQ(run({"top", "http://h/a b"}).exit_status, 2);
  EXPECT_EQ(run({"top", "http://h/a\r\nEvil: 1"}).exit_status, 2);
  EXPECT_EQ(run({"top", "http://h/pprof/profile"}).errors,
            "jescope: http://h/pprof/profile: expected a page with a heap profile, got one that "
            "shows a CPU profile\nhint: the heap is at .../pprof/heap\n");
  EXPECT_EQ(run({"top", "--header", "X: a\nEvil: b", "http://h/"}).exit_status, 2);
  EXPECT_EQ(run({"top", "--timeout", "soon", "http://h/"}).exit_status, 2);
  EXPECT_EQ(run({"top", "--max-download", "0", "http://h/"}).exit_status, 2);
  EXPECT_EQ(run({"top", "localhost:80/pprof/heap"}).errors,
            "jescope: localhost:80/pprof/heap: expected a heap dump or a folder of dumps, got no "
            "such file\n"
            "hint: http://localhost:80/pprof/heap would be a running program's\n");
}

TEST(RemoteAddress, NeedsItsSchemeUnlessItIsImplied) {
  const auto implied = [](const char* text) {
    return remote_address(text, Scheme::kImplied).value_or("none");
  };
  EXPECT_EQ(remote_address("host:80/pprof/heap", Scheme::kNeeded), std::nullopt);
  EXPECT_EQ(remote_address("https://host", Scheme::kNeeded), "https://host");
  EXPECT_EQ(implied("host:80"), "http://host:80");
  EXPECT_EQ(implied("host:80/pprof/growth"), "http://host:80/pprof/growth");
  EXPECT_EQ(implied("[::1]:80"), "http://[::1]:80");
  EXPECT_EQ(implied("https://host/x"), "https://host/x");
  for (const char* text : {"x.heap", "host", "host:", ":80", "host:x", "dir/host:80", "./h:80",
                           "C:\\x", "host:80x", "host:99999", "a b:80", ""}) {
    EXPECT_EQ(implied(text), "none") << text;
  }
}

}  // namespace
}  // namespace jescope
