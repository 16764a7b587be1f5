// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as what a server sends: an answer, whole and in pieces, a URL to go to, and
// names of addresses.
#include <algorithm>
#include <cstdint>
#include <string>
#include <vector>

#include "fetch/answer_parser.h"
#include "fetch/resolve.h"
#include "jescope/fetch/pprof_server.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kMostBytes = 1000;

std::string outcome(std::string_view answer, size_t piece) {
  AnswerParser parser("page", kMostBytes);
  Result<Done> done = Done();
  for (size_t at = 0; at < answer.size() && done.ok(); at += piece) {
    done = parser.take(answer.substr(at, piece));
  }
  if (done.ok()) done = parser.close();
  if (!done.ok()) return "error";
  require(parser.is_done() && parser.has_head());
  const AnswerHead head = parser.head();
  const std::string body = parser.take_body();
  require(body.size() <= (head.status / 100 == 2 ? kMostBytes : 64 << 10));
  return std::to_string(head.status) + head.location + body;
}

// What is sent must not hold the end of a line, and must read as it was written.
void check_url(const Result<Url>& url) {
  if (!url.ok()) return;
  const std::string text = to_text(*url);
  require(text.find_first_of(std::string_view(" \r\n\0", 4)) == std::string::npos);
  Result<Url> again = parse_url(text);
  require(again.ok());
  again->user_info = url->user_info;
  require(*again == *url);
}

void check_names(std::string_view text) {
  const std::vector<uint64_t> addresses = {0, 0x10, 0x20, UINT64_MAX};
  const SymbolAnswers answers = parse_symbol_answers(text, addresses);
  require(answers.symbols.size() <= addresses.size());
  for (const GivenSymbol& symbol : answers.symbols) {
    require(std::ranges::binary_search(addresses, symbol.address) && !symbol.names.empty());
  }
}

void run(std::string_view text) {
  require(outcome(text, text.size() + 1) == outcome(text, 1));
  require(outcome(text, 7) == outcome(text, 1));
  check_url(parse_url(text));
  check_url(parse_location({true, "h", 443, "/a/b", "u:p"}, text));
  check_names(text);
  (void)parse_symbol_count(text);
  (void)program_of_cmdline(text);
  (void)addresses_in_hosts(text, "host");
  (void)web_page_words({{false, "h", 80, "/", ""}, "text/html", std::string(text)});
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
