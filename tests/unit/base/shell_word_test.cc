// SPDX-License-Identifier: Apache-2.0
#include "jescope/base/shell_word.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct WordCase {
  const char* name;
  const char* text;
  const char* word;
};

class ShellWord : public testing::TestWithParam<WordCase> {};

TEST_P(ShellWord, IsOneWord) {
  EXPECT_EQ(shell_word(GetParam().text), GetParam().word);
}

INSTANTIATE_TEST_SUITE_P(
    Table, ShellWord,
    testing::Values(WordCase{"path", "/usr/lib/libz.so.1", "/usr/lib/libz.so.1"},
                    WordCase{"blank", "/a b/c", "'/a b/c'"},
                    WordCase{"quote", "it's", "'it'\\''s'"},
                    WordCase{"command", "$(rm x).heap", "'$(rm x).heap'"},
                    WordCase{"backquote_and_end", "`x`;y|z&", "'`x`;y|z&'"},
                    WordCase{"home", "~/x", "'~/x'"}, WordCase{"comment", "#x", "'#x'"},
                    WordCase{"backslash", "a\\b", "'a\\b'"},
                    WordCase{"line_end", "a\nreboot", "'a reboot'"},
                    WordCase{"escape_sequence", "a\x1b[2J", "'a\xef\xbf\xbd[2J'"},
                    WordCase{"option", "-rf", "./-rf"}, WordCase{"standard_input", "-", "-"},
                    WordCase{"nothing", "", "''"}),
    [](const auto& row) { return std::string(row.param.name); });

}  // namespace
}  // namespace jescope
