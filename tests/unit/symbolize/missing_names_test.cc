// SPDX-License-Identifier: Apache-2.0
//
// Each shape of missing names has its reason and the command that mends it.
#include "symbolize/missing_names.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "fixture.h"
#include "tests/support/temp_path.h"

namespace jescope {
namespace {

constexpr const char* kById = "by-build-id";  // build-id 0123456789abcdef
constexpr const char* kWithoutId = "symtab-only";

// A folder that says which distribution it holds.
std::string sysroot_of(const std::string& id) {
  const std::filesystem::path root = temp_path(id);
  std::filesystem::create_directories(root / "etc");
  std::ofstream(root / "etc/os-release") << "ID=" << id << "\n";
  return root.string();
}

FoundNames found_symbols(bool FoundNames::*kind, size_t unnamed) {
  FoundNames found;
  found.*kind = true;
  found.places = 40;
  found.unnamed = unnamed;
  return found;
}

struct ReasonCase {
  const char* name;
  FoundNames found;
  const char* source;
  const char* reason;
  const char* remedy;  // of /opt/app/server
};

FoundNames whole() {
  FoundNames found;
  found.places = 40;
  found.dwarf = true;
  return found;
}

FoundNames with(FoundNames found, bool FoundNames::*fact) {
  found.*fact = true;
  return found;
}

FoundNames refused() {
  FoundNames found = found_symbols(&FoundNames::dynsym, 3);
  found.refusal = "/x.debug has build-id a1, the module b2";
  return found;
}

FoundNames without_lines_wanted(size_t unnamed) {
  FoundNames found = found_symbols(&FoundNames::symtab, unnamed);
  found.wants_lines = false;
  return found;
}

FoundNames without_lines(size_t places, size_t without_line, size_t unnamed = 0) {
  FoundNames found = whole();
  found.places = places;
  found.unnamed = unnamed;
  found.without_line = without_line;
  return found;
}

// Prints the row by its name, not by its bytes.
void PrintTo(const ReasonCase& row, std::ostream* out) {
  *out << row.name;
}

class Reason : public testing::TestWithParam<ReasonCase> {};

TEST_P(Reason, HasARemedy) {
  const Result<ElfFile> file = ElfFile::open(fixture_path(kById), {});
  ASSERT_TRUE(file.ok());
  const FoundNames& found = GetParam().found;
  EXPECT_EQ(source_name(found), GetParam().source);
  EXPECT_EQ(reason_of_names(found, *file), GetParam().reason);
  EXPECT_EQ(remedy_of_names(found, *file, "/opt/app/server", sysroot_of("debian")),
            GetParam().remedy);
}

constexpr const char* kUnstripped =
    "jescope symbols --symbols DIR DUMP  # DIR holds the unstripped or debug file of build-id "
    "0123456789abcdef";

INSTANTIATE_TEST_SUITE_P(
    Table, Reason,
    testing::Values(
        ReasonCase{"Whole", whole(), "DWARF", "", ""},
        ReasonCase{"SomeUnnamed", found_symbols(&FoundNames::dwarf, 3), "DWARF",
                   "some of its code has no debug information", ""},
        ReasonCase{"FewUnnamed", found_symbols(&FoundNames::dwarf, 2), "DWARF", "", ""},
        ReasonCase{"OneUnnamed", without_lines(3, 0, 1), "DWARF", "", ""},
        ReasonCase{"SomeWithoutLine", without_lines(40, 3), "DWARF",
                   "some of its code has no source lines", ""},
        ReasonCase{"FewWithoutLine", without_lines(40, 2), "DWARF", "", ""},
        ReasonCase{"OneWithoutLine", without_lines(3, 1), "DWARF", "", ""},
        ReasonCase{"UnnamedHaveNoLineEither", without_lines(40, 2, 1), "DWARF",
                   "some of its code has no source lines", ""},
        ReasonCase{"SymbolsAreEnough", without_lines_wanted(0), "symtab", "", ""},
        ReasonCase{"SymbolsAreNotEnough", without_lines_wanted(1), "symtab",
                   "no debug information, and no symbol covers some of its code", kUnstripped},
        ReasonCase{"SymbolsOnly", found_symbols(&FoundNames::symtab, 0), "symtab",
                   "no debug information, so no lines and no inlined functions", kUnstripped},
        ReasonCase{"MiniDebugInfo", found_symbols(&FoundNames::mini_debug_info, 0), "MiniDebugInfo",
                   "stripped: MiniDebugInfo names functions, without lines", kUnstripped},
        ReasonCase{"Exported", found_symbols(&FoundNames::dynsym, 2), "dynsym",
                   "stripped: only exported functions have names", kUnstripped},
        ReasonCase{"Bounds", found_symbols(&FoundNames::bounds, 2), "bounds",
                   "stripped: only the bounds of its functions are known", kUnstripped},
        ReasonCase{"Nothing", {}, "none", "stripped: no symbol covers its code", kUnstripped},
        ReasonCase{"Refused", refused(), "dynsym", "/x.debug has build-id a1, the module b2",
                   kUnstripped},
        ReasonCase{"Damaged", with({}, &FoundNames::unreadable_debug_info), "none",
                   "its debug information is damaged or compressed in an unknown way",
                   "jescope symbols --symbols DIR DUMP  # DIR holds an intact copy of its debug "
                   "file"},
        ReasonCase{"PartlyDamaged", with(whole(), &FoundNames::damaged_debug_info), "DWARF",
                   "some of its debug information is damaged",
                   "jescope symbols --symbols DIR DUMP  # DIR holds an intact copy of its debug "
                   "file"},
        ReasonCase{"SharedFile", with(whole(), &FoundNames::lacks_debug_parts), "DWARF",
                   "a part of its debug information is in a file not found here",
                   "jescope symbols --symbols DIR DUMP  # DIR holds the file its debug file "
                   "shares (dwz)"},
        ReasonCase{"SplitFiles", with(whole(), &FoundNames::lacks_split_files), "DWARF",
                   "its debug information is split, and .dwo files are not here",
                   "jescope symbols --symbols DIR DUMP  # DIR holds the .dwo files or the .dwp"}),
    [](const auto& row) { return std::string(row.param.name); });

struct PackageCase {
  const char* distribution;
  const char* path;
  const char* remedy;
};

class PackageRemedy : public testing::TestWithParam<PackageCase> {};

TEST_P(PackageRemedy, FitsTheDistribution) {
  const Result<ElfFile> file = ElfFile::open(fixture_path(kById), {});
  ASSERT_TRUE(file.ok());
  EXPECT_EQ(remedy_of_names({}, *file, GetParam().path, sysroot_of(GetParam().distribution)),
            GetParam().remedy);
}

INSTANTIATE_TEST_SUITE_P(
    Table, PackageRemedy,
    testing::Values(
        PackageCase{"debian", "/usr/lib/x86_64-linux-gnu/libc.so.6", "apt-get install libc6-dbg"},
        PackageCase{"debian", "/usr/lib/librocksdb.so.7",
                    "DEBUGINFOD_URLS=https://debuginfod.debian.net jescope symbols --debuginfod "
                    "DUMP"},
        PackageCase{"ubuntu", "/usr/lib/librocksdb.so.7",
                    "DEBUGINFOD_URLS=https://debuginfod.ubuntu.com jescope symbols --debuginfod "
                    "DUMP"},
        PackageCase{"fedora", "/usr/lib64/libc.so.6",
                    "dnf --enablerepo='*debug*' install 'debuginfo(build-id) = "
                    "0123456789abcdef'"},
        PackageCase{"alpine", "/usr/lib/libz.so.1",
                    "DEBUGINFOD_URLS=https://debuginfod.elfutils.org jescope symbols --debuginfod "
                    "DUMP"}));

TEST(WithoutBuildId, ReasonAndRemedySaySo) {
  const Result<ElfFile> file = ElfFile::open(fixture_path(kWithoutId), {});
  ASSERT_TRUE(file.ok());
  const FoundNames found = found_symbols(&FoundNames::symtab, 0);
  EXPECT_EQ(reason_of_names(found, *file),
            "no debug information, so no lines and no inlined functions; and no build-id to find "
            "a debug file by");
  EXPECT_EQ(remedy_of_names(found, *file, "/usr/lib/x.so", {}),
            "jescope symbols --symbols DIR DUMP  # DIR holds the unstripped file; link with "
            "-Wl,--build-id to match debug files");
}

TEST(WithoutFile, TheRemedyFitsTheModule) {
  Module module = module_at("/opt/x.so");
  const Error error{ErrorCode::kUnreadable, "", "not found here", ""};
  EXPECT_EQ(reason_of_file(error, module), "not found here");
  EXPECT_EQ(remedy_of_file(module),
            "jescope symbols --sysroot DIR DUMP  # DIR is the image, unpacked");
  module.deleted = true;
  EXPECT_EQ(reason_of_file(error, module), "the mapped file was deleted; not found here");
  EXPECT_EQ(remedy_of_file(module),
            "jescope symbols --symbols DIR DUMP  # DIR holds a copy of the file that was mapped");
  module.is_program = true;
  EXPECT_EQ(remedy_of_file(module),
            "jescope symbols --program FILE DUMP  # FILE is a copy of the program that ran");
}

}  // namespace
}  // namespace jescope
