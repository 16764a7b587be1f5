// SPDX-License-Identifier: Apache-2.0
#include "render/escape.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

struct EscapeCase {
  std::string name;
  std::string text;
  std::string xml;
  std::string json;
};

class Escape : public testing::TestWithParam<EscapeCase> {};

TEST_P(Escape, Xml) {
  EXPECT_EQ(xml_escape(GetParam().text), GetParam().xml);
}

TEST_P(Escape, Json) {
  EXPECT_EQ(json_string_escape(GetParam().text), GetParam().json);
}

INSTANTIATE_TEST_SUITE_P(
    Table, Escape,
    testing::Values(
        EscapeCase{"Plain", "std::map", "std::map", "std::map"},
        EscapeCase{"Script", "</script>", "&lt;/script&gt;", "\\u003c/script\\u003e"},
        EscapeCase{"Cdata", "]]>", "]]&gt;", "]]\\u003e"},
        EscapeCase{"Quotes", "\"'\\", "&quot;&#39;\\", "\\\"'\\\\"},
        EscapeCase{"Entity", "&lt;", "&amp;lt;", "\\u0026lt;"},
        EscapeCase{"Whitespace", "a\tb\nc\r", "a b c ", "a\\tb\\nc\\r"},
        EscapeCase{"Controls", std::string("\0\x1b\x7f", 3), "\uFFFD\uFFFD\uFFFD",
                   "\\u0000\\u001b\\u007f"},
        EscapeCase{"LaterControls", "\xC2\x85", "\uFFFD", "\\u0085"},
        EscapeCase{"Bidi", "\u202Ea\u2066\u200F", "\uFFFDa\uFFFD\uFFFD", "\\u202ea\\u2066\\u200f"},
        EscapeCase{"LineSeparator", "\u2028", "\uFFFD", "\\u2028"},
        EscapeCase{"Noncharacter", "\xEF\xBF\xBE", "\uFFFD", "\\ufffe"},
        EscapeCase{"HighNoncharacter", "\xF0\x9F\xBF\xBE", "\uFFFD", "\\ud83f\\udffe"},
        EscapeCase{"Letters", "\u00E9\u65E5\U0001F600", "\u00E9\u65E5\U0001F600",
                   "\u00E9\u65E5\U0001F600"},
        EscapeCase{"BrokenByte", "a\xFFz", "a\uFFFDz", "a\uFFFDz"},
        EscapeCase{"Overlong", "\xC0\xAF", "\uFFFD\uFFFD", "\uFFFD\uFFFD"},
        EscapeCase{"Surrogate", "\xED\xA0\x80", "\uFFFD\uFFFD\uFFFD", "\uFFFD\uFFFD\uFFFD"},
        EscapeCase{"TooLarge", "\xF4\x90\x80\x80", "\uFFFD\uFFFD\uFFFD\uFFFD",
                   "\uFFFD\uFFFD\uFFFD\uFFFD"},
        EscapeCase{"CutShort", "\xE6\x97", "\uFFFD\uFFFD", "\uFFFD\uFFFD"}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
