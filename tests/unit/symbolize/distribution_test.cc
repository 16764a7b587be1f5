// SPDX-License-Identifier: Apache-2.0
//
// What is read from an os-release file, and which packages are certain.
#include "symbolize/distribution.h"
#include "tests/support/temp_path.h"

#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

namespace jescope {
namespace {

struct ReleaseCase {
  const char* name;
  const char* text;
  Distribution distribution;
};

class OsRelease : public testing::TestWithParam<ReleaseCase> {};

TEST_P(OsRelease, TellsTheDistribution) {
  EXPECT_EQ(parse_os_release(GetParam().text), GetParam().distribution);
}

INSTANTIATE_TEST_SUITE_P(
    Table, OsRelease,
    testing::Values(ReleaseCase{"debian", "PRETTY_NAME=\"x\"\nID=debian\n", Distribution::kDebian},
                    ReleaseCase{"ubuntu", "ID=ubuntu\nID_LIKE=debian\n", Distribution::kUbuntu},
                    ReleaseCase{"made_from_ubuntu", "ID=linuxmint\nID_LIKE=\"ubuntu debian\"\n",
                                Distribution::kUbuntu},
                    ReleaseCase{"rocky", "ID=\"rocky\"\nID_LIKE=\"rhel centos fedora\"\n",
                                Distribution::kFedora},
                    ReleaseCase{"amazon", "ID=\"amzn\"\nID_LIKE=\"fedora\"", Distribution::kFedora},
                    ReleaseCase{"leap", "ID=\"opensuse-leap\"\n", Distribution::kSuse},
                    ReleaseCase{"arch", "ID=arch\n", Distribution::kArch},
                    ReleaseCase{"other", "ID=alpine\n", Distribution::kUnknown},
                    ReleaseCase{"like_a_name", "ID=debianish\nVERSION_ID=debian\n",
                                Distribution::kUnknown},
                    ReleaseCase{"endless_line", "ID=\"   ", Distribution::kUnknown},
                    ReleaseCase{"empty", "", Distribution::kUnknown}),
    [](const auto& row) { return std::string(row.param.name); });

TEST(Sysroot, ItsOwnFileDecides) {
  const std::filesystem::path root = temp_path("root");
  std::filesystem::create_directories(root / "etc");
  std::filesystem::create_directories(root / "usr/lib");
  std::filesystem::remove(root / "etc/os-release");
  std::ofstream(root / "usr/lib/os-release") << "ID=fedora\n";
  std::filesystem::create_symlink("/usr/lib/os-release", root / "etc/os-release");
  EXPECT_EQ(distribution_in(root.string()), Distribution::kFedora);
  std::filesystem::remove_all(root);
  EXPECT_EQ(distribution_in(root.string()), Distribution::kUnknown);
}

struct PackageCase {
  const char* name;
  Distribution distribution;
  const char* path;
  const char* package;
};

class DebugPackage : public testing::TestWithParam<PackageCase> {};

TEST_P(DebugPackage, IsNamedWhereItIsCertain) {
  EXPECT_EQ(debug_package(GetParam().distribution, GetParam().path), GetParam().package);
}

INSTANTIATE_TEST_SUITE_P(
    Table, DebugPackage,
    testing::Values(
        PackageCase{"glibc", Distribution::kDebian, "/usr/lib/x86_64-linux-gnu/libc.so.6",
                    "libc6-dbg"},
        PackageCase{"old_glibc", Distribution::kUbuntu, "/lib/x86_64-linux-gnu/libc-2.31.so",
                    "libc6-dbg"},
        PackageCase{"loader", Distribution::kDebian, "/lib64/ld-linux-x86-64.so.2", "libc6-dbg"},
        PackageCase{"libcrypto", Distribution::kDebian, "/usr/lib/libcrypto.so.3", ""},
        PackageCase{"own_libc", Distribution::kDebian, "/opt/app/lib/libc.so.6", ""},
        PackageCase{"java", Distribution::kDebian,
                    "/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so", "openjdk-17-dbg"},
        PackageCase{"other_java", Distribution::kDebian, "/opt/java/openjdk/lib/server/libjvm.so",
                    ""},
        PackageCase{"strange_version", Distribution::kDebian,
                    "/usr/lib/jvm/java-17;reboot-openjdk-amd64/libjvm.so", ""},
        PackageCase{"no_apt", Distribution::kFedora, "/usr/lib64/libc.so.6", ""},
        PackageCase{"unknown", Distribution::kUnknown, "/usr/lib/libc.so.6", ""}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace jescope
