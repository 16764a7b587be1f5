// SPDX-License-Identifier: Apache-2.0
//
// A web server's answer, taken in as it comes, in pieces of any size. Internal to
// `fetch`.
//
// This is our own: what is needed of HTTP is small (one answer a connection), its
// limits are the point, libcurl cannot be linked statically from Debian, and
// http-parser, which could, is no longer maintained.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

// What stands before the body. Fields that nobody asks for are not kept.
struct AnswerHead {
  int status = 0;        // 100 to 999
  std::string reason;    // "Not Found"; may hold any bytes
  std::string location;  // where a redirect points to
  std::string type;      // Content-Type in lower case, without parameters
  std::string encoding;  // Content-Encoding in lower case; empty: none
  bool is_chunked = false;
  std::optional<uint64_t> length;  // Content-Length
};

class AnswerParser {
 public:
  // `where` names the page in errors; a body of more than `most_bytes` is an error.
  AnswerParser(std::string where, uint64_t most_bytes);

  // Takes what was read from the connection; what comes after the answer's end is
  // not looked at.
  Result<Done> take(std::string_view bytes);

  // Says that the server has closed the connection.
  Result<Done> close();

  bool is_done() const { return state_ == State::kDone; }
  bool has_head() const { return state_ > State::kFields; }
  const AnswerHead& head() const { return head_; }
  uint64_t body_bytes() const { return body_.size(); }

  // Of a page of an error only the beginning.
  std::string take_body() { return std::move(body_); }

 private:
  enum class State {
    kStatus,
    kFields,
    kLength,      // a body of left_ more bytes
    kChunkSize,   // the line before a chunk
    kChunk,       // left_ more bytes
    kChunkEnd,    // the empty line after a chunk
    kTrailer,     // fields after the last chunk
    kUntilClose,  // a body without a length
    kDone
  };

  bool reads_lines() const;
  Result<Done> take_line(std::string_view& bytes);
  Result<Done> line_done();
  Result<Done> read_status();
  Result<Done> read_field();
  Result<Done> read_length(std::string_view text);
  Result<Done> read_encoding(std::string_view codings);
  Result<Done> begin_body();
  Result<Done> read_chunk_size();
  Result<Done> take_body_bytes(std::string_view& bytes);
  void chunk_or_body_done();
  Error unexpected(std::string_view expected, std::string_view got) const;
  Error too_large() const;

  const std::string where_;
  const uint64_t most_bytes_;
  State state_ = State::kStatus;
  AnswerHead head_;
  std::string line_;         // as far as it is read
  uint64_t line_bytes_ = 0;  // of all lines
  uint64_t left_ = 0;        // of the body or the chunk
  std::string body_;
};

// Returns the first line of foreign text in quotes, cut to a sensible length.
std::string excerpt(std::string_view text);

}  // namespace jescope
