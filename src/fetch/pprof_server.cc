// SPDX-License-Identifier: Apache-2.0
#include "jescope/fetch/pprof_server.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>

#include "fetch/answer_parser.h"
#include "jescope/base/ascii_case.h"
#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

constexpr std::string_view kFolder = "/pprof/";

// Pages that gperftools, brpc and Go put beside the heap's.
struct OtherPage {
  std::string_view name;
  std::string_view shows;
};

constexpr std::array kOtherPages = {
    OtherPage{"profile", "a CPU profile"},
    OtherPage{"pmuprofile", "a CPU profile"},
    OtherPage{"filteredprofile", "a CPU profile"},
    OtherPage{"censusprofile", "a CPU profile"},
    OtherPage{"wall", "a profile of time"},
    OtherPage{"contention", "waits for locks"},
    OtherPage{"mutex", "waits for locks"},
    OtherPage{"block", "waits"},
    OtherPage{"goroutine", "goroutines"},
    OtherPage{"threadcreate", "threads"},
    OtherPage{"trace", "a trace"},
    OtherPage{"symbol", "names of addresses"},
    OtherPage{"cmdline", "a command line"},
};

std::string_view path_of(const Url& url) {
  std::string_view path = std::string_view(url.target).substr(0, url.target.find('?'));
  while (path.size() > 1 && path.ends_with('/')) path.remove_suffix(1);
  return path;
}

// Returns where the page's own name begins in the path; nothing: it is no page of /pprof/.
std::optional<size_t> page_start(std::string_view path) {
  const size_t start = path.rfind('/') + 1;
  if (!path.substr(0, start).ends_with(kFolder)) return std::nullopt;
  return start;
}

bool is_telling(std::string_view name) {
  return !name.empty() && !name.starts_with("0x") && name != "??";
}

std::string_view title_of(std::string_view html) {
  constexpr size_t kSearched = 4096;
  html = html.substr(0, kSearched);
  for (size_t i = 0; i < html.size(); ++i) {
    if (!starts_with_any_case(html.substr(i), "<title")) continue;
    html.remove_prefix(std::min(html.size(), html.find('>', i)));
    if (html.starts_with('>')) html.remove_prefix(1);
    return html.substr(0, html.find('<'));
  }
  return {};
}

}  // namespace

Result<Url> profile_page(const Url& url) {
  Url page = url;
  if (page.target == "/") page.target = "/pprof/heap";
  const std::string_view path = path_of(page);
  const std::optional<size_t> start = page_start(path);
  if (!start) return page;
  const auto* const other = std::ranges::find(kOtherPages, path.substr(*start), &OtherPage::name);
  if (other == kOtherPages.end()) return page;
  return Error{
      ErrorCode::kUsage, to_text(page),
      fmt::format("expected a page with a heap profile, got one that shows {}", other->shows),
      "the heap is at .../pprof/heap"};
}

std::optional<Url> page_beside(const Url& profile, std::string_view name) {
  const std::string_view path = path_of(profile);
  const std::optional<size_t> start = page_start(path);
  if (!start) return std::nullopt;
  Url page = profile;
  page.target = std::string(path.substr(0, *start)) + std::string(name);
  return page;
}

std::optional<uint64_t> parse_symbol_count(std::string_view text) {
  TextCursor cursor(text.substr(0, text.find_first_of("\r\n")));
  if (!cursor.consume("num_symbols:")) return std::nullopt;
  cursor.skip_blanks();
  const std::optional<uint64_t> count = cursor.decimal();
  cursor.skip_blanks();
  return cursor.at_end() ? count : std::nullopt;
}

// With all sixteen digits, as servers know it from jeprof.
std::string symbol_question(std::span<const uint64_t> addresses) {
  std::string text;
  for (const uint64_t address : addresses) {
    if (!text.empty()) text += '+';
    text += fmt::format("{:#018x}", address);
  }
  return text;
}

SymbolAnswers parse_symbol_answers(std::string_view text, std::span<const uint64_t> addresses) {
  SymbolAnswers answers;
  std::vector<bool> is_named(addresses.size(), false);
  while (!text.empty()) {
    const size_t end = std::min(text.size(), text.find('\n'));
    std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.ends_with('\r')) line.remove_suffix(1);
    if (line.empty()) continue;
    TextCursor cursor(line);
    const bool has_prefix = cursor.consume("0x") || cursor.consume("0X");
    const std::optional<uint64_t> address = cursor.hex();
    const size_t row = static_cast<size_t>(
        std::ranges::lower_bound(addresses, address.value_or(0)) - addresses.begin());
    if (!has_prefix || !address || row == addresses.size() || addresses[row] != *address) {
      ++answers.strange_lines;
      continue;
    }
    cursor.skip_blanks();
    if (is_named[row] || !is_telling(cursor.rest())) continue;
    is_named[row] = true;
    answers.symbols.push_back({*address, std::string(cursor.rest())});
  }
  return answers;
}

std::string program_of_cmdline(std::string_view text) {
  constexpr size_t kLongestPath = 4096;
  const std::string_view ends("\0\r\n", 3);
  text = text.substr(0, text.find_first_of(ends));
  if (!text.starts_with('/') || text.size() >= kLongestPath) return {};
  return std::string(text);
}

std::optional<std::string> web_page_words(const Page& page) {
  const std::string_view body = page.body;
  const size_t start = std::min(body.size(), body.find_first_not_of(" \t\r\n"));
  const std::string_view beginning = body.substr(start);
  const bool is_html = page.type == "text/html" || starts_with_any_case(beginning, "<!doctype") ||
                       starts_with_any_case(beginning, "<html");
  if (!is_html || !beginning.starts_with('<')) return std::nullopt;
  const std::string_view title = title_of(beginning);
  return title.empty() ? "a web page" : "a web page titled " + excerpt(title);
}

}  // namespace jescope
