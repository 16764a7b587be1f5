// SPDX-License-Identifier: Apache-2.0
#include "record/attach/find_allocator.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

TEST(MallctlPrefix, IsKnownOrHasItsTwin) {
  const auto none = [](const std::string&) { return false; };
  const auto twin = [](const std::string& name) { return name == "acme_mallctlbymib"; };
  EXPECT_EQ(mallctl_prefix("mallctl", none), "");
  EXPECT_EQ(mallctl_prefix("je_mallctl", none), "je_");
  EXPECT_EQ(mallctl_prefix("_rjem_mallctl", none), "_rjem_");
  EXPECT_EQ(mallctl_prefix("jemalloc_mallctl", none), "jemalloc_");
  EXPECT_EQ(mallctl_prefix("acme_mallctl", twin), "acme_");
  EXPECT_EQ(mallctl_prefix("acme_mallctl", none), std::nullopt);
  EXPECT_EQ(mallctl_prefix("mallctlbymib", none), std::nullopt);
}

}  // namespace
}  // namespace jescope
