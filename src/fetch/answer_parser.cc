// SPDX-License-Identifier: Apache-2.0
//
//   HTTP/1.1 200 OK                       HTTP/1.0 404 Not Found
//   Content-Type: text/plain              Content-Length: 9
//   Transfer-Encoding: chunked
//                                         not found
//   6                 in hexadecimal
//   heap_v
//   0
//                     the end; without length and chunks it is the connection's end
#include "fetch/answer_parser.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/ascii_case.h"
#include "jescope/base/text_cursor.h"
#include "jescope/base/units.h"

namespace jescope {
namespace {

constexpr uint64_t kMostLineBytes = 64 << 10;   // of head and trailer together
constexpr uint64_t kMostErrorBytes = 64 << 10;  // kept of a page that is not wanted
constexpr uint64_t kLongestChunkLine = 1024;
constexpr size_t kLongestExcerpt = 200;

std::string_view trimmed(std::string_view text) {
  constexpr std::string_view kBlanks = " \t";
  const size_t start = std::min(text.size(), text.find_first_not_of(kBlanks));
  text.remove_prefix(start);
  return text.substr(0, text.find_last_not_of(kBlanks) + 1);
}

bool is_error(int status) {
  return status < 200 || status > 299;
}

}  // namespace

std::string excerpt(std::string_view text) {
  const size_t start = std::min(text.size(), text.find_first_not_of(" \t\r\n"));
  text.remove_prefix(start);
  text = text.substr(0, text.find_first_of("\r\n"));
  if (text.size() <= kLongestExcerpt) return fmt::format("\"{}\"", text);
  return fmt::format("\"{}...\"", text.substr(0, kLongestExcerpt));
}

AnswerParser::AnswerParser(std::string where, uint64_t most_bytes)
    : where_(std::move(where)), most_bytes_(most_bytes) {}

Result<Done> AnswerParser::take(std::string_view bytes) {
  while (!bytes.empty() && !is_done()) {
    Result<Done> done = reads_lines() ? take_line(bytes) : take_body_bytes(bytes);
    if (!done.ok()) return done;
  }
  return Done();
}

Result<Done> AnswerParser::close() {
  if (is_done()) return Done();
  if (state_ == State::kUntilClose) {
    state_ = State::kDone;
    return Done();
  }
  if (state_ == State::kStatus && line_bytes_ == 0) {
    return unexpected("an answer", "a connection closed without one");
  }
  if (!has_head()) return unexpected("the end of the header", "the end of the connection");
  if (state_ == State::kLength) {
    return unexpected(fmt::format("{} bytes", head_.length.value_or(0)),
                      fmt::format("{}: the answer was cut short", body_.size()));
  }
  return unexpected("the last chunk of the answer", "the end of the connection");
}

bool AnswerParser::reads_lines() const {
  switch (state_) {
    case State::kLength:
    case State::kChunk:
    case State::kUntilClose:
    case State::kDone: return false;
    default: return true;
  }
}

// Chunk lines are bounded one by one: a large body has many.
Result<Done> AnswerParser::take_line(std::string_view& bytes) {
  const size_t end = bytes.find('\n');
  const std::string_view part = bytes.substr(0, end);
  bytes.remove_prefix(end == std::string_view::npos ? bytes.size() : end + 1);
  const bool is_of_chunk = state_ == State::kChunkSize || state_ == State::kChunkEnd;
  line_.append(part);
  if (!is_of_chunk) line_bytes_ += part.size() + 1;
  constexpr std::string_view kStart = "HTTP/1.";
  const size_t known = std::min(kStart.size(), line_.size());
  if (state_ == State::kStatus && line_.compare(0, known, kStart, 0, known) != 0) {
    return read_status();
  }
  if (line_bytes_ > kMostLineBytes) return unexpected("at most 64 KiB of header fields", "more");
  if (is_of_chunk && line_.size() > kLongestChunkLine) {
    return unexpected("the size of a chunk", "a long line");
  }
  if (end == std::string_view::npos) return Done();
  if (line_.ends_with('\r')) line_.pop_back();
  Result<Done> done = line_done();
  line_.clear();
  return done;
}

Result<Done> AnswerParser::line_done() {
  switch (state_) {
    case State::kStatus: return read_status();
    case State::kFields: return line_.empty() ? begin_body() : read_field();
    case State::kChunkSize: return read_chunk_size();
    case State::kChunkEnd:
      if (!line_.empty()) return unexpected("the end of a chunk", excerpt(line_));
      state_ = State::kChunkSize;
      return Done();
    default:
      if (line_.empty()) state_ = State::kDone;
      return Done();
  }
}

Result<Done> AnswerParser::read_status() {
  TextCursor cursor(line_);
  const bool is_http = cursor.consume("HTTP/1.") && (cursor.consume('1') || cursor.consume('0')) &&
                       cursor.consume(' ');
  cursor.skip_blanks();
  const std::optional<uint64_t> status = cursor.decimal();
  if (!is_http || !status || *status < 100 || *status > 999) {
    const bool is_tls = line_.starts_with("\x15\x03");
    Error error = unexpected("an answer in HTTP/1.1", is_tls ? "one in TLS" : excerpt(line_));
    if (is_tls) error.hint = "a server with TLS is reached with https://";
    return error;
  }
  head_ = AnswerHead();
  head_.status = static_cast<int>(*status);
  cursor.skip_blanks();
  head_.reason = cursor.rest();
  state_ = State::kFields;
  return Done();
}

Result<Done> AnswerParser::read_field() {
  const std::string_view line = line_;
  if (line.starts_with(' ') || line.starts_with('\t')) return Done();  // more of the one before
  const size_t colon = line.find(':');
  if (colon == std::string_view::npos) return unexpected("a header field", excerpt(line));
  const std::string name = lower_case(trimmed(line.substr(0, colon)));
  const std::string_view value = trimmed(line.substr(colon + 1));
  if (name == "location") head_.location = value;
  if (name == "content-type") head_.type = lower_case(trimmed(value.substr(0, value.find(';'))));
  if (name == "content-length") return read_length(value);
  if (name == "transfer-encoding") return read_encoding(value);
  if (name == "content-encoding" && lower_case(value) != "identity") {
    head_.encoding = lower_case(value);
  }
  return Done();
}

Result<Done> AnswerParser::read_length(std::string_view text) {
  TextCursor cursor(text);
  const std::optional<uint64_t> length = cursor.decimal();
  if (!length || !cursor.at_end()) return unexpected("a number of bytes", excerpt(text));
  if (head_.length && *head_.length != *length) {
    return unexpected("one Content-Length", "two that differ");
  }
  head_.length = length;
  return Done();
}

Result<Done> AnswerParser::read_encoding(std::string_view codings) {
  const std::string name = lower_case(codings);
  if (name != "chunked" && name != "identity") {
    return unexpected("Transfer-Encoding: chunked, or none", excerpt(codings));
  }
  head_.is_chunked |= name == "chunked";
  return Done();
}

Result<Done> AnswerParser::begin_body() {
  if (head_.status < 200) {
    state_ = State::kStatus;  // "100 Continue": the answer is yet to come
    return Done();
  }
  left_ = head_.length.value_or(0);
  if (head_.status == 204 || head_.status == 304) {
    state_ = State::kDone;
  } else if (head_.is_chunked) {
    state_ = State::kChunkSize;
  } else if (!head_.length) {
    state_ = State::kUntilClose;
  } else if (left_ > most_bytes_ && !is_error(head_.status)) {
    return too_large();
  } else {
    state_ = left_ == 0 ? State::kDone : State::kLength;
  }
  return Done();
}

// "1a; remark"
Result<Done> AnswerParser::read_chunk_size() {
  TextCursor cursor(line_);
  const std::optional<uint64_t> size = cursor.hex();
  cursor.skip_blanks();
  if (!size || !(cursor.at_end() || cursor.consume(';'))) {
    return unexpected("the size of a chunk", excerpt(line_));
  }
  left_ = *size;
  state_ = left_ == 0 ? State::kTrailer : State::kChunk;
  return Done();
}

Result<Done> AnswerParser::take_body_bytes(std::string_view& bytes) {
  const bool has_end = state_ != State::kUntilClose;
  const uint64_t taken = has_end ? std::min<uint64_t>(left_, bytes.size()) : bytes.size();
  const uint64_t most = is_error(head_.status) ? kMostErrorBytes : most_bytes_;
  const uint64_t room = most - std::min<uint64_t>(most, body_.size());
  body_.append(bytes.substr(0, std::min(taken, room)));
  bytes.remove_prefix(taken);
  if (taken > room) {
    if (!is_error(head_.status)) return too_large();
    state_ = State::kDone;
    return Done();
  }
  if (has_end) left_ -= taken;
  if (has_end && left_ == 0) chunk_or_body_done();
  return Done();
}

void AnswerParser::chunk_or_body_done() {
  state_ = state_ == State::kChunk ? State::kChunkEnd : State::kDone;
}

Error AnswerParser::unexpected(std::string_view expected, std::string_view got) const {
  return {ErrorCode::kUnreadable, where_, fmt::format("expected {}, got {}", expected, got), {}};
}

Error AnswerParser::too_large() const {
  Error error = unexpected(
      fmt::format("at most {}", format_bytes(static_cast<int64_t>(most_bytes_))), "more");
  error.hint = "--max-download SIZE allows more";
  return error;
}

}  // namespace jescope
