// SPDX-License-Identifier: Apache-2.0
//
// jitdump files made for the test, in both byte orders.
#include "symbolize/jit/jitdump.h"

#include <gtest/gtest.h>

#include <ctime>
#include <string>
#include <vector>

#include "tests/unit/symbolize/temporary_file.h"

namespace jescope {
namespace {

class DumpMaker {
 public:
  explicit DumpMaker(bool is_big_endian) : is_big_endian_(is_big_endian) {
    bytes_ = number(0x4a695444, 4) + number(1, 4) + number(40, 4) + number(62, 4) + number(0, 4) +
             number(301, 4) + number(0, 8) + number(0, 8);
  }

  void load(uint64_t start, uint64_t length, uint64_t code, const std::string& name) {
    add(0, number(301, 4) + number(301, 4) + number(start, 8) + number(start, 8) +
               number(length, 8) + number(code, 8) + name + '\0' + std::string(length, '\xcc'));
  }

  void move(uint64_t from, uint64_t to, uint64_t length, uint64_t code) {
    add(1, number(301, 4) + number(301, 4) + number(to, 8) + number(from, 8) + number(to, 8) +
               number(length, 8) + number(code, 8));
  }

  struct Line {
    uint64_t address;
    uint32_t line;
    std::string file;
  };
  void debug_info(uint64_t start, const std::vector<Line>& lines) {
    std::string body = number(start, 8) + number(lines.size(), 8);
    for (const Line& line : lines) {
      body += number(line.address, 8) + number(line.line, 4) + number(0, 4) + line.file + '\0';
    }
    add(2, body);
  }

  void add(uint32_t kind, const std::string& body) {
    bytes_ += number(kind, 4) + number(body.size() + 16, 4) + number(7, 8) + body;
  }

  const std::string& bytes() const { return bytes_; }

 private:
  std::string number(uint64_t value, unsigned length_bytes) const {
    std::string text(length_bytes, '\0');
    for (unsigned i = 0; i < length_bytes; ++i) {
      text[is_big_endian_ ? length_bytes - 1 - i : i] = static_cast<char>(value >> (8 * i) & 0xff);
    }
    return text;
  }

  bool is_big_endian_;
  std::string bytes_;
};

std::string names(const std::string& bytes, const std::vector<uint64_t>& addresses) {
  const TemporaryFile file(bytes);
  EXPECT_TRUE(is_jitdump(file.descriptor()));
  std::string text;
  for (const SymbolFrame& frame : read_jitdump(file.descriptor(), addresses).frames) {
    text += frame.function;
    if (frame.line != 0) text += " " + frame.file + ":" + std::to_string(frame.line);
    text += ";";
  }
  return text;
}

class Jitdump : public testing::TestWithParam<bool> {};

TEST_P(Jitdump, NamesLoads) {
  DumpMaker dump(GetParam());
  dump.load(0x1000, 0x100, 1, "f");
  dump.add(4, std::string(24, 'u'));
  dump.load(0x2000, 0x10, 2, "Lcom/foo/Bar;::baz");
  dump.add(3, "");
  EXPECT_EQ(names(dump.bytes(), {0x1000, 0x10ff, 0x1100, 0x2008}), "f;f;;com.foo.Bar.baz;");
}

TEST_P(Jitdump, LaterLoadsWin) {
  DumpMaker dump(GetParam());
  dump.load(0x1000, 0x100, 1, "old");
  dump.load(0x1080, 0x10, 2, "new");
  EXPECT_EQ(names(dump.bytes(), {0x1000, 0x1080, 0x1090}), "old;new;old;");
}

TEST_P(Jitdump, FollowsMoves) {
  DumpMaker dump(GetParam());
  dump.load(0x1000, 0x100, 1, "f");
  dump.load(0x2000, 0x100, 2, "g");
  dump.move(0x1000, 0x3000, 0x100, 1);
  EXPECT_EQ(names(dump.bytes(), {0x1010, 0x2010, 0x3010}), "f;g;f;");
}

TEST_P(Jitdump, GivesLines) {
  DumpMaker dump(GetParam());
  dump.debug_info(0x1000, {{0x1010, 12, "a.js"}, {0x1020, 13, "\xff"}, {0x1030, 1, "b.js"}});
  dump.load(0x1000, 0x100, 1, "f");
  dump.load(0x2000, 0x100, 2, "g");
  dump.move(0x1000, 0x3000, 0x100, 1);
  EXPECT_EQ(names(dump.bytes(), {0x1000, 0x1018, 0x1020, 0x10ff, 0x2010, 0x3018}),
            "f;f a.js:12;f a.js:13;f b.js:1;g;f a.js:12;");
}

TEST_P(Jitdump, LinesOfOtherCodeAreLeftOut) {
  DumpMaker dump(GetParam());
  dump.debug_info(0x5000, {{0x1010, 12, "a.js"}});
  dump.load(0x1000, 0x100, 1, "f");
  EXPECT_EQ(names(dump.bytes(), {0x1020}), "f;");
}

// Naming all moved places for each load took half a minute.
TEST_P(Jitdump, ManyLoadsOfOneNumberTakeNoTime) {
  constexpr size_t kMany = 20'000;
  DumpMaker dump(GetParam());
  dump.move(0x1000, 0x100000, 50'000, 1);
  for (size_t i = 0; i < kMany; ++i) dump.load(0x1000, 1, 1, "f" + std::to_string(i));
  std::vector<uint64_t> addresses;
  for (uint64_t i = 0; i < 50'000; ++i) addresses.push_back(0x100000 + i);
  const TemporaryFile file(dump.bytes());
  const std::clock_t start = std::clock();
  const JitMapNames names = read_jitdump(file.descriptor(), addresses);
  EXPECT_LT(std::clock() - start, 5 * CLOCKS_PER_SEC);
  EXPECT_EQ(names.frames.back().function, "f19999");
}

TEST_P(Jitdump, CutAnywhere) {
  DumpMaker dump(GetParam());
  dump.debug_info(0x1000, {{0x1010, 12, "a.js"}});
  dump.load(0x1000, 8, 1, "f");
  dump.move(0x1000, 0x3000, 8, 1);
  for (size_t length = 4; length < dump.bytes().size(); ++length) {
    const std::string text = names(dump.bytes().substr(0, length), {0x3001});
    EXPECT_EQ(text, ";") << length;
  }
}

TEST_P(Jitdump, RecordOfNoLengthEndsIt) {
  DumpMaker dump(GetParam());
  dump.load(0x1000, 8, 1, "f");
  const std::string zeros(64, '\0');
  EXPECT_EQ(names(dump.bytes() + zeros, {0x1001}), "f;");
}

INSTANTIATE_TEST_SUITE_P(ByteOrders, Jitdump, testing::Bool(), [](const auto& row) {
  return row.param ? "big_endian" : "little_endian";
});

TEST(JitdumpMagic, TellsItFromAMap) {
  const TemporaryFile map("1000 100 f\n");
  EXPECT_FALSE(is_jitdump(map.descriptor()));
  const TemporaryFile empty("");
  EXPECT_FALSE(is_jitdump(empty.descriptor()));
}

}  // namespace
}  // namespace jescope
