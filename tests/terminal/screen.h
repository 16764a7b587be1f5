// SPDX-License-Identifier: Apache-2.0
//
// What a person sees: the bytes of a terminal as lines of characters. Takes the
// sequences that the prompt uses; others are counted as unknown.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace jescope {

class Screen {
 public:
  Screen(size_t rows, size_t columns) : rows_(rows), columns_(columns), lines_(1) {}

  void feed(std::string_view bytes);
  void resize(size_t rows, size_t columns);

  // Returns all lines since the start, without blanks at their ends; the last one
  // may be empty.
  std::vector<std::string> lines() const;

  // Returns the line that the cursor is in.
  std::string line() const { return lines()[row_]; }
  size_t cursor_row() const { return row_; }  // of lines()
  size_t cursor_column() const { return column_; }

  const std::vector<std::string>& unknown() const { return unknown_; }

 private:
  void put(char32_t character);
  void control(const std::string& sequence);
  void go_to_row(size_t row);

  size_t rows_;
  size_t columns_;
  size_t row_ = 0;  // of lines_, which never scroll away
  size_t column_ = 0;
  bool wraps_ = false;   // the last column is written, the cursor still on it
  std::string pending_;  // an unfinished sequence or character
  std::vector<std::u32string> lines_;
  std::vector<std::string> unknown_;
};

}  // namespace jescope
