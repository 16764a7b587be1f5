// SPDX-License-Identifier: Apache-2.0
//
// Which file stands for a module of the dump: by its path, below the sysroot,
// by --path-map, by name or layout below --symbols, or of a live process.
#include "symbolize/find/module_file.h"

#include <fcntl.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <signal.h>
#include <spawn.h>
#include <sys/mman.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <fstream>

#include "jescope/symbolize/location_names.h"
#include "symbolize/elf/call_sites.h"
#include "symbolize/find/dump_paths.h"
#include "tests/unit/symbolize/file_tree.h"

namespace jescope {
namespace {

using testing::AllOf;
using testing::HasSubstr;

constexpr const char* kProgram = "gcc-O2-dwarf5-pie";
constexpr const char* kStripped = "by-build-id";  // the same program and build-id
constexpr const char* kOther = "foreign-i386";    // another layout

// Returns where the module was found, or why it was not.
std::string find(const Module& module, const SymbolSearch& search) {
  const FileFinder finder(search);
  const ModuleQuery query = {&module, {}, {}};
  const Result<ElfFile> file = open_module_file(query, finder);
  return file ? to_text(file->place()) : file.error().message;
}

class ModuleFile : public testing::Test {
 protected:
  void SetUp() override {
    for (const char* fixture : {kProgram, kStripped, kOther}) {
      if (!has_fixture(fixture)) GTEST_SKIP() << "not built here: " << fixture;
    }
    program_ = fixture_path(kProgram);
    search_.symbol_dirs = {tree_ / "symbols"};
  }

  const FileTree tree_;
  std::string program_;
  SymbolSearch search_;
};

TEST_F(ModuleFile, IsFoundInAnUnpackedImageFullOfAbsoluteLinks) {
  tree_.copy(kProgram, "image/usr/lib/app/server-1.2");
  tree_.link("/usr/lib", "image/lib");
  tree_.link("/lib/app/server-1.2", "image/opt/server");
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), tree_ / "image/opt/server");
}

TEST_F(ModuleFile, IsNotFoundThroughALinkOutOfTheSysroot) {
  tree_.link(program_, "image/opt/server");
  search_.sysroot = tree_ / "image";
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), "not found here");
}

TEST_F(ModuleFile, IsFoundByPathMapOutsideOfTheSysroot) {
  const std::string server = tree_.copy(kProgram, "build/out/server");
  search_.sysroot = tree_ / "image";
  search_.path_map = {{"/opt", tree_ / "nowhere"}, {"/opt/app/", tree_ / "build/out/"}};
  EXPECT_EQ(find(module_like(program_, "/opt/app/server"), search_), server);
  EXPECT_EQ(find(module_like(program_, "/opt/apple/server"), search_), "not found here");
}

TEST_F(ModuleFile, IsFoundInTheSysrootWhereThePathMapHasNone) {
  tree_.copy(kProgram, "image/opt/app/server");
  search_.sysroot = tree_ / "image";
  search_.path_map = {{"/opt", tree_ / "nowhere"}};
  EXPECT_EQ(find(module_like(program_, "/opt/app/server"), search_),
            tree_ / "image/opt/app/server");
}

TEST_F(ModuleFile, WithSpacesInItsPath) {
  const std::string server = tree_.copy(kProgram, "my programs/the server");
  EXPECT_EQ(find(module_like(program_, server), search_), server);
}

TEST_F(ModuleFile, OfThatNameBelowSymbolsReplacesAnotherBuild) {
  const std::string replaced = tree_.copy(kOther, "opt/server");
  const std::string server = tree_.copy(kProgram, "symbols/v7/server");
  EXPECT_EQ(find(module_like(program_, replaced), search_), server);
}

TEST_F(ModuleFile, BelowSymbolsIsKnownByItsLayoutUnderAnotherName) {
  tree_.copy(kOther, "symbols/a/other");
  const std::string server = tree_.copy(kProgram, "symbols/b/renamed");
  for (const char* name : {"/tmp/server-4711", "/memfd:server"}) {
    Module module = module_like(program_, name);
    module.deleted = true;
    EXPECT_EQ(find(module, search_), server);
  }
}

TEST_F(ModuleFile, IsTakenWithItsDebugInformationOfTwoOfOneBuild) {
  tree_.copy(kStripped, "symbols/a/server");
  const std::string whole = tree_.copy(kProgram, "symbols/b/server");
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_), whole);
}

TEST_F(ModuleFile, IsRefusedWhereTwoBuildsFit) {
  for (const char* name : {"/opt/server", "/opt/renamed"}) {
    tree_.copy(kProgram, "symbols/a/server");
    change_build_id(tree_.copy(kProgram, "symbols/b/server"));
    EXPECT_THAT(
        find(module_like(program_, name), search_),
        AllOf(HasSubstr("not found here; "), HasSubstr("a/server (build-id 0123456789abcdef) and "),
              HasSubstr("b/server (build-id 7723456789abcdef) both fit the dump's map")));
  }
}

TEST_F(ModuleFile, OfThatNameButAnotherLayoutIsRefusedByName) {
  const std::string other = tree_.copy(kOther, "symbols/server");
  EXPECT_EQ(find(module_like(program_, "/opt/server"), search_),
            "not found here; " + other + " is another build: its code does not fit the dump's map");
}

TEST_F(ModuleFile, IsNotGuessedFromOneRange) {
  tree_.copy(kProgram, "symbols/renamed");
  Module module = module_like(program_, "/opt/server");
  std::erase_if(module.ranges, [](const MappedRange& range) { return !range.executable; });
  EXPECT_EQ(find(module, search_), "not found here");
  module.ranges.clear();
  EXPECT_EQ(find(module, search_), "not found here");
}

TEST_F(ModuleFile, NamedByTheUserIsTheOnlyOne) {
  search_.program = tree_.copy(kOther, "mine");
  tree_.copy(kProgram, "symbols/server");
  Module module = module_like(program_, "/opt/server");
  module.is_program = true;
  EXPECT_EQ(find(module, search_), "another build: its code does not fit the dump's map");
}

// The file is mapped here, then deleted and replaced by another.
TEST_F(ModuleFile, DeletedIsReadFromTheLiveProcess) {
  const std::string path = tree_.copy(kProgram, "server");
  Module module = module_like(path, path);
  module.deleted = true;
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  void* const mapped = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  ASSERT_NE(mapped, MAP_FAILED);
  std::filesystem::remove(path);
  EXPECT_EQ(find(module, search_), "not found here");
  search_.is_live_here = true;
  search_.live_process = static_cast<uint64_t>(::getpid());
  const std::string place = find(module, search_);
  ::munmap(mapped, 4096);
  if (place == "not found here") GTEST_SKIP() << "map_files may not be read here";
  EXPECT_THAT(place, HasSubstr("/map_files/"));
}

// Places in the program's code: those behind a call, and others.
struct Places {
  std::vector<uint64_t> calls;
  std::vector<uint64_t> others;
};

Places places_in(const std::string& path) {
  Places places;
  const Result<ElfFile> file = ElfFile::open(path, {});
  if (!file) return places;
  for (const LoadSegment& segment : file->segments()) {
    if (!segment.executable) continue;
    for (uint64_t offset = segment.file_offset; offset < segment.file_offset + segment.file_bytes;
         ++offset) {
      const bool is_call = count_call_sites(*file, std::span(&offset, 1)).calls == 1;
      (is_call ? places.calls : places.others).push_back(offset);
    }
  }
  return places;
}

// `calls` of the dump's ten places are calls in the file.
std::vector<uint64_t> ten_places(const Places& places, size_t calls) {
  std::vector<uint64_t> offsets(places.calls.begin(),
                                places.calls.begin() + static_cast<long>(calls));
  offsets.insert(offsets.end(), places.others.begin(),
                 places.others.begin() + static_cast<long>(10 - calls));
  std::sort(offsets.begin(), offsets.end());
  return offsets;
}

struct CallsCase {
  const char* name;
  size_t calls;
  const char* reason;   // empty: the file is taken
  const char* warning;  // empty: there is none
};

class ModuleFileOfCalls : public ModuleFile, public testing::WithParamInterface<CallsCase> {};

// The way of a dump's places to the worker that reads the module.
TEST_P(ModuleFileOfCalls, IsKnownByThem) {
  const Places places = places_in(program_);
  ASSERT_GE(places.calls.size(), 10u);
  AddressProfile profile;
  profile.modules = {module_like(program_, program_)};
  for (const uint64_t offset : ten_places(places, GetParam().calls)) {
    profile.locations.push_back({ModuleId(0), offset, {}, 0, 0});
  }
  Diagnostics diagnostics;
  const std::unique_ptr<SymbolSource> source = make_isolated_source(search_, {});
  const LocationNames names = name_locations(profile, *source, NameDetail::kChains, diagnostics);
  ASSERT_EQ(names.modules.size(), 1u);
  const ModuleNames& module = names.modules.front();
  EXPECT_EQ(module.source == "none" ? module.reason : "", GetParam().reason);
  const auto& warnings = diagnostics.list();
  EXPECT_EQ(warnings.empty() ? "" : warnings.front().message, GetParam().warning);
}

const CallsCase kCalls[] = {
    {"all", 10, "", ""},
    {"all_but_a_thread", 9, "", ""},
    {"most", 8, "", "it may be another build: 2 of 10 places of the dump are no calls in it"},
    {"half", 5, "", "it may be another build: 5 of 10 places of the dump are no calls in it"},
    {"few", 4, "another build: 6 of 10 places of the dump are no calls in it", ""},
};

INSTANTIATE_TEST_SUITE_P(Shares, ModuleFileOfCalls, testing::ValuesIn(kCalls),
                         [](const auto& row) { return row.param.name; });

// Two builds of one layout below --symbols: one has the calls.
TEST_F(ModuleFile, OfTwoBuildsOfOneLayoutIsTheOneWithTheCalls) {
  const Places places = places_in(program_);
  ASSERT_GE(places.calls.size(), 10u);
  const std::vector<uint64_t> offsets = ten_places(places, 10);
  const std::string other = tree_.copy(kProgram, "symbols/a/server");
  change_build_id(other);
  std::fstream code(other, std::ios::in | std::ios::out | std::ios::binary);
  for (const uint64_t offset : offsets) {
    constexpr std::string_view kNoCall = "\x90\x90\x90\x90\x90\x90\x90";
    code.seekp(static_cast<std::streamoff>(offset + 1 - kNoCall.size()));
    code.write(kNoCall.data(), kNoCall.size());
  }
  code.close();
  const std::string right = tree_.copy(kProgram, "symbols/b/server");
  const Module module = module_like(program_, "/opt/server");
  const ModuleQuery query = {&module, offsets, {}, NameDetail::kChains, 0, true};
  const Result<ElfFile> file = open_module_file(query, FileFinder(search_));
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(file->path(), right);
}

// Made by objcopy --only-keep-debug: its segments' bytes and offsets are gone.
TEST_F(ModuleFile, IsItsDebugFileWhereThatIsAllThereIs) {
  constexpr const char* kDebugOnly = "linked.debug";
  if (!has_fixture(kDebugOnly)) GTEST_SKIP() << "not built here: " << kDebugOnly;
  const Module module = module_like(fixture_path(kStripped), "/opt/server");
  const std::string debug_file = tree_.copy(kDebugOnly, "symbols/server.debug");
  EXPECT_EQ(find(module, search_), debug_file);
  const std::string whole = tree_.copy(kStripped, "symbols/server");
  EXPECT_EQ(find(module, search_), whole);
}

TEST_F(ModuleFile, IsNotTheDebugFileOfAnotherLayout) {
  constexpr const char* kDebugOnly = "linked.debug";
  if (!has_fixture(kDebugOnly)) GTEST_SKIP() << "not built here: " << kDebugOnly;
  search_.program = fixture_path(kDebugOnly);
  Module module = module_like(fixture_path(kStripped), "/opt/server");
  module.is_program = true;
  EXPECT_EQ(find(module, search_), search_.program);
  for (MappedRange& range : module.ranges) range.length_bytes += 4096;
  EXPECT_EQ(find(module, search_), "another build: its code does not fit the dump's map");
}

// A process that runs a copy of a program, until the end of the test.
class RunningProgram {
 public:
  explicit RunningProgram(const std::string& path) {
    std::array<char*, 3> arguments = {const_cast<char*>(path.c_str()), const_cast<char*>("60"),
                                      nullptr};
    ::posix_spawn(&process_, path.c_str(), nullptr, nullptr, arguments.data(), environ);
  }
  RunningProgram(const RunningProgram&) = delete;
  RunningProgram& operator=(const RunningProgram&) = delete;
  ~RunningProgram() {
    if (process_ <= 0) return;
    ::kill(process_, SIGKILL);
    ::waitpid(process_, nullptr, 0);
  }
  uint64_t number() const { return static_cast<uint64_t>(process_); }

 private:
  pid_t process_ = 0;
};

// A program that is built again while it runs has the same layout, mostly.
TEST_F(ModuleFile, OfALiveProcessIsTheOneThatRuns) {
  const std::string path = tree_ / "sleep";
  std::filesystem::copy_file("/bin/sleep", path);
  Module module = module_like(path, path);
  module.is_program = true;
  const RunningProgram running(path);
  search_.is_live_here = true;
  search_.live_process = running.number();
  EXPECT_EQ(find(module, search_), path);
  std::filesystem::rename(path, tree_ / "old");
  std::filesystem::copy_file(tree_ / "old", path);
  EXPECT_EQ(find(module, search_), "/proc/" + std::to_string(running.number()) + "/exe");
}

TEST_F(ModuleFile, OfALiveProcessIsNotTheLibraryThatReplacedIt) {
  const std::string path = tree_.copy(kProgram, "library");
  const Module module = module_like(path, path);
  const int file = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  void* const mapped = ::mmap(nullptr, 4096, PROT_READ, MAP_PRIVATE, file, 0);
  ::close(file);
  ASSERT_NE(mapped, MAP_FAILED);
  search_.is_live_here = true;
  search_.live_process = static_cast<uint64_t>(::getpid());
  EXPECT_EQ(find(module, search_), path);
  tree_.copy(kProgram, "new");
  change_build_id(tree_ / "new");
  std::filesystem::rename(tree_ / "new", path);
  const std::string place = find(module, search_);
  ::munmap(mapped, 4096);
  EXPECT_THAT(place,
              testing::AnyOf(HasSubstr("/map_files/"), HasSubstr("not the one that is mapped")));
}

struct PathMapCase {
  const char* name;
  const char* path;
  const char* expected;  // empty: no mapping fits
};

class PathMaps : public testing::TestWithParam<PathMapCase> {};

TEST_P(PathMaps, TakeTheLongestWholeBeginning) {
  const std::vector<PathMapping> path_map = {
      {"/build", "/src"}, {"/build/deep/", "/d"}, {"/build", "/never"}, {"obj", "/o"}};
  EXPECT_EQ(map_path(path_map, GetParam().path).value_or(""), GetParam().expected);
}

const PathMapCase kPathMaps[] = {
    {"whole_component", "/build/a.cc", "/src/a.cc"},
    {"part_of_a_component", "/builds/a.cc", ""},
    {"the_folder_itself", "/build", "/src"},
    {"longest", "/build/deep/a.cc", "/d/a.cc"},
    {"not_quite_longest", "/build/deeper/a.cc", "/src/deeper/a.cc"},
    {"relative", "obj/main.dwo", "/o/main.dwo"},
    {"inside", "/x/build/a.cc", ""},
};

INSTANTIATE_TEST_SUITE_P(Paths, PathMaps, testing::ValuesIn(kPathMaps),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
