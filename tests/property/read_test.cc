// SPDX-License-Identifier: Apache-2.0
//
// Reading a dump undoes writing it, whatever pieces the bytes come in and
// whatever they are packed in; a cut dump gives what was before the cut.
#include <fmt/format.h>
#include <gmock/gmock.h>
#include <gtest/gtest.h>
#include <zlib.h>
#include <zstd.h>

#include <algorithm>
#include <random>
#include <set>

#include "jescope/read/dump_reader.h"
#include "tests/support/generate_dump.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kDumps = 100;
constexpr uint64_t kDumpsCutEverywhere = 10;
constexpr size_t kCutStep = 13;  // bytes between two cuts of the other dumps

// Gives the bytes of another source in random small pieces.
class CutSource : public ByteSource {
 public:
  CutSource(std::string_view bytes, uint64_t seed) : bytes_(bytes), random_(seed) {}

  Result<size_t> read(std::span<char> room) override {
    const size_t length = std::min({room.size(), bytes_.size(), 1 + random_() % 7});
    std::copy_n(bytes_.begin(), length, room.begin());
    bytes_.remove_prefix(length);
    return length;
  }

 private:
  std::string_view bytes_;
  std::mt19937_64 random_;
};

Result<Dump> read_text(std::string_view text) {
  Diagnostics diagnostics;
  return read_dump(*memory_source(text), "test.heap", diagnostics);
}

// Reads bytes that come in pieces and may be packed; returns the dump as text.
std::string read_in_pieces(std::string_view bytes, uint64_t seed) {
  Diagnostics diagnostics;
  auto source = decompressed(std::make_unique<CutSource>(bytes, seed), "test.heap");
  if (!source.ok()) return source.error().message;
  const Result<Dump> dump = read_dump(**source, "test.heap", diagnostics);
  if (!dump.ok()) return dump.error().message;
  for (const Diagnostic& diagnostic : diagnostics.list()) ADD_FAILURE() << diagnostic.message;
  return write_heap_v2(*dump);
}

std::string gzip(const std::string& text) {
  z_stream stream = {};
  deflateInit2(&stream, 1, Z_DEFLATED, 15 + 16, 8, Z_DEFAULT_STRATEGY);
  std::string packed(deflateBound(&stream, text.size()) + 64, '\0');
  stream.next_in = reinterpret_cast<Bytef*>(const_cast<char*>(text.data()));
  stream.avail_in = static_cast<uInt>(text.size());
  stream.next_out = reinterpret_cast<Bytef*>(packed.data());
  stream.avail_out = static_cast<uInt>(packed.size());
  deflate(&stream, Z_FINISH);
  packed.resize(stream.total_out);
  deflateEnd(&stream);
  return packed;
}

std::string zstd(const std::string& text) {
  std::string packed(ZSTD_compressBound(text.size()), '\0');
  packed.resize(ZSTD_compress(packed.data(), packed.size(), text.data(), text.size(), 1));
  return packed;
}

void for_each_dump_text(const std::function<void(const std::string&, uint64_t)>& check) {
  for (uint64_t seed = 1; seed <= kDumps && !::testing::Test::HasFailure(); ++seed) {
    SCOPED_TRACE(fmt::format("random_dump({})", seed));
    check(write_heap_v2(random_dump(seed)), seed);
  }
}

TEST(ReadDump, UndoesWriting) {
  for_each_dump_text([](const std::string& text, uint64_t) {
    const Result<Dump> dump = read_text(text);
    ASSERT_TRUE(dump.ok()) << dump.error().message;
    EXPECT_EQ(write_heap_v2(*dump), text);
    const std::set<uint64_t> distinct(dump->addresses.begin(), dump->addresses.end());
    EXPECT_EQ(distinct.size(), dump->addresses.size());
  });
}

TEST(ReadDump, DoesNotDependOnThePieces) {
  for_each_dump_text(
      [](const std::string& text, uint64_t seed) { EXPECT_EQ(read_in_pieces(text, seed), text); });
}

TEST(ReadDump, DoesNotDependOnThePacking) {
  for_each_dump_text([](const std::string& text, uint64_t seed) {
    EXPECT_EQ(read_in_pieces(gzip(text), seed), text);
    EXPECT_EQ(read_in_pieces(zstd(text), seed), text);
    const std::string half = text.substr(0, text.size() / 2);
    EXPECT_EQ(read_in_pieces(gzip(half) + gzip(text.substr(half.size())), seed), text);
  });
}

TEST(ReadDump, DoesNotDependOnLineEnds) {
  for_each_dump_text([](const std::string& text, uint64_t seed) {
    std::string crlf;
    for (const char c : text) crlf += c == '\n' ? std::string("\r\n") : std::string(1, c);
    EXPECT_EQ(read_in_pieces(crlf, seed), text);
  });
}

// The records of a cut dump are the first ones of the whole, but for threads
// missing from the last.
TEST(ReadDump, OfACutDumpGivesTheRecordsBeforeTheCut) {
  for_each_dump_text([](const std::string& text, uint64_t seed) {
    const std::vector<std::string> whole = record_texts(*read_text(text));
    const size_t step = seed <= kDumpsCutEverywhere ? 1 : kCutStep;
    for (size_t length = seed % step; length < text.size(); length += step) {
      const Result<Dump> cut = read_text(text.substr(0, length));
      if (!cut.ok()) continue;
      const std::vector<std::string> records = record_texts(*cut);
      ASSERT_LE(records.size(), whole.size());
      if (records.empty()) continue;
      EXPECT_TRUE(std::equal(records.begin(), records.end() - 1, whole.begin()));
      EXPECT_THAT(whole[records.size() - 1], ::testing::StartsWith(records.back())) << length;
    }
  });
}

}  // namespace
}  // namespace jescope::testing
