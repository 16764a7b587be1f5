// SPDX-License-Identifier: Apache-2.0
//
//   URL ──fetch──▶ page ──read──▶ Dump ──its addresses──▶ server ──▶ Dump with names
#include "pipeline/inputs/remote_dumps.h"

#include <fmt/format.h>

#include <algorithm>
#include <memory>

#include "jescope/base/units.h"
#include "jescope/fetch/pprof_server.h"
#include "jescope/read/byte_source.h"
#include "jescope/read/dump_reader.h"

namespace jescope {
namespace {

// Servers take requests of at least 1 MiB; one address is 19 bytes.
constexpr size_t kAddressesPerQuestion = 20'000;
constexpr uint64_t kMostSmallBytes = 64 << 10;  // of "num_symbols: 1" and a command line
constexpr uint64_t kMostAnswerBytes = uint64_t{256} << 20;
constexpr double kSmallSeconds = 10;  // for these: servers have them at hand

// Ends with an error after so many bytes: a small packed page may stand for an endless one.
class BoundedSource : public ByteSource {
 public:
  BoundedSource(std::unique_ptr<ByteSource> source, uint64_t most_bytes, std::string where)
      : source_(std::move(source)), most_bytes_(most_bytes), where_(std::move(where)) {}

  Result<size_t> read(std::span<char> room) override {
    Result<size_t> got = source_->read(room);
    if (!got.ok()) {
      error_ = got.error();
    } else if (*got > most_bytes_ - bytes_) {
      error_ = Error{ErrorCode::kUnreadable, where_,
                     fmt::format("expected at most {} when unpacked, got more",
                                 format_bytes(static_cast<int64_t>(most_bytes_))),
                     "--max-download SIZE allows more"};
    } else {
      bytes_ += *got;
    }
    if (error_) return *error_;
    return got;
  }

  const std::optional<Error>& error() const { return error_; }

 private:
  std::unique_ptr<ByteSource> source_;
  const uint64_t most_bytes_;
  const std::string where_;
  uint64_t bytes_ = 0;
  std::optional<Error> error_;
};

// Returns all of a page, unpacked.
Result<std::string> whole_text(const Page& page, uint64_t most_bytes) {
  const std::string where = to_text(page.url);
  Result<std::unique_ptr<ByteSource>> plain = decompressed(memory_source(page.body), where);
  if (!plain.ok()) return std::move(plain).error();
  BoundedSource source(std::move(*plain), most_bytes, where);
  std::string text;
  std::string piece(64 << 10, '\0');
  while (true) {
    const Result<size_t> got = source.read(piece);
    if (!got.ok()) return got.error();
    if (*got == 0) return text;
    text.append(piece, 0, *got);
  }
}

Result<std::string> fetch_small(const Url& url, FetchOptions options, Progress* progress) {
  options.most_bytes = kMostSmallBytes;
  options.whole_seconds = std::min(options.whole_seconds, kSmallSeconds);
  const Result<Page> page = fetch(url, options, progress);
  if (!page.ok()) return page.error();
  return whole_text(*page, kMostSmallBytes);
}

// A part of a page is no dump that was cut short: it can be had again.
Result<Dump> read_page(const Page& page, const std::string& where, uint64_t most_bytes,
                       Diagnostics& diagnostics) {
  if (page.body.empty()) {
    return Error{ErrorCode::kUnreadable, where, "expected a heap profile, got an empty answer",
                 "the server may need MALLOC_CONF=prof:true, or a switch of its own"};
  }
  if (const std::optional<std::string> words = web_page_words(page)) {
    return Error{ErrorCode::kUnreadable, where,
                 fmt::format("expected a heap profile, got {}", *words),
                 "a proxy or a login may stand before the server; most have the heap at "
                 "/pprof/heap"};
  }
  Result<std::unique_ptr<ByteSource>> plain = decompressed(memory_source(page.body), where);
  if (!plain.ok()) return std::move(plain).error();
  BoundedSource source(std::move(*plain), most_bytes, where);
  Diagnostics damage;
  Result<Dump> dump = read_dump(source, where, damage);
  if (source.error()) return *source.error();
  diagnostics.append(damage);
  return dump;
}

// Returns the bytes before the return addresses: these are in the calling function.
std::vector<uint64_t> call_sites(const Dump& dump) {
  std::vector<uint64_t> sites;
  sites.reserve(dump.addresses.size());
  for (const uint64_t address : dump.addresses) {
    if (address != 0) sites.push_back(address - 1);
  }
  std::ranges::sort(sites);
  sites.erase(std::unique(sites.begin(), sites.end()), sites.end());
  return sites;
}

bool is_base(const std::string& url, const Request& request) {
  if (std::ranges::count(request.comparison.base, url) > 0) return true;
  return request.command == Command::kDiff && request.comparison.base.empty() &&
         !request.inputs.empty() && request.inputs.front() == url;
}

void note_no_names(const Error& error, const std::string& url, Diagnostics& diagnostics) {
  diagnostics.note("no names from " + url, url,
                   fmt::format("its server gives no names, files here are used: {}: {}",
                               error.where, error.message));
}

}  // namespace

bool is_remote(std::string_view path) {
  return has_web_scheme(path);
}

RemoteDumps::RemoteDumps(const Request& request, std::string_view program)
    : request_(request),
      remote_(request.remote),
      has_program_(!program.empty()),
      progress_(request.progress) {}

Result<Dump> RemoteDumps::read(const std::string& url, Diagnostics& diagnostics) {
  if (const auto known = fetched_.find(url); known != fetched_.end()) return known->second;
  Result<Dump> dump = fetch_dump(url, diagnostics);
  if (dump.ok() && is_read_again(url)) fetched_.emplace(url, *dump);
  return dump;
}

// The user's own choice of files comes first.
bool RemoteDumps::wants_names(const std::string& url) const {
  const bool has_files = has_program_ || !request_.sysroot.empty() ||
                         !request_.symbol_dirs.empty() || request_.live_process.has_value();
  return !has_files && !(request_.comparison.base_names.any() && is_base(url, request_));
}

bool RemoteDumps::is_read_again(const std::string& url) const {
  const auto times =
      std::ranges::count(request_.inputs, url) + std::ranges::count(request_.comparison.base, url);
  return times > 1 || request_.command == Command::kReport;
}

Result<Dump> RemoteDumps::fetch_dump(const std::string& text, Diagnostics& diagnostics) {
  Result<Url> url = parse_url(text);
  if (!url.ok()) return std::move(url).error();
  const auto secret = remote_.user_infos.find(text);
  if (secret != remote_.user_infos.end()) url->user_info = secret->second;
  Result<Url> wanted = profile_page(*url);
  if (!wanted.ok()) return std::move(wanted).error();
  if (wanted->is_tls && remote_.fetch.trusts_anyone) {
    diagnostics.warn("insecure", "--insecure",
                     "the server's certificate was not checked; anybody may have answered");
  }
  Result<Page> page = fetch(*wanted, remote_.fetch, progress_);
  if (!page.ok()) return page.error();
  Result<Dump> dump = read_page(*page, to_text(*wanted), remote_.fetch.most_bytes, diagnostics);
  page->body = std::string();  // a large one is gone before its names are looked up
  if (!dump.ok() || !wants_names(text) || !dump->symbols.empty()) return dump;
  ask_names(page_beside(page->url, "symbol") ? page->url : *wanted, *dump, diagnostics);
  return dump;
}

// A server that cannot name addresses has still shown its heap.
void RemoteDumps::ask_names(const Url& profile, Dump& dump, Diagnostics& diagnostics) const {
  const std::optional<Url> page = page_beside(profile, "symbol");
  if (!page) {
    diagnostics.note("no page of names", dump.source,
                     "is no page of /pprof/, so its server is not asked for names");
    return;
  }
  const Result<std::string> text = fetch_small(*page, remote_.fetch, progress_);
  if (!text.ok()) return note_no_names(text.error(), dump.source, diagnostics);
  const uint64_t count = parse_symbol_count(*text).value_or(0);
  if (count == 0) {
    const Error error{ErrorCode::kUnreadable,
                      to_text(*page),
                      "expected \"num_symbols: \" and a number above 0, got something else",
                      {}};
    return note_no_names(error, dump.source, diagnostics);
  }
  const Result<std::string> cmdline =
      fetch_small(*page_beside(profile, "cmdline"), remote_.fetch, progress_);
  if (cmdline.ok() && dump.program.empty()) dump.program = program_of_cmdline(*cmdline);
  const Result<Done> done = post_questions(*page, call_sites(dump), dump, diagnostics);
  if (!done.ok()) {
    const std::string rest = dump.symbols.empty() ? "names" : "the rest of the names";
    diagnostics.warn("names cut short", done.error().where,
                     fmt::format("{}; {} come from files here", done.error().message, rest),
                     done.error().hint);
  }
}

Result<Done> RemoteDumps::post_questions(const Url& page, std::span<const uint64_t> addresses,
                                         Dump& dump, Diagnostics& diagnostics) const {
  const ProgressPhase phase(progress_, {"asking for names"});
  FetchOptions options = remote_.fetch;
  options.most_bytes = std::min(options.most_bytes, kMostAnswerBytes);
  size_t strange_lines = 0;
  const size_t asked = addresses.size();
  while (!addresses.empty()) {
    const auto part = addresses.first(std::min(addresses.size(), kAddressesPerQuestion));
    addresses = addresses.subspan(part.size());
    const Result<Page> answer = post(page, symbol_question(part), options, progress_);
    if (!answer.ok()) return answer.error();
    const Result<std::string> text = whole_text(*answer, options.most_bytes);
    if (!text.ok()) return text.error();
    SymbolAnswers answers = parse_symbol_answers(*text, part);
    strange_lines += answers.strange_lines;
    std::ranges::move(answers.symbols, std::back_inserter(dump.symbols));
  }
  if (strange_lines > 0) {
    diagnostics.warn("strange answers", to_text(page),
                     fmt::format("expected \"0xaddress name\" of the addresses that were asked "
                                 "for, got {} other lines, which are left out",
                                 strange_lines));
  }
  if (dump.symbols.empty() && asked > 0) {
    diagnostics.warn("no names", to_text(page),
                     fmt::format("expected names of {} addresses, got none; names come from files "
                                 "here",
                                 asked));
  }
  return Done();
}

}  // namespace jescope
