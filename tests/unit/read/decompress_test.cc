// SPDX-License-Identifier: Apache-2.0
//
// The compressed bytes were made with gzip and zstd from the texts beside them.
#include <gtest/gtest.h>

#include <array>
#include <string>

#include "jescope/read/byte_source.h"
#include "tests/support/byte_sources.h"
#include "tests/support/diagnostics_text.h"

namespace jescope {
namespace {

const std::string kText = "heap_v2/1\n  t*: 1: 64 [0: 0]\n";

constexpr auto kGzipBytes = std::to_array<unsigned char>({
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03, 0xcb, 0x48, 0x4d,
    0x2c, 0x88, 0x2f, 0x33, 0xd2, 0x37, 0xe4, 0x52, 0x50, 0x28, 0xd1, 0xb2, 0x52,
    0x30, 0xb4, 0x52, 0x30, 0x33, 0x51, 0x88, 0x36, 0xb0, 0x52, 0x30, 0x88, 0xe5,
    0x02, 0x00, 0xd2, 0x24, 0x8f, 0x71, 0x1d, 0x00, 0x00, 0x00,
});
const std::string kGzip(kGzipBytes.begin(), kGzipBytes.end());

constexpr auto kEmptyGzipBytes = std::to_array<unsigned char>({
    0x1f, 0x8b, 0x08, 0x00, 0x00, 0x00, 0x00, 0x00, 0x02, 0x03,
    0x03, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00, 0x00,
});
const std::string kEmptyGzip(kEmptyGzipBytes.begin(), kEmptyGzipBytes.end());

constexpr auto kZstdBytes = std::to_array<unsigned char>({
    0x28, 0xb5, 0x2f, 0xfd, 0x04, 0x58, 0xe9, 0x00, 0x00, 0x68, 0x65, 0x61, 0x70, 0x5f,
    0x76, 0x32, 0x2f, 0x31, 0x0a, 0x20, 0x20, 0x74, 0x2a, 0x3a, 0x20, 0x31, 0x3a, 0x20,
    0x36, 0x34, 0x20, 0x5b, 0x30, 0x3a, 0x20, 0x30, 0x5d, 0x0a, 0x1c, 0x75, 0x4e, 0xd0,
});
const std::string kZstd(kZstdBytes.begin(), kZstdBytes.end());

// Reads all of `bytes` through decompressed(); an error ends the text.
std::string decompress(std::string_view bytes, size_t longest_piece, size_t room_bytes) {
  auto source = decompressed(std::make_unique<PieceSource>(bytes, longest_piece), "x.gz");
  if (!source.ok()) return to_text(source.error());
  std::string text;
  std::string room(room_bytes, '\0');
  while (true) {
    const Result<size_t> got = (*source)->read(room);
    if (!got.ok()) return text + "<" + to_text(got.error()) + ">";
    if (*got == 0) return text;
    text += room.substr(0, *got);
  }
}

struct BytesCase {
  std::string name;
  std::string bytes;
  std::string text;
};

class Decompress : public testing::TestWithParam<BytesCase> {};

TEST_P(Decompress, InPiecesOfAnySize) {
  for (const size_t longest_piece : {size_t{1}, size_t{3}, size_t{1000}}) {
    for (const size_t room : {size_t{1}, size_t{1000}}) {
      EXPECT_EQ(decompress(GetParam().bytes, longest_piece, room), GetParam().text);
    }
  }
}

constexpr auto kCutGzip = "<x.gz: expected the end of the gzip data, got the end of the file\n>";
constexpr auto kBadGzip = "<x.gz: expected whole gzip data, got a damaged stream\n>";
constexpr auto kCutZstd = "<x.gz: expected the end of the zstd data, got the end of the file\n>";
constexpr auto kBadZstd = "<x.gz: expected whole zstd data, got a damaged stream\n>";

std::string without_last(std::string bytes, size_t count) {
  bytes.resize(bytes.size() - count);
  return bytes;
}

INSTANTIATE_TEST_SUITE_P(
    Table, Decompress,
    testing::Values(BytesCase{"Empty", "", ""}, BytesCase{"Short", "ab", "ab"},
                    BytesCase{"Plain", "heap_v2/1\n", "heap_v2/1\n"},
                    BytesCase{"Gzip", kGzip, kText},
                    BytesCase{"TwoMembers", kGzip + kGzip, kText + kText},
                    BytesCase{"EmptyMember", kEmptyGzip, ""},
                    BytesCase{"GzipWithoutEnd", without_last(kGzip, 8), kText + kCutGzip},
                    BytesCase{"GzipHeaderOnly", kGzip.substr(0, 10), kCutGzip},
                    BytesCase{"GzipThenJunk", kGzip + "junk", kText + kBadGzip},
                    BytesCase{"Zstd", kZstd, kText},
                    BytesCase{"TwoFrames", kZstd + kZstd, kText + kText},
                    BytesCase{"ZstdWithoutEnd", without_last(kZstd, 4), kText + kCutZstd},
                    BytesCase{"ZstdMagicOnly", kZstd.substr(0, 4), kCutZstd},
                    BytesCase{"ZstdThenJunk", kZstd + "junk", kText + kBadZstd}),
    [](const auto& row) { return row.param.name; });

TEST(OpenSource, MissingFile) {
  const auto source = open_source("no/such.heap");
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(to_text(source.error()),
            "no/such.heap: expected to read it, got \"no such file or directory\"\n");
}

TEST(OpenSource, Folder) {
  const auto source = open_source("/");
  ASSERT_FALSE(source.ok());
  EXPECT_EQ(to_text(source.error()), "/: expected a file, got a folder\n");
}

}  // namespace
}  // namespace jescope
