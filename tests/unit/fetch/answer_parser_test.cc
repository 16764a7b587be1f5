// SPDX-License-Identifier: Apache-2.0
//
// Each answer is taken whole, byte by byte, and cut at every place.
#include "fetch/answer_parser.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

namespace jescope {
namespace {

constexpr uint64_t kMostBytes = 100;

struct Row {
  const char* name;
  std::string answer;    // then the connection is closed
  std::string expected;  // status, body; or the error
};

std::string outcome(std::string_view answer, size_t piece) {
  AnswerParser parser("page", kMostBytes);
  Result<Done> done = Done();
  for (size_t at = 0; at < answer.size() && done.ok(); at += piece) {
    done = parser.take(answer.substr(at, piece));
  }
  if (done.ok()) done = parser.close();
  if (!done.ok()) return done.error().message;
  return fmt::format("{} {}", parser.head().status, parser.take_body());
}

class AnswerParserTest : public testing::TestWithParam<Row> {};

TEST_P(AnswerParserTest, IsTheSameInPiecesOfAnySize) {
  const std::string& answer = GetParam().answer;
  EXPECT_EQ(outcome(answer, answer.size() + 1), GetParam().expected);
  for (size_t piece = 1; piece < std::min<size_t>(answer.size(), 70); ++piece) {
    EXPECT_EQ(outcome(answer, piece), GetParam().expected) << "in pieces of " << piece;
  }
}

std::string chunked(std::string_view chunks) {
  return "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + std::string(chunks);
}

INSTANTIATE_TEST_SUITE_P(
    All, AnswerParserTest,
    testing::Values(
        Row{"length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabc", "200 abc"},
        Row{"more_than_the_length", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\n\r\nabcdef",
            "200 abc"},
        Row{"until_the_end", "HTTP/1.0 200 OK\r\n\r\nabc", "200 abc"},
        Row{"line_feeds_alone", "HTTP/1.1 200 OK\nContent-Length: 3\n\nabc", "200 abc"},
        Row{"no_reason", "HTTP/1.1 200\r\nContent-Length: 1\r\n\r\na", "200 a"},
        Row{"chunks", chunked("3\r\nabc\r\nA\r\n0123456789\r\n0\r\n\r\n"), "200 abc0123456789"},
        Row{"chunk_remarks", chunked("3;x=y\r\nabc\r\n0;z\r\nTrailer: 1\r\n\r\n"), "200 abc"},
        Row{"chunks_win_over_a_length",
            "HTTP/1.1 200 OK\r\nContent-Length: 99\r\nTransfer-Encoding: chunked\r\n\r\n"
            "1\r\na\r\n0\r\n\r\n",
            "200 a"},
        Row{"continue_first",
            "HTTP/1.1 100 Continue\r\n\r\nHTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\na", "200 a"},
        Row{"folded_field", "HTTP/1.1 200 OK\r\nX: a\r\n b\r\nContent-Length: 1\r\n\r\na", "200 a"},
        Row{"no_content", "HTTP/1.1 204 No Content\r\n\r\nabc", "204 "},
        Row{"error_page",
            "HTTP/1.1 500 Oops\r\nContent-Length: 200\r\n\r\n" + std::string(200, 'x'),
            "500 " + std::string(200, 'x')},
        Row{"nothing", "", "expected an answer, got a connection closed without one"},
        Row{"cut_head", "HTTP/1.1 200 OK\r\nContent-Le",
            "expected the end of the header, got the end of the connection"},
        Row{"cut_body", "HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc",
            "expected 9 bytes, got 3: the answer was cut short"},
        Row{"cut_chunk", chunked("9\r\nabc"),
            "expected the last chunk of the answer, got the end of the connection"},
        Row{"cut_before_the_last_chunk", chunked("3\r\nabc\r\n"),
            "expected the last chunk of the answer, got the end of the connection"},
        Row{"chunk_of_no_number", chunked("xyz\r\nabc"),
            "expected the size of a chunk, got \"xyz\""},
        Row{"negative_chunk", chunked("-1\r\nabc"), "expected the size of a chunk, got \"-1\""},
        Row{"huge_chunk", chunked("fffffffffffffffff\r\nabc"),
            "expected the size of a chunk, got \"fffffffffffffffff\""},
        Row{"chunk_of_all_numbers", chunked("ffffffffffffffff\r\nabc"),
            "expected the last chunk of the answer, got the end of the connection"},
        Row{"chunk_without_its_end", chunked("1\r\nabc\r\n"),
            "expected the end of a chunk, got \"bc\""},
        Row{"long_chunk_line", chunked("1;" + std::string(2000, 'x')),
            "expected the size of a chunk, got a long line"},
        Row{"too_large", "HTTP/1.1 200 OK\r\nContent-Length: 101\r\n\r\n",
            "expected at most 100 B, got more"},
        Row{"too_large_in_chunks", chunked("64\r\n" + std::string(100, 'x') + "\r\n1\r\nx\r\n"),
            "expected at most 100 B, got more"},
        Row{"too_large_until_the_end", "HTTP/1.1 200 OK\r\n\r\n" + std::string(101, 'x'),
            "expected at most 100 B, got more"},
        Row{"length_of_no_number", "HTTP/1.1 200 OK\r\nContent-Length: -3\r\n\r\nabc",
            "expected a number of bytes, got \"-3\""},
        Row{"huge_length", "HTTP/1.1 200 OK\r\nContent-Length: 99999999999999999999\r\n\r\nabc",
            "expected a number of bytes, got \"99999999999999999999\""},
        Row{"two_lengths", "HTTP/1.1 200 OK\r\nContent-Length: 3\r\nContent-Length: 4\r\n\r\nabcd",
            "expected one Content-Length, got two that differ"},
        Row{"unknown_coding", "HTTP/1.1 200 OK\r\nTransfer-Encoding: gzip, chunked\r\n\r\n",
            "expected Transfer-Encoding: chunked, or none, got \"gzip, chunked\""},
        Row{"no_colon", "HTTP/1.1 200 OK\r\nhello\r\n\r\n",
            "expected a header field, got \"hello\""},
        Row{"bad_status", "HTTP/1.1 2x0 OK\r\n\r\n",
            "expected an answer in HTTP/1.1, got \"HTTP/1.1 2x0 OK\""}),
    [](const auto& row) { return row.param.name; });

struct Flood {
  const char* name;
  std::string beginning;
  std::string again;
  std::string expected;
};

class FloodTest : public testing::TestWithParam<Flood> {};

// None of these ends by itself; each is stopped while it is small.
TEST_P(FloodTest, IsStopped) {
  AnswerParser parser("page", kMostBytes);
  Result<Done> done = parser.take(GetParam().beginning);
  size_t bytes = 0;
  while (done.ok() && !parser.is_done() && bytes < 300'000) {
    done = parser.take(GetParam().again);
    bytes += GetParam().again.size();
  }
  EXPECT_EQ(done.ok() ? "done" : done.error().message, GetParam().expected);
  EXPECT_LT(bytes, 100'000u);
}

INSTANTIATE_TEST_SUITE_P(
    All, FloodTest,
    testing::Values(Flood{"field", "HTTP/1.1 200 OK\r\nX: ", "xxxxxxxxxx",
                          "expected at most 64 KiB of header fields, got more"},
                    Flood{"fields", "HTTP/1.1 200 OK\r\n", "X: y\r\n",
                          "expected at most 64 KiB of header fields, got more"},
                    Flood{"continues", "", "HTTP/1.1 100 Continue\r\n\r\n",
                          "expected at most 64 KiB of header fields, got more"},
                    Flood{"reason", "HTTP/1.1 200 ", "OOOOOOOOOO",
                          "expected at most 64 KiB of header fields, got more"},
                    Flood{"trailer", "HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n",
                          "X: y\r\n", "expected at most 64 KiB of header fields, got more"},
                    Flood{"garbage", "", "zzzzzzzzzz",
                          "expected an answer in HTTP/1.1, got \"zzzzzzzzzz\""},
                    Flood{"error_page", "HTTP/1.1 500 Oops\r\n\r\n", "xxxxxxxxxx", "done"}),
    [](const auto& row) { return row.param.name; });

TEST(AnswerParser, KeepsTheFieldsThatMatter) {
  AnswerParser parser("page", kMostBytes);
  ASSERT_TRUE(
      parser
          .take("HTTP/1.1 302 Found\r\nLOCATION:  /x \r\nContent-Type: Text/HTML; charset=x\r\n"
                "Content-Encoding: GZip\r\nContent-Length: 5\r\n\r\n")
          .ok());
  EXPECT_TRUE(parser.has_head());
  EXPECT_FALSE(parser.is_done());
  EXPECT_EQ(parser.head().reason, "Found");
  EXPECT_EQ(parser.head().location, "/x");
  EXPECT_EQ(parser.head().type, "text/html");
  EXPECT_EQ(parser.head().encoding, "gzip");
  EXPECT_EQ(parser.head().length, 5u);
}

TEST(AnswerParser, SaysWhatTlsIs) {
  AnswerParser parser("page", kMostBytes);
  const Result<Done> done = parser.take("\x15\x03\x01\x02");
  ASSERT_FALSE(done.ok());
  EXPECT_EQ(done.error().message, "expected an answer in HTTP/1.1, got one in TLS");
  EXPECT_EQ(done.error().hint, "a server with TLS is reached with https://");
}

}  // namespace
}  // namespace jescope
