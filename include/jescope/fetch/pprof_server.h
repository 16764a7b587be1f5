// SPDX-License-Identifier: Apache-2.0
//
// The pages of a program that shows its own heap, as gperftools defined them and
// TiKV, brpc and Doris have them:
//
//   GET  /pprof/heap      a heap profile; /pprof/growth, another
//   GET  /pprof/symbol    "num_symbols: 1234"; 0: it cannot name addresses
//   POST /pprof/symbol    0x55d0c0de1234+0x55d0c0de5678
//                         0x55d0c0de1234 main--run(int)     outermost--inlined
//   GET  /pprof/cmdline   the program's path, then NUL or the end of a line
//
// All of them may have a prefix, as /debug/pprof/heap. Here the words are read and
// written; fetch.h brings them.
#pragma once

#include <cstddef>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/fetch/fetch.h"
#include "jescope/model/dump.h"

namespace jescope {

// Returns the page that a user's URL means: /pprof/heap where it names none. Pages
// that are known to hold no heap profile are an error.
Result<Url> profile_page(const Url& url);

// Returns the page "symbol" or "cmdline" that belongs to a profile's page; nothing
// where that is no page of /pprof/.
std::optional<Url> page_beside(const Url& profile, std::string_view name);

// Returns the number after "num_symbols:", on the first line; nothing: there is none.
std::optional<uint64_t> parse_symbol_count(std::string_view text);

// Returns the body of a POST that asks for the names of these addresses.
std::string symbol_question(std::span<const uint64_t> addresses);

struct SymbolAnswers {
  std::vector<GivenSymbol> symbols;  // of the wanted addresses, each once
  size_t strange_lines = 0;          // that are no answer to a question
};

// Reads the answer for `addresses`, which are ascending and distinct. Of two names
// for one address the first counts; addresses without a name are left out.
SymbolAnswers parse_symbol_answers(std::string_view text, std::span<const uint64_t> addresses);

// Returns the program's path; empty: it is not told, or not from the root.
std::string program_of_cmdline(std::string_view text);

// Returns "a web page titled ..." for a page for people, which a proxy or a login may
// put in the place of a profile; nothing for all others.
std::optional<std::string> web_page_words(const Page& page);

}  // namespace jescope
