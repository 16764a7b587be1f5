// SPDX-License-Identifier: Apache-2.0
#include "jescope/fetch/url.h"

#include <gtest/gtest.h>

#include <ostream>

namespace jescope {
namespace {

struct Row {
  const char* name;
  std::string text;
  std::string expected;  // scheme|host|port|target|user_info, or the error
};

std::string words(const Result<Url>& url) {
  if (!url.ok()) return url.error().where + ": " + url.error().message;
  return std::string(url->is_tls ? "https" : "http") + "|" + url->host + "|" +
         std::to_string(url->port) + "|" + url->target + "|" + url->user_info;
}

class UrlTest : public testing::TestWithParam<Row> {};

TEST_P(UrlTest, IsTakenApart) {
  EXPECT_EQ(words(parse_url(GetParam().text)), GetParam().expected);
}

constexpr const char* kNotPrintable =
    "expected a URL of printable ASCII characters, got a blank, control or other character (%20 "
    "is a blank)";
constexpr const char* kNoHost =
    "expected the name or address of a host after //, got something else";
constexpr const char* kNoPort = "expected a port from 1 to 65535, got something else";

INSTANTIATE_TEST_SUITE_P(
    All, UrlTest,
    testing::Values(
        Row{"plain", "http://tikv-0.example/pprof/heap", "http|tikv-0.example|80|/pprof/heap|"},
        Row{"port", "http://10.0.0.5:20180/debug/pprof/heap?seconds=3",
            "http|10.0.0.5|20180|/debug/pprof/heap?seconds=3|"},
        Row{"tls", "https://h/x", "https|h|443|/x|"},
        Row{"capitals", "HTTPS://Host.Example:8443/X", "https|host.example|8443|/X|"},
        Row{"host_alone", "http://h", "http|h|80|/|"},
        Row{"empty_port", "http://h:/x", "http|h|80|/x|"},
        Row{"query_alone", "http://h?x=1", "http|h|80|/?x=1|"},
        Row{"fragment", "http://h/x#y", "http|h|80|/x|"},
        Row{"fragment_alone", "http://h#y", "http|h|80|/|"},
        Row{"v6", "http://[::1]:80/x", "http|::1|80|/x|"},
        Row{"v6_alone", "http://[fe80::1]", "http|fe80::1|80|/|"},
        Row{"user", "http://me:p%40ss:w@h/x", "http|h|80|/x|me:p@ss:w"},
        Row{"at_in_path", "http://h/x@y", "http|h|80|/x@y|"},
        Row{"percent_at_the_end", "http://me%@h/", "http|h|80|/|me%"},
        Row{"no_scheme", "h:80/x",
            "h:80/x: expected a URL with http:// or https://, got something else"},
        Row{"file", "file:///etc/passwd",
            "file:///etc/passwd: expected a URL with http:// or https://, got something else"},
        Row{"line_end", "http://h/x\r\nEvil: 1",
            std::string("http://h/x\r\nEvil: 1: ") + kNotPrintable},
        Row{"blank", "http://h/x y", std::string("http://h/x y: ") + kNotPrintable},
        Row{"nul", std::string("http://h/\0x", 11),
            std::string("http://h/\0x: ", 13) + kNotPrintable},
        Row{"umlaut", "http://h/\xc3\xa4", std::string("http://h/\xc3\xa4: ") + kNotPrintable},
        Row{"no_host", "http:///x", std::string("http:///x: ") + kNoHost},
        Row{"host_of_marks", "http://a;b/x", std::string("http://a;b/x: ") + kNoHost},
        Row{"open_bracket", "http://[::1/x", std::string("http://[::1/x: ") + kNoHost},
        Row{"no_v6", "http://[1234]/x", std::string("http://[1234]/x: ") + kNoHost},
        Row{"port_0", "http://h:0/x", std::string("http://h:0/x: ") + kNoPort},
        Row{"port_too_large", "http://h:65536/x", std::string("http://h:65536/x: ") + kNoPort},
        Row{"port_of_letters", "http://h:8o/x", std::string("http://h:8o/x: ") + kNoPort},
        Row{"password_is_not_repeated", "http://u:secret@h:0/x",
            std::string("http://h:0/x: ") + kNoPort},
        Row{"too_long", "http://h/" + std::string(9000, 'x'),
            "http://h/" + std::string(191, 'x') + ": expected at most 8192 characters, got more"}),
    [](const auto& row) { return row.param.name; });

class LocationTest : public testing::TestWithParam<Row> {};

TEST_P(LocationTest, IsResolved) {
  const Url from{true, "h", 8443, "/a/b?q", "u:p"};
  EXPECT_EQ(words(parse_location(from, GetParam().text)), GetParam().expected);
}

INSTANTIATE_TEST_SUITE_P(
    All, LocationTest,
    testing::Values(
        Row{"whole", "http://other/x", "http|other|80|/x|"},
        Row{"path", "/x?y=http://z/", "https|h|8443|/x?y=http://z/|"},
        Row{"beside", "c", "https|h|8443|/a/c|"},
        Row{"scheme_of_before", "//other/x", "https|other|443|/x|"},
        Row{"with_password", "https://e:vil@h:8443/x", "https|h|8443|/x|"},
        Row{"file", "file:///etc/passwd",
            "file:///etc/passwd: expected a URL with http:// or https://, got something else"},
        Row{"line_end", "/x\nEvil: 1", std::string("https://h:8443/x\nEvil: 1: ") + kNotPrintable}),
    [](const auto& row) { return row.param.name; });

TEST(UrlText, HasNoPassword) {
  EXPECT_EQ(to_text({true, "h", 443, "/x", "u:p"}), "https://h/x");
  EXPECT_EQ(to_text({false, "::1", 8080, "/x?y", ""}), "http://[::1]:8080/x?y");
}

TEST(WithoutUserInfo, AlsoOfMistypedUrls) {
  for (const auto& [text, expected] :
       std::map<std::string, std::string>{{"http://bob:s3cret/PW@127.0.0.1/", "http://127.0.0.1/"},
                                          {"ftp://bob:pw@h/x", "ftp://h/x"},
                                          {"http:/bob:pw@h/", "http:/h/"},
                                          {"bob:pw@127.0.0.1:8899", "127.0.0.1:8899"},
                                          {"http://h/x", "http://h/x"},
                                          {"dump@2", "dump@2"},
                                          {"a@b:c", "a@b:c"},
                                          {"", ""}}) {
    EXPECT_EQ(without_user_info(text), expected);
  }
}

}  // namespace
}  // namespace jescope
