// SPDX-License-Identifier: Apache-2.0
#include "record/attach/process_traits.h"

#include <gtest/gtest.h>
#include <unistd.h>

namespace jescope {
namespace {

TEST(ProcessStatus, IsRead) {
  const ProcessStatus status = parse_process_status(
      "Name:\tredis server\nState:\tS (sleeping)\nTgid:\t1234\nPid:\t1236\nTracerPid:\t77\n"
      "Uid:\t33\t34\t35\t36\nNStgid:\t1234\t7\nNSpid:\t1236\t9\nKthread:\t0\nSigPnd:"
      "\t0000000000000010\nSigIgn:\t0000000000001400\n"
      "Seccomp:\t2\n");
  EXPECT_EQ(status.name, "redis server");
  EXPECT_EQ(status.state, 'S');
  EXPECT_EQ(status.thread, 1236);
  EXPECT_EQ(status.process, 1234);
  EXPECT_EQ(status.inner_process, 7);
  EXPECT_EQ(status.tracer, 77);
  EXPECT_EQ(status.user, 33U);
  EXPECT_EQ(status.seccomp, 2);
  EXPECT_EQ(status.pending, 0x10U);
  EXPECT_EQ(status.ignored, 0x1400U);
  EXPECT_FALSE(status.is_kernels);
}

TEST(ProcessStatus, OfOldKernelsKnowsOneNumber) {
  const ProcessStatus status = parse_process_status("Tgid:\t5\nKthread:\t1\nUid:\t\n");
  EXPECT_EQ(status.inner_process, 5);
  EXPECT_TRUE(status.is_kernels);
  EXPECT_EQ(parse_process_status("").process, 0);
}

struct RightsCase {
  const char* name;
  TracingRights rights;
  const char* message;
  const char* hint_has;
};

class NoRights : public testing::TestWithParam<RightsCase> {};

TEST_P(NoRights, SaysWhatIsMissing) {
  const Error error = no_rights(1234, GetParam().rights);
  EXPECT_EQ(error.where, "process 1234");
  EXPECT_EQ(error.message,
            std::string("expected the right to trace it, got none: ") + GetParam().message);
  EXPECT_NE(error.hint.find(GetParam().hint_has), std::string::npos) << error.hint;
}

INSTANTIATE_TEST_SUITE_P(
    All, NoRights,
    testing::Values(
        RightsCase{"OtherUser",
                   {1000, 0, false, 0},
                   "it is of user 0, and this is user 1000 without CAP_SYS_PTRACE",
                   "securityContext.capabilities.add: [SYS_PTRACE]"},
        RightsCase{"Yama",
                   {1000, 1000, false, 1},
                   "kernel.yama.ptrace_scope is 1, which wants CAP_SYS_PTRACE",
                   "sudo jescope dump 1234"},
        RightsCase{
            "YamaForbidsAll",
            {0, 0, true, 3},
            "kernel.yama.ptrace_scope is 3, which forbids tracing to all until the next boot",
            "jescope record"},
        RightsCase{"SecurityModule",
                   {0, 5, true, 1},
                   "a security module, or a container around it with more rights than this one, "
                   "forbids it",
                   "inside its container"},
        RightsCase{"Gained",
                   {1000, 1000, false, 0},
                   "it has more rights than this user, or seccomp forbids ptrace",
                   "shareProcessNamespace: true"}),
    [](const auto& test) { return test.param.name; });

TEST(FindProcess, RefusesNumbersOfNone) {
  const Result<ProcessStatus> none = find_process(0x3fffffff);
  ASSERT_FALSE(none.ok());
  EXPECT_EQ(none.error().message, "expected a running program, got none with that number");
}

std::vector<MappedArea> with_file(const char* path) {
  MappedArea area;
  area.mapping.path = path;
  return {area};
}

TEST(OtherAllocator, IsToldByFiles) {
  EXPECT_EQ(other_allocator(with_file("/usr/lib/libtcmalloc_minimal.so.4")), "tcmalloc");
  EXPECT_EQ(other_allocator(with_file("/x/libmimalloc.so.2.0")), "mimalloc");
  EXPECT_EQ(other_allocator(with_file("/lib/ld-musl-x86_64.so.1")), "musl");
  EXPECT_EQ(other_allocator(with_file("/lib/x86_64-linux-gnu/libc.so.6")), "glibc");
  EXPECT_EQ(other_allocator(with_file("/mimalloc/program")), "");
}

}  // namespace
}  // namespace jescope
