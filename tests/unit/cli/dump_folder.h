// SPDX-License-Identifier: Apache-2.0
//
// A folder of small dumps, and the program run on it.
#pragma once

#include <gtest/gtest.h>

#include <cstdint>
#include <filesystem>
#include <fstream>
#include <string>
#include <vector>

#include "cli/command_line.h"
#include "tests/support/named_dump.h"
#include "tests/support/temp_path.h"

namespace jescope {

inline constexpr uint64_t kMiB = 1 << 20;

class DumpFolder : public testing::Test {
 protected:
  DumpFolder() { std::filesystem::create_directories(folder_); }
  ~DumpFolder() override { std::filesystem::remove_all(folder_); }

  std::string path(const std::string& name) const { return folder_ + "/" + name; }

  std::string write(const std::string& name, const std::vector<NamedStack>& stacks,
                    const NamedDumpOptions& options = {}) const {
    return write_text(name, named_dump(stacks, options));
  }
  std::string write_text(const std::string& name, const std::string& text) const {
    std::ofstream(path(name)) << text;
    return path(name);
  }

  // Two processes that hold 10 MiB and 13 MiB.
  std::vector<std::string> grown_pair() const {
    return {
        write("a.1.0.m0.heap", {{"main;cache", 10, 8 * kMiB}, {"main;parse", 2, 2 * kMiB}}),
        write("b.2.0.m0.heap",
              {{"main;cache", 12, 10 * kMiB}, {"main;parse", 1, kMiB}, {"main;log", 1, 2 * kMiB}},
              {1, 7})};
  }

  Outcome run(std::vector<std::string> arguments, const std::vector<std::string>& more = {}) const {
    arguments.insert(arguments.end(), more.begin(), more.end());
    return run_command_line(arguments, {});
  }

  const std::string folder_ = temp_path("dumps");
};

}  // namespace jescope
