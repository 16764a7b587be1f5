// SPDX-License-Identifier: Apache-2.0
//
//   POST /pprof/symbol HTTP/1.1
//   Host: 10.0.0.5:8080
//   Connection: close              one request a connection: nothing to keep in step
//   ...
#include "jescope/fetch/fetch.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <memory>
#include <optional>
#include <utility>

#include "fetch/answer_parser.h"
#include "fetch/base64.h"
#include "fetch/socket.h"
#include "fetch/status_error.h"
#include "fetch/tls/tls_connection.h"

namespace jescope {
namespace {

constexpr int kMostRedirects = 5;
constexpr size_t kPieceBytes = 64 << 10;

// What is asked of one server.
struct Question {
  Url url;
  std::optional<std::string> posted;  // nothing: GET
  bool has_secrets = true;            // the user's headers and password go along
};

bool is_token(std::string_view text) {
  static constexpr std::string_view kMarks = "!#$%&'*+-.^_`|~";
  return !text.empty() && std::ranges::all_of(text, [](char c) {
    return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
           kMarks.find(c) != std::string_view::npos;
  });
}

bool is_printable_ascii(std::string_view text) {
  return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

std::string request_text(const Question& question, const FetchOptions& options) {
  const Url& url = question.url;
  std::string text = fmt::format(
      "{} {} HTTP/1.1\r\nHost: {}\r\nUser-Agent: {}\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
      "Connection: close\r\n",
      question.posted ? "POST" : "GET", url.target, host_and_port(url), options.agent);
  if (question.has_secrets && !url.user_info.empty()) {
    text += fmt::format("Authorization: Basic {}\r\n", base64(url.user_info));
  }
  if (question.has_secrets) {
    for (const std::string& header : options.headers) text += header + "\r\n";
  }
  if (question.posted) {
    // What curl sends for jeprof; servers look for it.
    text += fmt::format("Content-Type: application/x-www-form-urlencoded\r\nContent-Length: {}\r\n",
                        question.posted->size());
  }
  return text + "\r\n" + question.posted.value_or("");
}

ProgressPlan fetching(const Url& url, const AnswerHead& head) {
  return {"fetching from " + host_and_port(url), ProgressUnit::kBytes, head.length.value_or(0),
          ProgressPace::kEven};
}

// Reads until the answer is whole.
Result<Done> read_answer(Connection& connection, AnswerParser& parser, const Url& url,
                         Progress* progress) {
  std::array<char, kPieceBytes> piece;
  std::optional<ProgressPhase> phase;
  while (!parser.is_done()) {
    const Result<size_t> got = connection.read(piece);
    if (!got.ok()) return got.error();
    if (*got == 0) return parser.close();
    Result<Done> taken = parser.take({piece.data(), *got});
    if (!taken.ok()) return taken;
    if (!phase && parser.has_head()) phase.emplace(progress, fetching(url, parser.head()));
    if (phase) phase->set_done(parser.body_bytes());
  }
  return Done();
}

class Fetcher {
 public:
  Fetcher(Question question, const FetchOptions& options, Progress* progress)
      : question_(std::move(question)),
        first_(question_.url),
        options_(options),
        progress_(progress),
        patience_{to_text(first_), Deadline(options.whole_seconds), options.whole_seconds,
                  options.connect_seconds,
                  options.stall_seconds.value_or(options.whole_seconds / 3)} {}

  Result<Page> run() {
    for (int redirects = 0; redirects <= kMostRedirects; ++redirects) {
      patience_.where = to_text(question_.url);
      AnswerParser parser(patience_.where, options_.most_bytes);
      if (Result<Done> asked = ask(parser); !asked.ok()) return asked.error();
      const AnswerHead& head = parser.head();
      if (head.status == 200) return to_page(parser);
      if (!is_redirect(head)) {
        return status_error(question_.url, head.status, head.reason, parser.take_body());
      }
      if (Result<Done> done = follow(head); !done.ok()) return done.error();
    }
    return Error{ErrorCode::kUnreadable,
                 to_text(first_),
                 fmt::format("expected at most {} redirects, got more", kMostRedirects),
                 {}};
  }

 private:
  Result<Done> ask(AnswerParser& parser) {
    Result<std::unique_ptr<Connection>> connection = connect();
    if (!connection.ok()) return connection.error();
    const ProgressPhase phase(progress_, {"waiting for " + host_and_port(question_.url)});
    const Result<Done> sent = (*connection)->write(request_text(question_, options_));
    if (!sent.ok()) return sent;
    return read_answer(**connection, parser, question_.url, progress_);
  }

  Result<std::unique_ptr<Connection>> connect() {
    const ProgressPhase phase(progress_, {"connecting to " + host_and_port(question_.url)});
    Result<Socket> socket = Socket::open(question_.url, patience_);
    if (!socket.ok()) return std::move(socket).error();
    if (question_.url.is_tls) {
      return open_tls(*std::move(socket), question_.url, options_, patience_);
    }
    return std::unique_ptr<Connection>(std::make_unique<Socket>(*std::move(socket)));
  }

  Result<Page> to_page(AnswerParser& parser) {
    const AnswerHead& head = parser.head();
    const bool is_readable = head.encoding.empty() || head.encoding == "gzip" ||
                             head.encoding == "x-gzip" || head.encoding == "zstd";
    if (!is_readable) {
      return Error{
          ErrorCode::kUnreadable,
          patience_.where,
          fmt::format("expected Content-Encoding gzip or none, got {}", excerpt(head.encoding)),
          {}};
    }
    return Page{question_.url, head.type, parser.take_body()};
  }

  static bool is_redirect(const AnswerHead& head) {
    constexpr std::array kRedirects = {301, 302, 303, 307, 308};
    return std::ranges::find(kRedirects, head.status) != kRedirects.end() && !head.location.empty();
  }

  // Makes the next question of the one that was redirected.
  Result<Done> follow(const AnswerHead& head) {
    const Result<Url> next = parse_location(question_.url, head.location);
    if (!next.ok()) return refuse("a redirect to a page", excerpt(head.location));
    if (question_.url.is_tls && !next->is_tls) {
      return refuse("a redirect to a page with TLS", "one from https to " + to_text(*next));
    }
    const bool stays = are_of_one_server(first_, *next);
    const bool keeps_method = head.status == 307 || head.status == 308;
    if (question_.posted && !(stays && keeps_method)) {
      return refuse("an answer to a POST", "a redirect to " + to_text(*next));
    }
    question_.url = *next;
    question_.has_secrets &= stays;
    if (question_.has_secrets) question_.url.user_info = first_.user_info;
    return Done();
  }

  Error refuse(std::string_view expected, std::string_view got) const {
    return {ErrorCode::kUnreadable,
            patience_.where,
            fmt::format("expected {}, got {}", expected, got),
            {}};
  }

  Question question_;
  const Url first_;
  const FetchOptions& options_;
  Progress* const progress_;
  Patience patience_;
};

}  // namespace

Result<Page> fetch(const Url& url, const FetchOptions& options, Progress* progress) {
  return Fetcher({url, std::nullopt}, options, progress).run();
}

Result<Page> post(const Url& url, std::string_view body, const FetchOptions& options,
                  Progress* progress) {
  return Fetcher({url, std::string(body)}, options, progress).run();
}

Result<Done> check_headers(const std::vector<std::string>& headers) {
  for (const std::string& header : headers) {
    const size_t colon = header.find(':');
    const bool is_field = colon != std::string::npos && is_token(header.substr(0, colon)) &&
                          is_printable_ascii(header.substr(colon));
    if (is_field) continue;
    return Error{ErrorCode::kUsage,
                 "--header",
                 "expected 'Name: value' of printable ASCII characters, got something else",
                 {}};
  }
  return Done();
}

}  // namespace jescope
