// SPDX-License-Identifier: Apache-2.0
//
// Which bytes before a return address are a call, on the machines that are
// known, and what the number of those that are not says of a file.
#include "symbolize/elf/call_sites.h"

#include <gtest/gtest.h>

#include "tests/unit/symbolize/elf_image.h"

namespace jescope {
namespace {

struct CodeCase {
  const char* name;
  uint16_t machine;
  std::string_view code;
  bool is_call;
};

using namespace std::string_view_literals;

const CodeCase kCodes[] = {
    {"direct", EM_X86_64, "\xe8\x01\x02\x03\x04"sv, true},
    {"register", EM_X86_64, "\x90\x90\x90\xff\xd0"sv, true},
    {"high_register", EM_X86_64, "\x90\x90\x41\xff\xd4"sv, true},
    {"pointer", EM_X86_64, "\x90\x90\x90\xff\x10"sv, true},
    {"pointer_and_byte", EM_X86_64, "\x90\x90\xff\x50\x18"sv, true},
    {"sum", EM_X86_64, "\x90\x90\xff\x14\xc8"sv, true},
    {"sum_and_byte", EM_X86_64, "\x90\xff\x54\x24\x08"sv, true},
    {"pointer_and_word", EM_X86_64, "\xff\x90\x00\x01\x00\x00"sv, true},
    {"by_instruction", EM_X86_64, "\xff\x15\x00\x01\x00\x00"sv, true},
    {"table", EM_X86_64, "\xff\x14\xc5\x00\x01\x00\x00"sv, true},
    {"sum_and_word", EM_X86_64, "\xff\x94\x24\x00\x01\x00\x00"sv, true},
    {"jump", EM_X86_64, "\x90\x90\x90\xff\xe0"sv, false},
    {"push", EM_X86_64, "\x90\x90\x90\xff\x30"sv, false},
    {"wrong_length", EM_X86_64, "\x90\x90\xff\xd0\x90"sv, false},
    {"at_the_beginning_of_the_file", EM_X86_64, ""sv, false},
    {"arm_bl", EM_AARCH64, "\x01\x02\x03\x94"sv, true},
    {"arm_bl_back", EM_AARCH64, "\x01\x02\x03\x97"sv, true},
    {"arm_blr", EM_AARCH64, "\x60\x02\x3f\xd6"sv, true},
    {"arm_blraa", EM_AARCH64, "\x61\x0a\x3f\xd7"sv, true},
    {"arm_blraaz", EM_AARCH64, "\x7f\x0a\x3f\xd6"sv, true},
    {"arm_branch", EM_AARCH64, "\x01\x02\x03\x14"sv, false},
    {"arm_br", EM_AARCH64, "\x60\x02\x1f\xd6"sv, false},
    {"arm_ret", EM_AARCH64, "\xc0\x03\x5f\xd6"sv, false},
};

// A file of a machine that has `code` at its end.
struct CodeFile {
  Result<ElfFile> file;
  uint64_t last = 0;  // offset of its last byte
};

CodeFile file_of(uint16_t machine, std::string_view code) {
  constexpr size_t kMachineAt = 18;
  std::string image = elf_image({}, {});
  image[kMachineAt] = static_cast<char>(machine & 0xff);
  image[kMachineAt + 1] = static_cast<char>(machine >> 8);
  image += code;
  const uint64_t last = code.empty() ? 0 : image.size() - 1;
  return {ElfFile::from_memory("image", {image.begin(), image.end()}), last};
}

class Codes : public testing::TestWithParam<CodeCase> {};

TEST_P(Codes, AreCallsOrNot) {
  const CodeFile made = file_of(GetParam().machine, GetParam().code);
  ASSERT_TRUE(made.file.ok());
  const CallSites sites = count_call_sites(*made.file, std::span(&made.last, 1));
  EXPECT_EQ(sites.places, 1u);
  EXPECT_EQ(sites.calls, GetParam().is_call ? 1u : 0u);
}

INSTANTIATE_TEST_SUITE_P(Bytes, Codes, testing::ValuesIn(kCodes),
                         [](const auto& row) { return row.param.name; });

struct SignalCase {
  const char* name;
  uint16_t machine;
  std::string_view before;  // the place is its last byte
  std::string_view behind;
  bool tells_nothing;
};

// As dumps have them whose writers give the address itself, or one more.
const SignalCase kSignals[] = {
    {"behind_call", EM_X86_64, "\x90\x90\x0f\x05"sv, "\x48\x3d"sv, true},
    {"behind_call_and_one", EM_X86_64, "\x90\x90\x0f\x05\x48"sv, "\x3d"sv, true},
    {"begins_again", EM_X86_64, "\x90\x90\x90"sv, "\x0f\x05"sv, true},
    {"begins_again_and_one", EM_X86_64, "\x90\x90\x0f"sv, "\x05\x48"sv, true},
    {"call_is_elsewhere", EM_X86_64, "\x0f\x05\x90\x90"sv, "\x90\x0f\x05"sv, false},
    {"handler_of_glibc", EM_X86_64, "\x1f\x40\0"sv, "\x48\xc7\xc0\x0f\0\0\0\x0f\x05"sv, true},
    {"handler_of_musl", EM_X86_64, "\x90\x90\x90"sv, "\xb8\x0f\0\0\0\x0f\x05"sv, true},
    {"other_call", EM_X86_64, "\x90\x90\x90"sv, "\xb8\x10\0\0\0\x0f\x05"sv, false},
    {"arm_behind_call", EM_AARCH64, "\x01\0\0\xd4"sv, "\0\0\0\0"sv, true},
    {"arm_begins_again_and_one", EM_AARCH64, "\0\0\0\0\x01"sv, "\0\0\xd4"sv, true},
    {"arm_handler", EM_AARCH64, "\0\0\0\0"sv, "\x68\x11\x80\xd2\x01\0\0\xd4"sv, true},
    {"arm_other", EM_AARCH64, "\0\0\0\0"sv, "\x68\x11\x80\xd2\0\0\0\0"sv, false},
};

class Signals : public testing::TestWithParam<SignalCase> {};

TEST_P(Signals, LeavePlacesThatTellNothing) {
  const std::string code = std::string(GetParam().before) + std::string(GetParam().behind);
  const CodeFile made = file_of(GetParam().machine, code);
  ASSERT_TRUE(made.file.ok());
  const uint64_t place = made.last - GetParam().behind.size();
  const CallSites sites = count_call_sites(*made.file, std::span(&place, 1));
  EXPECT_EQ(sites.places, GetParam().tells_nothing ? 0u : 1u);
  EXPECT_EQ(sites.calls, 0u);
}

INSTANTIATE_TEST_SUITE_P(Bytes, Signals, testing::ValuesIn(kSignals),
                         [](const auto& row) { return row.param.name; });

TEST(CallSites, OutsideOfTheFileAreNone) {
  const CodeFile made = file_of(EM_X86_64, "\xe8\x01\x02\x03\x04"sv);
  ASSERT_TRUE(made.file.ok());
  const std::vector<uint64_t> offsets = {made.last, made.last + 1, ~uint64_t{0}};
  EXPECT_EQ(to_text(count_call_sites(*made.file, offsets)),
            "2 of 3 places of the dump are no calls in it");
}

TEST(CallSites, AreNotLookedAtOnOtherMachines) {
  const CodeFile made = file_of(EM_RISCV, "\xe8\x01\x02\x03\x04"sv);
  ASSERT_TRUE(made.file.ok());
  EXPECT_EQ(count_call_sites(*made.file, std::span(&made.last, 1)).places, 0u);
}

struct VerdictCase {
  const char* name;
  CallSites sites;
  bool is_proof;
  bool is_hint;
};

class Verdicts : public testing::TestWithParam<VerdictCase> {};

TEST_P(Verdicts, FollowFromTheShareOfCalls) {
  EXPECT_EQ(GetParam().sites.prove_another_build(), GetParam().is_proof);
  EXPECT_EQ(GetParam().sites.suggest_another_build(), GetParam().is_hint);
}

const VerdictCase kVerdicts[] = {
    {"nothing_known", {0, 0}, false, false},
    {"too_few", {3, 0}, false, true},
    {"a_thread", {4, 3}, false, false},
    {"all_wrong", {4, 0}, true, true},
    {"half", {10, 5}, false, true},
    {"less_than_half", {10, 4}, true, true},
    {"most", {20, 18}, false, false},
    {"not_quite_most", {20, 17}, false, true},
    {"all_but_a_part", {100, 97}, false, true},
    {"nearly_all", {200, 197}, false, false},
};

INSTANTIATE_TEST_SUITE_P(Shares, Verdicts, testing::ValuesIn(kVerdicts),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
