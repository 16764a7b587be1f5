// SPDX-License-Identifier: Apache-2.0
//
// Each distinct address becomes a stack of a made-up dump, one further on, since
// addresses of dumps are those to which calls return:
//
//   heap_v2/1
//   @ 0x401137
//     t*: 1: 1 [0: 0]
//   MAPPED_LIBRARIES:
//   00400000-00452000 r-xp 00000000 08:02 173521 /usr/bin/program
#include "pipeline/jeprof/jeprof_symbols.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <optional>
#include <unordered_map>
#include <vector>

#include "jescope/model/short_name.h"
#include "jescope/read/byte_source.h"
#include "jescope/read/dump_reader.h"
#include "jescope/symbolize/linked_mappings.h"
#include "pipeline/inputs/added_library.h"
#include "pipeline/load.h"

namespace jescope {
namespace {

constexpr size_t kMostBytes = size_t{256} << 20;

bool is_word(char c) {
  return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
}

// Returns the first "0x12ab" of the line that stands as a word of its own.
std::optional<uint64_t> address_in(std::string_view line) {
  for (size_t at = line.find("0x"); at != std::string_view::npos; at = line.find("0x", at + 1)) {
    uint64_t address = 0;
    const char* const begin = line.data() + at + 2;
    const char* const end = line.data() + line.size();
    const auto read = std::from_chars(begin, end, address, 16);
    const bool begins = at == 0 || !is_word(line[at - 1]);
    const bool ends = read.ptr == end || !is_word(*read.ptr);
    if (begins && ends && read.ptr != begin && read.ec == std::errc()) return address;
  }
  return std::nullopt;
}

struct Questions {
  std::vector<size_t> asked;        // in `addresses`, in their order
  std::vector<uint64_t> addresses;  // distinct
  std::string map;
};

Questions take_apart(std::string_view text) {
  Questions questions;
  std::unordered_map<uint64_t, size_t> known;
  while (!text.empty()) {
    const size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    const std::optional<uint64_t> address = address_in(line);
    if (!address) {
      questions.map += std::string(line) + '\n';
      continue;
    }
    const auto [row, is_new] = known.try_emplace(*address, questions.addresses.size());
    if (is_new) questions.addresses.push_back(*address);
    questions.asked.push_back(row->second);
  }
  return questions;
}

// As in jeprof a line that is neither an address nor one of a map is passed over.
Result<Dump> to_dump(std::span<const uint64_t> addresses, const std::string& map) {
  std::string text = "heap_v2/1\n  t*: 1: 1 [0: 0]\n";
  for (const uint64_t address : addresses) {
    text += fmt::format("@ {:#x}\n  t*: 1: 1 [0: 0]\n", address + 1);
  }
  text += "\nMAPPED_LIBRARIES:\n" + map;
  const std::unique_ptr<ByteSource> source = memory_source(text);
  Diagnostics unheard;  // their line numbers are of this text, not of the user's
  return read_dump(*source, "standard input", unheard);
}

// The function that the code belongs to, not what is inlined at the place.
std::string name_of(const Profile& profile, const Sample& sample) {
  for (const FrameId id : profile.stacks.innermost_first(sample.stack)) {
    const Frame& frame = profile.frame(id);
    if (frame.inlined) continue;
    return is_named(frame) ? short_name(profile.text(frame.function)) : "??";
  }
  return "??";
}

class Namer {
 public:
  Namer(const Questions& questions, const std::string& program, const Request& request,
        SymbolSource& source, Diagnostics& diagnostics)
      : questions_(questions),
        program_(program),
        request_(request),
        source_(source),
        diagnostics_(diagnostics) {}

  Result<std::vector<std::string>> names_of(std::span<const uint64_t> addresses) {
    Result<Dump> dump = to_dump(addresses, questions_.map);
    if (!dump.ok()) return std::move(dump).error();
    if (dump->mappings.empty()) {
      const Result<std::vector<Mapping>> linked = linked_mappings(program_);
      if (!linked.ok()) return linked.error();
      add_mappings(*linked, *dump);
    }
    Result<AddressProfile> places = place_dump(*dump, request_, diagnostics_);
    if (!places.ok()) return std::move(places).error();
    places->are_call_sites = false;
    const Profile named = symbolize(*places, source_, request_.inlines, diagnostics_);
    // A file that is mapped twice: two addresses are one place.
    if (named.samples.size() != addresses.size()) return one_by_one(addresses);
    std::vector<std::string> names;
    for (const Sample& sample : named.samples) names.push_back(name_of(named, sample));
    return names;
  }

 private:
  Result<std::vector<std::string>> one_by_one(std::span<const uint64_t> addresses) {
    if (addresses.size() < 2) return std::vector<std::string>(addresses.size(), "??");
    std::vector<std::string> names;
    for (const size_t half : {size_t{0}, addresses.size() / 2}) {
      const size_t count = half == 0 ? addresses.size() / 2 : addresses.size() - half;
      Result<std::vector<std::string>> part = names_of(addresses.subspan(half, count));
      if (!part.ok()) return part;
      names.insert(names.end(), part->begin(), part->end());
    }
    return names;
  }

  const Questions& questions_;
  const std::string& program_;
  const Request& request_;
  SymbolSource& source_;
  Diagnostics& diagnostics_;
};

}  // namespace

Result<std::string> answer_symbols(std::string_view questions, const std::string& program,
                                   const Request& request, SymbolSource& source,
                                   Diagnostics& diagnostics) {
  const Questions apart = take_apart(questions);
  if (apart.asked.empty()) return std::string();
  Namer namer(apart, program, request, source, diagnostics);
  const Result<std::vector<std::string>> names = namer.names_of(apart.addresses);
  if (!names.ok()) return names.error();
  std::string text;
  for (const size_t row : apart.asked) text += (*names)[row] + '\n';
  return text;
}

Result<std::string> answer_symbols_of_input(const std::string& program, const Request& request,
                                            SymbolSource& source, Diagnostics& diagnostics) {
  const Result<std::unique_ptr<ByteSource>> input = open_source("-");
  if (!input.ok()) return input.error();
  std::string questions;
  std::vector<char> room(size_t{1} << 16);
  while (true) {
    const Result<size_t> got = (*input)->read(room);
    if (!got.ok()) return got.error();
    if (*got == 0) break;
    questions.append(room.data(), *got);
    if (questions.size() > kMostBytes) {
      return Error{ErrorCode::kUnreadable,
                   "standard input",
                   "expected at most 256 MiB of addresses, got more",
                   {}};
    }
  }
  return answer_symbols(questions, program, request, source, diagnostics);
}

}  // namespace jescope
