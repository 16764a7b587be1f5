// SPDX-License-Identifier: Apache-2.0
#include "cli/editor/terminal_description.h"

#include <gtest/gtest.h>

#include <array>
#include <cstdint>
#include <string>
#include <string_view>

namespace jescope {
namespace {

// Reads what term(5) describes.
class Description {
 public:
  explicit Description(std::string bytes) : bytes_(std::move(bytes)) {
    for (size_t& count : counts_) count = number_at(at_), at_ += 2;
  }

  size_t magic() const { return counts_[0]; }
  std::string name() const { return bytes_.substr(at_, counts_[1] - 1); }
  std::string string_at(size_t number) const {
    if (number >= counts_[4]) return "beyond";
    size_t strings = at_ + counts_[1] + counts_[2];
    strings += strings % 2 + 2 * counts_[3];
    const size_t place = number_at(strings + 2 * number);
    if (place == 0xFFFF) return "none";
    return std::string(bytes_.c_str() + strings + 2 * counts_[4] + place);
  }
  size_t expected_bytes() const {
    const size_t before_numbers = at_ + counts_[1] + counts_[2];
    return before_numbers + before_numbers % 2 + 2 * counts_[3] + 2 * counts_[4] + counts_[5];
  }

 private:
  size_t number_at(size_t at) const {
    return static_cast<unsigned char>(bytes_[at]) +
           256U * static_cast<unsigned char>(bytes_[at + 1]);
  }

  std::string bytes_;
  std::array<size_t, 6> counts_ = {};
  size_t at_ = 0;
};

TEST(TerminalDescription, HoldsWhatItSays) {
  for (const char* const name : {"xterm", "xterm-256color", ""}) {
    const std::string bytes = terminal_description(name);
    const Description description(bytes);
    EXPECT_EQ(description.magic(), 0x11AU);
    EXPECT_EQ(description.name(), name);
    EXPECT_EQ(description.expected_bytes(), bytes.size());
    EXPECT_EQ(description.string_at(6), "\x1b[K");         // clr_eol
    EXPECT_EQ(description.string_at(14), "\b");            // cursor_left
    EXPECT_EQ(description.string_at(19), "\x1b[A");        // cursor_up
    EXPECT_EQ(description.string_at(114), "\x1b[%p1%dA");  // parm_up_cursor
    EXPECT_EQ(description.string_at(0), "none");
    EXPECT_EQ(description.string_at(115), "beyond");
  }
}

TEST(TerminalDescription, CutsNamesThatTheLibraryWouldNotTake) {
  EXPECT_EQ(Description(terminal_description(std::string(5000, 'x'))).name().size(), 128U);
}

TEST(TerminfoVariable, IsInHexadecimalDigits) {
  const std::string text = terminfo_variable("vt");
  EXPECT_EQ(text.substr(0, 12), "hex:1a010300");
  EXPECT_EQ(text.find_first_not_of("0123456789abcdef", 4), std::string::npos);
  EXPECT_EQ(text.size(), 4 + 2 * terminal_description("vt").size());
}

}  // namespace
}  // namespace jescope
