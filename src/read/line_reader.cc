// SPDX-License-Identifier: Apache-2.0
//
// The buffer holds whole lines and the beginning of the next one, which moves
// to the front before more is read:
//
//   |read lines|current line\n|unread line\n|begin of a li|   free    |
//               line_          begin_                      end_
#include "read/line_reader.h"

#include <fmt/format.h>

#include <algorithm>
#include <cstring>

namespace jescope {
namespace {

constexpr size_t kBufferBytes = size_t{1} << 18;
constexpr size_t kBeginningBytes = size_t{1} << 16;
// Longer than any name a linker makes; a file without line ends stops here.
constexpr size_t kLongestLineBytes = size_t{1} << 24;
// Beyond this, room for all of an input is taken at once: growing would need the
// old room beside the new one, and pages are used only when they are written.
constexpr size_t kGrowingBytes = size_t{1} << 22;

}  // namespace

LineReader::LineReader(ByteSource& source, std::string where)
    : source_(source), where_(std::move(where)), buffer_(kBufferBytes) {}

std::string_view LineReader::beginning() {
  while (!source_ended_ && end_ < kBeginningBytes) fill();
  return {buffer_.data(), std::min(end_, kBeginningBytes)};
}

Result<std::string> LineReader::all(size_t most) {
  std::string bytes(buffer_.data() + begin_, end_ - begin_);
  begin_ = end_ = 0;
  while (!source_ended_ && bytes.size() <= most) {
    fill();
    if (bytes.size() + end_ > kGrowingBytes) bytes.reserve(most + buffer_.size());
    bytes.append(buffer_.data(), end_);
    end_ = 0;
  }
  if (error_) return *error_;
  if (bytes.size() <= most) return bytes;
  return Error{ErrorCode::kUnreadable,
               where_,
               fmt::format("expected at most {} MiB of binary data, got more", most >> 20),
               {}};
}

bool LineReader::next() {
  size_t searched = 0;
  while (true) {
    const char* const start = buffer_.data() + begin_;
    const size_t unread = end_ - begin_;
    searched = std::min(searched, unread);  // a line that is too long was thrown away
    const void* const found = std::memchr(start + searched, '\n', unread - searched);
    if (found != nullptr || source_ended_) {
      if (found == nullptr && unread == 0) return false;
      ends_in_newline_ = found != nullptr;
      const size_t length =
          ends_in_newline_ ? static_cast<size_t>(static_cast<const char*>(found) - start) : unread;
      begin_ += length + (ends_in_newline_ ? 1 : 0);
      line_ = std::string_view(start, length);
      if (line_.ends_with('\r')) line_.remove_suffix(1);
      ++number_;
      return true;
    }
    searched = unread;
    fill();
  }
}

std::string LineReader::here() const {
  return fmt::format("{}:{}", where_, number_);
}

void LineReader::fill() {
  make_room();
  if (source_ended_) return;
  const Result<size_t> got = source_.read({buffer_.data() + end_, buffer_.size() - end_});
  if (!got.ok()) error_ = got.error();
  const size_t bytes = got.ok() ? *got : 0;
  source_ended_ = bytes == 0;
  end_ += bytes;
}

void LineReader::make_room() {
  if (begin_ > 0) {
    std::memmove(buffer_.data(), buffer_.data() + begin_, end_ - begin_);
    end_ -= begin_;
    begin_ = 0;
  }
  if (end_ < buffer_.size()) return;
  if (buffer_.size() >= kLongestLineBytes) {
    error_ = Error{ErrorCode::kUnreadable,
                   fmt::format("{}:{}", where_, number_ + 1),
                   "expected a line of text, got 16 MiB without a line end",
                   {}};
    source_ended_ = true;
    end_ = 0;
    return;
  }
  buffer_.resize(buffer_.size() * 2);
}

}  // namespace jescope
