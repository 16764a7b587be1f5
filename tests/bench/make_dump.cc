// SPDX-License-Identifier: Apache-2.0
//
// make_dump STACKS FILE: writes a large heap_v2 dump.
#include <fmt/format.h>

#include <cstdio>
#include <cstdlib>

#include "jescope/base/output_file.h"
#include "tests/support/generate_dump.h"
#include "tests/support/generate_dump_large.h"

int main(int argc, char** argv) {
  if (argc != 3) {
    fmt::print(stderr, "usage: make_dump STACKS FILE\n");
    return 2;
  }
  const size_t stacks = std::strtoul(argv[1], nullptr, 10);
  const jescope::Dump dump = jescope::testing::large_dump(stacks);
  const auto written = jescope::write_file(argv[2], jescope::testing::write_heap_v2(dump));
  if (written.ok()) return 0;
  fmt::print(stderr, "{}: {}\n", written.error().where, written.error().message);
  return 4;
}
