// SPDX-License-Identifier: Apache-2.0
//
// That the bytes come back is tested from outside: Go's pprof reads them.
#include "jescope/base/gzip.h"

#include <gtest/gtest.h>

#include <string>

namespace jescope {
namespace {

TEST(Gzip, HasNeitherNameNorTime) {
  EXPECT_EQ(gzip("text").substr(0, 8), std::string("\x1f\x8b\x08\0\0\0\0\0", 8));
}

TEST(Gzip, EqualBytesGiveEqualMembers) {
  const std::string large(300'000, 'x');
  EXPECT_EQ(gzip(large), gzip(large));
  EXPECT_LT(gzip(large).size(), 1000u);
}

TEST(Gzip, NothingIsAMember) {
  EXPECT_EQ(gzip("").size(), 20u);
}

}  // namespace
}  // namespace jescope
