// SPDX-License-Identifier: Apache-2.0
//
// Which programs can be recorded, told before they run.
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <string>

#include "jescope/record/program_file.h"
#include "program_image.h"
#include "tests/support/diagnostics_text.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

class CheckProgram : public testing::Test {
 protected:
  void SetUp() override { fs::create_directories(folder_); }
  void TearDown() override { fs::remove_all(folder_); }

  std::string write(const std::string& name, const std::string& bytes) const {
    const std::string path = folder_ + "/" + name;
    std::ofstream(path, std::ios::binary) << bytes;
    fs::permissions(path, fs::perms::owner_all);
    return path;
  }

  // Returns "x86_64", or what stands in the way, then the warnings; the folder's name
  // and the test's are left out.
  std::string check(const std::string& path) const {
    Diagnostics diagnostics;
    const Result<ProgramFile> checked = check_program(path, folder_, diagnostics);
    std::string text;
    if (checked.ok() && !checked->missing_program.empty()) {
      text = "nothing called " + checked->missing_program + "\n";
    } else if (checked.ok()) {
      text = std::string(architecture_name(checked->architecture)) +
             (checked->needs_shell ? ", by a shell" : "") + "\n";
    } else {
      text = checked.error().where + ": " + checked.error().message + "\n";
      if (!checked.error().hint.empty()) text += "hint: " + checked.error().hint + "\n";
    }
    text += to_text(diagnostics);
    for (size_t at = text.find(folder_ + "/"); at != std::string::npos;
         at = text.find(folder_ + "/")) {
      text.erase(at, folder_.size() + 1);
    }
    return text;
  }

  const std::string folder_ = temp_path("programs");
};

struct ProgramCase {
  std::string name;
  ProgramImage program;
  std::string expected;
};

class Programs : public CheckProgram, public testing::WithParamInterface<ProgramCase> {};

TEST_P(Programs, Table) {
  EXPECT_EQ(check(write("app", GetParam().program.bytes())), GetParam().expected);
}

ProgramImage with_malloc(HashKind hash, const std::string& text = "") {
  ProgramImage program;
  program.symbol = "malloc";
  program.hash = hash;
  program.text = text;
  return program;
}

constexpr const char* kOwnMalloc =
    "app: expected a program that takes malloc from a library, got one with a malloc of its own, "
    "which no library comes before\nhint: build it without that malloc to record it\n";
constexpr const char* kJemalloc = "<jemalloc>: Malformed conf string";
const std::string kConf("\0JE_MALLOC_CONF\0", 16);

INSTANTIATE_TEST_SUITE_P(
    Recorded, Programs,
    testing::Values(
        ProgramCase{"Dynamic", {}, "x86_64\n"},
        ProgramCase{"OldHash", {.hash = HashKind::kOld}, "x86_64\n"},
        ProgramCase{"Fixed", {.type = ET_EXEC}, "x86_64\n"},
        ProgramCase{"Arm",
                    {.machine = EM_AARCH64, .interpreter = "/lib/ld-linux-aarch64.so.1"},
                    "aarch64\n"},
        ProgramCase{"Musl", {.interpreter = "/lib/ld-musl-x86_64.so.1"}, "x86_64\n"},
        ProgramCase{"LoaderElsewhere",
                    {.interpreter = "/nix/store/x-glibc/lib/ld-linux-x86-64.so.2"},
                    "x86_64\n"},
        ProgramCase{"NeedsMalloc", {.symbol = "malloc", .symbol_section = SHN_UNDEF}, "x86_64\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Doubtful, Programs,
    testing::Values(
        ProgramCase{"ForeignLoader",
                    {.interpreter = "/system/bin/linker64"},
                    "x86_64\nwarning: app: expected the loader of glibc or musl, got "
                    "/system/bin/linker64; recording may not work\n"},
        ProgramCase{"GoWithC",
                    {.is_go = true},
                    "x86_64\nwarning: app: is a program of Go: only what its C code allocates is "
                    "recorded\nhint: go tool pprof http://HOST:PORT/debug/pprof/heap asks the Go "
                    "runtime, where net/http/pprof is linked in\n"},
        ProgramCase{"PrefixedJemalloc",
                    {.text = kJemalloc + kConf + "heap_v2/%lu"},
                    "x86_64\nwarning: app: seems to have jemalloc built in; only what comes to "
                    "malloc is recorded\nhint: JE_MALLOC_CONF=prof:true,prof_final:true app "
                    "writes dumps itself; jescope dump PID asks it for one\n"},
        ProgramCase{"JemallocWithoutProfiling",
                    {.text = kJemalloc},
                    "x86_64\nwarning: app: seems to have jemalloc built in; only what comes to "
                    "malloc is recorded\nhint: build its jemalloc with --enable-prof, and it "
                    "writes dumps itself\n"},
        ProgramCase{"Mimalloc",
                    {.text = "mimalloc: warning: "},
                    "x86_64\nwarning: app: seems to have mimalloc built in; only what comes to "
                    "malloc is recorded\n"}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    Impossible, Programs,
    testing::Values(
        ProgramCase{"Static",
                    {.type = ET_EXEC, .interpreter = ""},
                    "app: expected a program that loads libraries, got a static one, into which "
                    "none can be put\nhint: link it dynamically to record it\n"},
        ProgramCase{"StaticWithJemalloc",
                    {.interpreter = "",
                     .text = kJemalloc + std::string("\0MALLOC_CONF\0", 13) + "heap_v2/%lu"},
                    "app: expected a program that loads libraries, got a static one, into which "
                    "none can be put\nhint: MALLOC_CONF=prof:true,prof_final:true app writes dumps "
                    "itself; jescope dump PID asks it for one\n"},
        ProgramCase{
            "Go",
            {.type = ET_EXEC, .interpreter = "", .is_go = true},
            "app: expected a program that calls malloc, got one of Go, whose memory its own "
            "runtime keeps\nhint: go tool pprof http://HOST:PORT/debug/pprof/heap asks the "
            "Go runtime, where net/http/pprof is linked in\n"},
        ProgramCase{"OwnMalloc", with_malloc(HashKind::kGnu), kOwnMalloc},
        ProgramCase{"OwnMallocByOldHash", with_malloc(HashKind::kOld), kOwnMalloc},
        ProgramCase{
            "OwnTcmalloc", with_malloc(HashKind::kGnu, "src/tcmalloc.cc"),
            "app: expected a program that takes malloc from a library, got one with a malloc "
            "of its own (tcmalloc), which no library comes before\nhint: build it without "
            "that malloc to record it\n"},
        ProgramCase{"Bits32",
                    {.machine = EM_386, .bits = ELFCLASS32},
                    "app: expected a program of 64 bits, got one of 32 (i386)\n"},
        ProgramCase{"OtherMachine",
                    {.machine = EM_RISCV},
                    "app: expected a program for x86_64 or aarch64, got one for riscv\n"},
        ProgramCase{"BigEndian",
                    {.machine = EM_AARCH64, .byte_order = ELFDATA2MSB},
                    "app: expected a program for x86_64 or aarch64, got one for aarch64\n"}),
    [](const auto& row) { return row.param.name; });

TEST_F(CheckProgram, LoadersMayBeCalledWithAProgram) {
  const std::string loader = ProgramImage{.interpreter = ""}.bytes();
  for (const char* const name : {"ld-linux-x86-64.so.2", "ld-musl-x86_64.so.1", "ld.so"}) {
    EXPECT_EQ(check(write(name, loader)), "x86_64\n") << name;
  }
}

TEST_F(CheckProgram, AHintKeepsThePathAsItWasGiven) {
  const std::string path =
      write("my app", ProgramImage{.text = kJemalloc + kConf + "heap_v2/%lu"}.bytes());
  Diagnostics diagnostics;
  ASSERT_TRUE(check_program(path, {}, diagnostics).ok());
  EXPECT_THAT(to_text(diagnostics), testing::HasSubstr("prof_final:true '" + path + "' writes"));
}

TEST_F(CheckProgram, ScriptsAreFollowed) {
  (void)write("python3", ProgramImage{.machine = EM_AARCH64}.bytes());
  EXPECT_EQ(check(write("a", "#!" + folder_ + "/python3 -u\n")), "aarch64\n");
  EXPECT_EQ(check(write("b", "#!/usr/bin/env python3\n")), "aarch64\n");
  EXPECT_EQ(check(write("c", "#!" + folder_ + "/b\n")), "aarch64\n");
  EXPECT_EQ(check(write("d", "#!/usr/bin/env nothing-here\n")), "nothing called nothing-here\n");
  EXPECT_EQ(check(write("e", "#!" + folder_ + "/e\n")),
            "e: expected a program behind its scripts, got only more of them\n");
}

TEST_F(CheckProgram, ScriptWithoutALineIsAShells) {
  const std::string checked = check(write("a", "echo 1\n"));
  EXPECT_NE(checked.find(", by a shell"), std::string::npos) << checked;
}

// Every cut, and every byte changed: an answer, whatever it is, and soon.
TEST_F(CheckProgram, DamagedFiles) {
  const std::string whole = with_malloc(HashKind::kGnu).bytes();
  size_t refused = 0;
  for (size_t length = 4; length < whole.size(); length += 3) {
    refused += check(write("app", whole.substr(0, length))) != kOwnMalloc ? 1 : 0;
  }
  EXPECT_GT(refused, 0u);
  for (const HashKind hash : {HashKind::kGnu, HashKind::kOld}) {
    const std::string image = with_malloc(hash).bytes();
    for (size_t at = EI_NIDENT; at < image.size(); ++at) {
      for (const char value : {'\xff', '\x7f', '\0'}) {
        std::string damaged = image;
        damaged[at] = value;
        EXPECT_FALSE(check(write("app", damaged)).empty());
      }
    }
  }
}

TEST_F(CheckProgram, GainedRights) {
  if (::getuid() != 0) GTEST_SKIP() << "only root can give a file to another user";
  const std::string path = write("su", ProgramImage{}.bytes());
  ASSERT_EQ(::chown(path.c_str(), 65534, 65534), 0);
  ASSERT_EQ(::chmod(path.c_str(), 04755), 0);
  EXPECT_EQ(check(path),
            "su: expected a program that runs with your rights, got one that gains others "
            "(set-user-ID): such programs load no library of a user's\nhint: become that user "
            "first, then run jescope record\n");
}

TEST_F(CheckProgram, FoundAsExecvpDoes) {
  const std::string path = write("app", "#!/bin/sh\n");
  EXPECT_EQ(find_program("app", "/nowhere:" + folder_).path, folder_ + "/app");
  EXPECT_EQ(find_program("app", "/nowhere").path, "");
  EXPECT_EQ(find_program(path, "").path, path);
  EXPECT_EQ(find_program("", folder_).path, "");
  EXPECT_TRUE(find_program(folder_, "").is_forbidden);
  EXPECT_FALSE(find_program("app", "/nowhere").is_forbidden);
}

}  // namespace
}  // namespace jescope
