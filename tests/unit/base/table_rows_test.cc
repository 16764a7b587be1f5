// SPDX-License-Identifier: Apache-2.0
//
// Id and Interner: rows of tables.
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/base/hash.h"
#include "jescope/base/id.h"
#include "jescope/base/interner.h"

namespace jescope {
namespace {

struct Tag {};

TEST(Id, NoneIsNoRow) {
  EXPECT_TRUE(Id<Tag>().is_none());
  EXPECT_EQ(Id<Tag>(), Id<Tag>::none());
  EXPECT_EQ(Id<Tag>(7).row(), 7u);
  EXPECT_NE(Id<Tag>(0), Id<Tag>::none());
}

// Enters `key` as a user of Interner does.
uint32_t enter(Interner& index, std::vector<uint64_t>& keys, uint64_t key,
               uint64_t (*hash)(uint64_t)) {
  const auto next = static_cast<uint32_t>(keys.size());
  const uint32_t row =
      index.find_or_add(hash(key), next, [&](uint32_t r) { return keys[r] == key; });
  if (row == next) keys.push_back(key);
  return row;
}

class InternerHash : public testing::TestWithParam<uint64_t (*)(uint64_t)> {};

TEST_P(InternerHash, GivesEachKeyOneRow) {
  Interner index;
  std::vector<uint64_t> keys;
  constexpr uint64_t kKeys = 5000;
  for (int round = 0; round < 2; ++round) {
    for (uint64_t key = 0; key < kKeys; ++key) {
      ASSERT_EQ(enter(index, keys, key * 4096, GetParam()), key);
    }
  }
  EXPECT_EQ(keys.size(), kKeys);
}

INSTANTIATE_TEST_SUITE_P(GoodAndBad, InternerHash,
                         testing::Values(
                             +[](uint64_t key) { return mix_hash(key); },
                             +[](uint64_t key) { return key % 7; }));

}  // namespace
}  // namespace jescope
