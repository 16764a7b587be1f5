// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <fmt/format.h>
#include <gtest/gtest.h>
#include <unistd.h>

#include <string>
#include <string_view>

namespace jescope {

/// A path for `name` that no other test uses, not even one that runs at the same time. Whoever
/// makes something there removes it.
inline std::string temp_path(std::string_view name) {
  const auto* test = ::testing::UnitTest::GetInstance()->current_test_info();
  std::string file =
      fmt::format("jescope.{}.{}.{}", ::getpid(), test == nullptr ? "" : test->name(), name);
  for (char& c : file) c = c == '/' || c == ' ' ? '_' : c;
  return ::testing::TempDir() + file;
}

}  // namespace jescope
