// SPDX-License-Identifier: Apache-2.0
//
// Fetching of missing debug files: by a stand-in for debuginfod's client, and by
// curl from a folder. No server is asked.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <chrono>
#include <csignal>
#include <cstdlib>
#include <fstream>

#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

using testing::HasSubstr;

constexpr const char* kStripped = "by-build-id";
constexpr const char* kDebug = "linked.debug";

class Debuginfod : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* fixture : {kStripped, kDebug}) {
      if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
    }
    old_path_ = std::getenv("PATH");
    search_.debug_dirs = {};
    search_.debuginfod_caches = {tree_ / "cache"};
    fetch_.is_wanted = true;
    fetch_.urls = "https://debuginfod.invalid";
    std::filesystem::create_directories(tree_ / "bin");
  }
  void TearDown() override {
    if (!old_path_.empty()) ::setenv("PATH", old_path_.c_str(), 1);
  }

  // Makes `commands` the program debuginfod-find, before all others.
  void install_client(const std::string& commands) {
    std::ofstream(tree_ / "bin/debuginfod-find") << "#!/bin/sh\n" << commands;
    ::chmod((tree_ / "bin/debuginfod-find").c_str(), 0755);
    ::setenv("PATH", (tree_ / "bin:" + old_path_).c_str(), 1);
  }

  // Leaves only `program` in PATH, if this machine has it.
  bool keep_only(const std::string& program) {
    const std::string file = "/usr/bin/" + program;
    if (!std::filesystem::exists(file)) return false;
    tree_.link(file, "bin/" + program);
    ::setenv("PATH", (tree_ / "bin").c_str(), 1);
    return true;
  }

  // Commands that serve `fixture`, and note how they were called.
  std::string serve(const char* fixture) const {
    return "echo \"$* $DEBUGINFOD_URLS\" >> '" + tree_ / "calls" + "'\n" +
           "mkdir -p \"$DEBUGINFOD_CACHE_PATH/$2\"\n" + "cp '" + fixture_path(fixture) +
           "' \"$DEBUGINFOD_CACHE_PATH/$2/debuginfo\"\n";
  }

  std::string calls() const {
    std::ifstream file(tree_ / "calls");
    return {std::istreambuf_iterator<char>(file), {}};
  }

  ModuleSymbols look_up(const std::string& path, NameDetail detail = NameDetail::kChains) {
    const Module module = module_at(path);
    const std::vector<uint64_t> offsets = {0x1200};
    const ModuleQuery query = {&module, offsets, {}, detail};
    return fetch_missing(make_symbol_source(search_), search_, fetch_)
        ->look_up(std::span(&query, 1), diagnostics_)
        .front();
  }

  const FileTree tree_;
  std::string old_path_;
  SymbolSearch search_;
  DebuginfodFetch fetch_;
  Diagnostics diagnostics_;
};

TEST_F(Debuginfod, FetchesWhatIsMissingByItsClient) {
  install_client(serve(kDebug));
  const ModuleSymbols symbols = look_up(fixture_path(kStripped));
  EXPECT_EQ(symbols.source, "DWARF");
  EXPECT_EQ(symbols.debug_file, tree_ / "cache/0123456789abcdef/debuginfo");
  EXPECT_EQ(calls(), "debuginfo 0123456789abcdef https://debuginfod.invalid\n");
  EXPECT_TRUE(diagnostics_.list().empty());
}

TEST_F(Debuginfod, AsksForNothingThatIsHere) {
  install_client(serve(kDebug));
  EXPECT_EQ(look_up(fixture_path("gcc-O2-dwarf5-pie")).source, "DWARF");
  tree_.copy(kDebug, "cache/0123456789abcdef/debuginfo");
  EXPECT_EQ(look_up(fixture_path(kStripped)).source, "DWARF");
  EXPECT_EQ(calls(), "");
}

TEST_F(Debuginfod, RefusesWhatIsOfAnotherBuild) {
  const std::string other = tree_.copy(kDebug, "other");
  change_build_id(other);
  install_client("mkdir -p \"$DEBUGINFOD_CACHE_PATH/$2\"\ncp '" + other +
                 "' \"$DEBUGINFOD_CACHE_PATH/$2/debuginfo\"\n");
  EXPECT_NE(look_up(fixture_path(kStripped)).source, "DWARF");
}

TEST_F(Debuginfod, SaysOnceWhatNoServerHas) {
  install_client("echo 'Server query failed: No such file or directory' >&2\nexit 1\n");
  const ModuleSymbols symbols = look_up(fixture_path(kStripped));
  EXPECT_NE(symbols.source, "DWARF");
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_EQ(
      diagnostics_.list().front().message,
      "expected the debug files of 1 modules from the servers, got 0 (by-build-id: Server query "
      "failed: No such file or directory)");
}

// What the client says in words, as a person gets it.
struct ComplaintCase {
  const char* name;
  const char* complaint;
  const char* message;
  const char* hint;
};

class DebuginfodComplaint : public Debuginfod, public testing::WithParamInterface<ComplaintCase> {};

TEST_P(DebuginfodComplaint, IsToldWithWhatMendsIt) {
  install_client(std::string("echo '") + GetParam().complaint + "' >&2\nexit 1\n");
  look_up(fixture_path(kStripped));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_THAT(diagnostics_.list().front().message, HasSubstr(GetParam().message));
  EXPECT_THAT(diagnostics_.list().front().hint, HasSubstr(GetParam().hint));
}

const ComplaintCase kComplaints[] = {
    {"Refused", "Server query failed: Connection refused", "expected a server that answers",
     "can be reached from here"},
    {"Slow", "Server query failed: Connection timed out", "within 90 s, got 0", "answer at all"},
    {"ReadOnly", "Server query failed: Read-only file system", "got no right to write",
     "DEBUGINFOD_CACHE_PATH"},
    {"NotThere", "Server query failed: No such file or directory", "from the servers, got 0",
     "a server of the distribution"},
};

INSTANTIATE_TEST_SUITE_P(Words, DebuginfodComplaint, testing::ValuesIn(kComplaints),
                         [](const auto& row) { return row.param.name; });

TEST_F(Debuginfod, NamesTheFileThatRemembersAMiss) {
  const std::string missed = tree_ / "cache/0123456789abcdef/debuginfo";
  std::filesystem::create_directories(tree_ / "cache/0123456789abcdef");
  std::ofstream(missed).flush();
  ::chmod(missed.c_str(), 0);
  install_client("echo 'Server query failed: No such file or directory' >&2\nexit 1\n");
  look_up(fixture_path(kStripped));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_THAT(diagnostics_.list().front().message, HasSubstr("not asked again"));
  EXPECT_EQ(diagnostics_.list().front().hint, "rm -f " + missed);
}

TEST_F(Debuginfod, SaysThatTheCacheIsNoFolder) {
  install_client(serve(kDebug));
  std::ofstream(tree_ / "cache") << "a file";
  look_up(fixture_path(kStripped));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_EQ(diagnostics_.list().front().message,
            "expected a folder to keep files in, got no right to write: " + (tree_ / "cache"));
  EXPECT_EQ(calls(), "");
}

TEST_F(Debuginfod, EndsAClientThatHangsAndAllItStarted) {
  install_client("sleep 60 &\nsleep 60\n");
  fetch_.time = std::chrono::seconds(1);
  const auto start = std::chrono::steady_clock::now();
  look_up(fixture_path(kStripped));
  EXPECT_LT(std::chrono::steady_clock::now() - start, std::chrono::seconds(20));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_EQ(diagnostics_.list().front().message,
            "expected the debug files of 1 modules within 1 s, got 0");
}

// True when the process of the number in `file` ended or is about to be reaped.
bool has_ended(const std::string& file) {
  std::string number;
  std::ifstream(file) >> number;
  std::ifstream status("/proc/" + number + "/stat");
  std::string id;
  std::string name;
  std::string state;
  status >> id >> name >> state;
  return !number.empty() && (state.empty() || state == "Z" || state == "X");
}

TEST_F(Debuginfod, EndsItsClientWhenASignalEndsUs) {
  install_client("/bin/sleep 60 & echo $! > '" + tree_ / "started" +
                 "'\nkill -TERM $PPID\nsleep 60\n");
  EXPECT_EXIT(look_up(fixture_path(kStripped)), testing::KilledBySignal(SIGTERM), "");
  for (int i = 0; i < 100 && !has_ended(tree_ / "started"); ++i) ::usleep(50'000);
  EXPECT_TRUE(has_ended(tree_ / "started"));
}

TEST_F(Debuginfod, LeavesNothingOfCurlWhenASignalEndsUs) {
  std::ofstream(tree_ / "bin/curl") << "#!/bin/sh\nkill -INT $PPID\n/bin/sleep 60\n";
  ::chmod((tree_ / "bin/curl").c_str(), 0755);
  ::setenv("PATH", (tree_ / "bin").c_str(), 1);
  EXPECT_EXIT(look_up(fixture_path(kStripped)), testing::KilledBySignal(SIGINT), "");
  const std::filesystem::path folder = tree_ / "cache/0123456789abcdef";
  ASSERT_TRUE(std::filesystem::exists(folder));
  EXPECT_TRUE(std::filesystem::is_empty(folder));
}

TEST_F(Debuginfod, SaysThatNoServerIsNamed) {
  install_client(serve(kDebug));
  fetch_.urls = " ima:enforcing ";
  look_up(fixture_path(kStripped));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_EQ(diagnostics_.list().front().message, "expected servers in DEBUGINFOD_URLS, got none");
  EXPECT_EQ(calls(), "");
}

TEST_F(Debuginfod, SaysThatThereIsNoClient) {
  ::setenv("PATH", (tree_ / "bin").c_str(), 1);
  look_up(fixture_path(kStripped));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_EQ(diagnostics_.list().front().message,
            "expected debuginfod-find or curl to fetch with, got neither");
}

TEST_F(Debuginfod, FetchesByCurlWhereItsClientIsNotInstalled) {
  if (!keep_only("curl")) GTEST_SKIP() << "no curl here";
  tree_.copy(kDebug, "server/buildid/0123456789abcdef/debuginfo");
  fetch_.urls = "file://" + tree_ / "missing" + " file://" + tree_ / "server/";
  EXPECT_EQ(look_up(fixture_path(kStripped)).source, "DWARF");
  size_t files = 0;
  for (const auto& entry : std::filesystem::directory_iterator(tree_ / "cache/0123456789abcdef")) {
    EXPECT_EQ(entry.path().filename(), "debuginfo");
    ++files;
  }
  EXPECT_EQ(files, 1u);
}

TEST_F(Debuginfod, KeepsNoPageForPeople) {
  if (!keep_only("curl")) GTEST_SKIP() << "no curl here";
  std::filesystem::create_directories(tree_ / "server/buildid/0123456789abcdef");
  std::ofstream(tree_ / "server/buildid/0123456789abcdef/debuginfo") << "<html>log in</html>";
  fetch_.urls = "file://" + tree_ / "server";
  EXPECT_NE(look_up(fixture_path(kStripped)).source, "DWARF");
  EXPECT_FALSE(std::filesystem::exists(tree_ / "cache/0123456789abcdef"));
  ASSERT_EQ(diagnostics_.list().size(), 1u);
  EXPECT_THAT(diagnostics_.list().front().message, HasSubstr("is something else"));
}

}  // namespace
}  // namespace jescope
