// SPDX-License-Identifier: Apache-2.0
#include "tests/terminal/screen.h"

#include <algorithm>
#include <cstdlib>

#include "jescope/base/utf8.h"

namespace jescope {
namespace {

bool is_final(char c) {
  return c >= '@' && c <= '~';
}

// True when `bytes` is a whole character or sequence.
bool is_whole(const std::string& bytes) {
  const auto first = static_cast<unsigned char>(bytes[0]);
  if (first == 0x1b) {
    if (bytes.size() < 2) return false;
    return bytes[1] != '[' || (bytes.size() > 2 && is_final(bytes.back()));
  }
  const size_t length = first >= 0xF0 ? 4 : first >= 0xE0 ? 3 : first >= 0xC0 ? 2 : 1;
  return bytes.size() >= length;
}

}  // namespace

void Screen::go_to_row(size_t row) {
  row_ = row;
  if (row_ >= lines_.size()) lines_.resize(row_ + 1);
}

void Screen::feed(std::string_view bytes) {
  for (const char byte : bytes) {
    pending_ += byte;
    if (!is_whole(pending_)) continue;
    const std::string unit = std::move(pending_);
    pending_.clear();
    if (unit[0] == '\x1b') {
      control(unit);
    } else {
      put(decode_utf8(unit).value);
    }
  }
}

void Screen::put(char32_t character) {
  if (character == '\r') {
    column_ = 0;
    wraps_ = false;
  } else if (character == '\n') {
    go_to_row(row_ + 1);
    wraps_ = false;
  } else if (character == '\b') {
    column_ -= std::min<size_t>(column_, 1);
    wraps_ = false;
  } else if (character == '\a') {
    return;
  } else if (character < ' ') {
    unknown_.push_back("control " + std::to_string(static_cast<unsigned>(character)));
  } else {
    if (wraps_) {
      go_to_row(row_ + 1);
      column_ = 0;
    }
    std::u32string& line = lines_[row_];
    line.resize(std::max(line.size(), column_ + 1), U' ');
    line[column_] = character;
    wraps_ = column_ + 1 == columns_;
    if (!wraps_) ++column_;
  }
}

void Screen::control(const std::string& sequence) {
  if (sequence.size() < 3) {
    unknown_.push_back(sequence.substr(1));
    return;
  }
  const std::string digits = sequence.substr(2, sequence.size() - 3);
  const size_t given = std::strtoul(digits.c_str(), nullptr, 10);
  const size_t count = std::max<size_t>(given, 1);
  std::u32string& line = lines_[row_];
  wraps_ = false;
  switch (sequence.back()) {
    case 'm': break;
    case 'A': row_ -= std::min(row_, count); break;
    case 'B': go_to_row(row_ + count); break;
    case 'C': column_ = std::min(column_ + count, columns_ - 1); break;
    case 'D': column_ -= std::min(column_, count); break;
    case 'G': column_ = std::min(count, columns_) - 1; break;
    case 'K': line.resize(std::min(line.size(), column_)); break;
    case 'J':
      line.resize(std::min(line.size(), column_));
      lines_.resize(row_ + 1);
      break;
    case 'P': line.erase(std::min(column_, line.size()), count); break;
    case '@':
      line.insert(std::min(column_, line.size()), count, U' ');
      line.resize(std::min(line.size(), columns_));
      break;
    default: unknown_.push_back(sequence.substr(1));
  }
}

void Screen::resize(size_t rows, size_t columns) {
  rows_ = rows;
  columns_ = columns;
  column_ = std::min(column_, columns_ - 1);
}

std::vector<std::string> Screen::lines() const {
  std::vector<std::string> texts;
  for (const std::u32string& line : lines_) {
    std::string text;
    for (const char32_t character : line) append_utf8(text, character);
    text.erase(text.find_last_not_of(' ') + 1);
    texts.push_back(std::move(text));
  }
  return texts;
}

}  // namespace jescope
