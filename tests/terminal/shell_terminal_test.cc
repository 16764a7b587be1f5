// SPDX-License-Identifier: Apache-2.0
//
// The prompt as a person has it: keys in, a screen out.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <sys/wait.h>
#include <unistd.h>

#include <csignal>
#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <string>
#include <thread>

#include "tests/support/temp_path.h"
#include "tests/terminal/terminal.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;
using testing::Contains;
using testing::HasSubstr;
using testing::IsEmpty;

constexpr const char* kDump = "testdata/dumps/rocksdb_leak.5599.18.i18.heap";

constexpr const char* kUp = "\x1b[A";
constexpr const char* kDown = "\x1b[B";
constexpr const char* kLeft = "\x1b[D";
constexpr const char* kHome = "\x1b[H";
constexpr const char* kEnd = "\x1b[F";
constexpr const char* kDelete = "\x1b[3~";
constexpr const char* kCtrlC = "\x03";
constexpr const char* kCtrlD = "\x04";
constexpr const char* kCtrlZ = "\x1a";

constexpr int kManyStacks = 20'000;
constexpr size_t kBytesAStack = 50;  // of an answer, at least

// A dump whose answers fill every buffer of a terminal.
void write_large_dump(const std::string& path) {
  std::ofstream dump(path);
  dump << "heap_v2/1\n  t*: 20000: 20480000 [0: 0]\n" << std::hex;
  for (int i = 0; i < kManyStacks; ++i) {
    dump << "@ 0x" << 0x100000 + 16 * i << " 0x100008\n  t*: 1: 400 [0: 0]\n";
  }
  dump << "\nMAPPED_LIBRARIES:\n100000-200000 r-xp 00000000 fe:00 1 /opt/app\n";
}

class Prompt : public testing::Test {
 protected:
  void SetUp() override {
    fs::remove_all(home_);
    fs::create_directories(home_);
  }
  void TearDown() override { fs::remove_all(home_); }

  Started shell(const std::string& terminal = "xterm") const {
    return {{JESCOPE_PROGRAM, "shell", "--sysroot", "testdata/empty", kDump},
            {"HOME=" + home_, "TERM=" + terminal, "PATH=/nowhere", "TMPDIR=" + home_},
            {}};
  }

  std::string history_path() const { return home_ + "/.local/state/jescope/history"; }
  std::string history() const {
    std::ostringstream text;
    text << std::ifstream(history_path()).rdbuf();
    return text.str();
  }

  const std::string home_ = temp_path("prompt");
};

// Types, and waits until the prompt's line is `line`.
bool sees(Terminal& terminal, std::string_view keys, std::string_view line) {
  terminal.type(keys);
  return terminal.shows_line(line);
}

TEST_F(Prompt, EditsALine) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)")) << terminal.bytes();
  ASSERT_TRUE(sees(terminal, "show optoins", "(jescope) show optoins")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "\x7f\x7f\x7f\x7fions", "(jescope) show options"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, std::string(kHome) + "X", "(jescope) Xshow options"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, std::string(kLeft) + kDelete, "(jescope) show options"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, std::string(kEnd) + "!\x7f", "(jescope) show options"))
      << terminal.screen().line();
  terminal.type("\r");
  ASSERT_TRUE(terminal.shows("metric  inuse_space"));
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  EXPECT_THAT(terminal.screen().unknown(), IsEmpty());
}

TEST_F(Prompt, KeepsHistory) {
  {
    Terminal terminal(shell());
    ASSERT_TRUE(terminal.shows_line("(jescope)"));
    for (const char* const line : {"unit KiB", "unit KiB", " ", "unit MiB"}) {
      terminal.type(line);
      ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
    }
    ASSERT_TRUE(sees(terminal, kUp, "(jescope) unit MiB")) << terminal.screen().line();
    ASSERT_TRUE(sees(terminal, kUp, "(jescope) unit KiB")) << terminal.screen().line();
    ASSERT_TRUE(sees(terminal, kDown, "(jescope) unit MiB")) << terminal.screen().line();
    ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
    terminal.type("quit\r");
    EXPECT_EQ(terminal.wait_for_end(), 0);
  }
  EXPECT_EQ(history(), "unit KiB\nunit MiB\nquit\n");
  struct stat status = {};
  ASSERT_EQ(stat(history_path().c_str(), &status), 0);
  EXPECT_EQ(status.st_mode & 07777, 0600U);

  Terminal next(shell());
  ASSERT_TRUE(next.shows_line("(jescope)"));
  ASSERT_TRUE(sees(next, std::string(kUp) + kUp, "(jescope) unit MiB")) << next.screen().line();
  ASSERT_TRUE(sees(next, kCtrlC, "(jescope)")) << next.screen().line();
  next.type("\x12Ki");  // Ctrl-R
  ASSERT_TRUE(next.shows("unit KiB"));
}

TEST_F(Prompt, ReadsNoHistoryThroughALink) {
  const std::string other = home_ + "/other";
  std::ofstream(other) << "secret\n";
  fs::create_directories(fs::path(history_path()).parent_path());
  fs::create_symlink(other, history_path());
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.type(kUp);
  ASSERT_TRUE(sees(terminal, "unit B", "(jescope) unit B")) << terminal.screen().line();
  ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
  terminal.type(kCtrlD);
  EXPECT_EQ(terminal.wait_for_end(), 0);
  std::ostringstream text;
  text << std::ifstream(other).rdbuf();
  EXPECT_EQ(text.str(), "secret\n");
}

TEST_F(Prompt, CompletesCommandsOptionsAndFunctions) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal, "sho\t", "(jescope) show")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "top --c\t", "(jescope) top --cum")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "peek app::L\t", "(jescope) peek app::LeakyReader::Scan"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "peek LeakyR\t", "(jescope) peek app::LeakyReader::Scan"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "list rocksdb::Are\t", "(jescope) list rocksdb::Arena::Allocate"))
      << terminal.screen().line();
  terminal.type("\t");
  ASSERT_TRUE(terminal.shows("rocksdb::Arena::AllocateFallback"));
  ASSERT_TRUE(terminal.shows_line("(jescope) list rocksdb::Arena::Allocate"));
  EXPECT_THAT(terminal.screen().unknown(), IsEmpty());
}

TEST_F(Prompt, DropsTheLineAtCtrlC) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal, "quit", "(jescope) quit")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  EXPECT_THAT(terminal.screen().lines(), Contains("(jescope) quit^C"));
  ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, "alive", "(jescope) alive")) << terminal.screen().line();
}

TEST_F(Prompt, EndsAtCtrlD) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.type(kCtrlD);
  EXPECT_EQ(terminal.wait_for_end(), 0);
  EXPECT_TRUE(terminal.is_as_before());
}

TEST_F(Prompt, StopsALongAnswerAtCtrlC) {
  Started started = shell();
  started.command.back() = home_ + "/large.heap";
  write_large_dump(started.command.back());
  Terminal terminal(started);
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.type("traces0\r");
  ASSERT_TRUE(terminal.shows("#1 "));
  // The terminal is full by now: nobody reads.
  std::this_thread::sleep_for(std::chrono::milliseconds(300));
  terminal.type(kCtrlC);
  ASSERT_TRUE(terminal.shows_line("(jescope)")) << terminal.screen().line();
  EXPECT_LT(terminal.bytes().size(), kManyStacks * kBytesAStack);
  terminal.type("quit\r");
  EXPECT_EQ(terminal.wait_for_end(), 0);
}

TEST_F(Prompt, RestoresTheTerminalAtSignals) {
  for (const int signal : {SIGTERM, SIGHUP, SIGQUIT}) {
    Terminal terminal(shell());
    ASSERT_TRUE(terminal.shows_line("(jescope)"));
    ASSERT_TRUE(sees(terminal, "half a line", "(jescope) half a line")) << terminal.screen().line();
    EXPECT_FALSE(terminal.is_as_before());
    terminal.send(signal);
    const std::optional<int> status = terminal.wait_for_end();
    ASSERT_TRUE(status);
    EXPECT_TRUE(WIFSIGNALED(*status) && WTERMSIG(*status) == signal) << *status;
    EXPECT_TRUE(terminal.is_as_before());
  }
}

TEST_F(Prompt, StopsAndGoesOn) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal, "top Sc", "(jescope) top Sc")) << terminal.screen().line();
  // No shell would continue it: the group is orphaned, and then it does not stop.
  terminal.type(kCtrlZ);
  terminal.send(SIGCONT);
  ASSERT_TRUE(sees(terminal, "an", "(jescope) top Scan")) << terminal.screen().line();
}

TEST_F(Prompt, FollowsTheWindow) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.resize(24, 40);
  terminal.type("top1\r");
  ASSERT_TRUE(terminal.shows("47 more hold"));
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.resize(24, 100);
  const std::string typed(80, 'x');
  ASSERT_TRUE(sees(terminal, typed, "(jescope) " + typed)) << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  terminal.resize(24, 60);
  ASSERT_TRUE(sees(terminal, typed.substr(0, 40), "(jescope) " + typed.substr(0, 40)))
      << terminal.screen().line();
}

TEST_F(Prompt, TakesLettersOfAllKinds) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal,
                   "focus Gr\xc3\xb6\xc3\x9f"
                   "er\x7f\x7f",
                   "(jescope) focus Gr\xc3\xb6\xc3\x9f"))
      << terminal.screen().line();
  ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
  terminal.type("show\r");
  ASSERT_TRUE(terminal.shows("focus   Gr\xc3\xb6\xc3\x9f"));
}

TEST_F(Prompt, WorksWithoutEditing) {
  for (const char* const kind : {"dumb", ""}) {
    Terminal terminal(shell(kind));
    ASSERT_TRUE(terminal.shows_line("(jescope)"));
    terminal.type("unit KiB\rshow\r");
    ASSERT_TRUE(terminal.shows("unit    KiB"));
    terminal.type(kCtrlC);
    terminal.type("quit\r");
    EXPECT_EQ(terminal.wait_for_end(), 0);
    EXPECT_THAT(terminal.screen().unknown(), IsEmpty());
  }
}

TEST_F(Prompt, EditsOnTerminalsThatNobodyDescribed) {
  Terminal terminal(shell("nobody-256color"));
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal,
                   "unit Kib\x7f"
                   "B",
                   "(jescope) unit KiB"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, std::string(kHome) + "X", "(jescope) Xunit KiB"))
      << terminal.screen().line();
  EXPECT_THAT(terminal.bytes(), testing::Not(HasSubstr("erminal")));
  EXPECT_THAT(terminal.screen().unknown(), IsEmpty());
}

TEST_F(Prompt, TellsWhereAPictureIsWithoutABrowser) {
  Terminal terminal(shell());
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.type("web Scan\r");
  ASSERT_TRUE(terminal.shows("xdg-open: expected a program that starts"));
  ASSERT_TRUE(terminal.shows(home_ + "/jescope."));
}

TEST_F(Prompt, OpensTheBrowserThatIsSet) {
  const std::string seen = home_ + "/seen";
  const std::string browser = home_ + "/my browser";
  std::ofstream(browser) << "#!/bin/sh\necho \"$1\" >'" << seen << ".new'\n/bin/mv '" << seen
                         << ".new' '" << seen << "'\n";
  fs::permissions(browser, fs::perms::owner_all);
  const std::string link = home_ + "/browser";
  fs::create_symlink(browser, link);
  Started started = shell();
  started.environment.push_back("BROWSER=" + link + ":other");
  Terminal terminal(started);
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  terminal.type("web Scan;touch\r");
  ASSERT_TRUE(terminal.shows("wrote " + home_ + "/jescope."));
  for (int i = 0; i < 200 && !fs::exists(seen); ++i) {
    std::this_thread::sleep_for(std::chrono::milliseconds(50));
  }
  std::string path;
  std::getline(std::ifstream(seen) >> std::ws, path);
  EXPECT_THAT(path, testing::MatchesRegex(".*/jescope\\.......\\.svg"));
  struct stat status = {};
  ASSERT_EQ(stat(path.c_str(), &status), 0) << path;
  EXPECT_EQ(status.st_mode & 07777, 0600U);
}

// The shipped program in a root that holds nothing else.
TEST_F(Prompt, EditsInAnEmptyRoot) {
  const char* const given = std::getenv("JESCOPE_RELEASE");
  const std::string program = given != nullptr ? given : JESCOPE_RELEASE_PROGRAM;
  if (!fs::exists(program)) GTEST_SKIP() << "no " << program << "; scripts/build.sh makes it";
  if (geteuid() != 0) GTEST_SKIP() << "only root may change the root folder";
  fs::copy_file(program, home_ + "/jescope");
  fs::copy_file(kDump, home_ + "/x.heap");
  Terminal terminal({{"/jescope", "shell", "x.heap"}, {"TERM=xterm-256color"}, home_});
  ASSERT_TRUE(terminal.shows_line("(jescope)")) << terminal.bytes();
  ASSERT_TRUE(sees(terminal, "peek LeakyR\t", "(jescope) peek app::LeakyReader::Scan"))
      << terminal.screen().line();
  ASSERT_TRUE(
      sees(terminal, std::string(kHome) + kDelete + "P", "(jescope) Peek app::LeakyReader::Scan"))
      << terminal.screen().line();
  ASSERT_TRUE(sees(terminal, kCtrlC, "(jescope)")) << terminal.screen().line();
  terminal.type("top1\r");
  ASSERT_TRUE(terminal.shows("AllocateNewBlock"));
  ASSERT_TRUE(terminal.shows_line("(jescope)"));
  ASSERT_TRUE(sees(terminal, kUp, "(jescope) top1")) << terminal.screen().line();
  EXPECT_THAT(terminal.screen().unknown(), IsEmpty());
  ASSERT_TRUE(terminal.enters("(jescope)")) << terminal.screen().line();
  terminal.type(kCtrlD);
  EXPECT_EQ(terminal.wait_for_end(), 0);
}

}  // namespace
}  // namespace jescope
