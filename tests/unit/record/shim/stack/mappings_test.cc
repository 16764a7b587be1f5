// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/mappings.h"

#include <gtest/gtest.h>
#include <sys/mman.h>

#include <string>
#include <vector>

namespace jescope::shim {
namespace {

TEST(ParseMapping, ReadsALineOfTheKernel) {
  const std::string line =
      "7f0012340000-7f0012350000 r-xp 00021000 fd:01 123456                     /usr/lib/libc.so.6";
  Mapping mapping;
  ASSERT_TRUE(parse_mapping(line.data(), line.size(), mapping));
  EXPECT_EQ(mapping.begin, 0x7f0012340000U);
  EXPECT_EQ(mapping.end, 0x7f0012350000U);
  EXPECT_EQ(mapping.offset, 0x21000U);
  EXPECT_EQ(mapping.inode, 123456U);
  EXPECT_TRUE(mapping.readable);
  EXPECT_TRUE(mapping.executable);
  EXPECT_FALSE(mapping.main_stack);
}

TEST(ParseMapping, KnowsTheMainStack) {
  const std::string line =
      "7ffd1000-7ffd3000 rw-p 00000000 00:00 0                          [stack]";
  Mapping mapping;
  ASSERT_TRUE(parse_mapping(line.data(), line.size(), mapping));
  EXPECT_TRUE(mapping.main_stack);
  EXPECT_FALSE(mapping.executable);
}

TEST(ParseMapping, RefusesWhatIsNone) {
  const std::vector<std::string> lines = {"",
                                          "x",
                                          "1000",
                                          "1000-",
                                          "1000-2000",
                                          "2000-1000 r-xp 0 0:0 0",
                                          "1000-2000 r-xp",
                                          "1000-2000 r-xp zz 0:0 0",
                                          "1000-2000 r"};
  for (const std::string& line : lines) {
    Mapping mapping;
    EXPECT_FALSE(parse_mapping(line.data(), line.size(), mapping)) << line;
  }
}

struct Search {
  uintptr_t address = 0;
  bool was_found = false;
  uintptr_t last_end = 0;
  bool is_in_order = true;
};

bool look(void* visitor, const Mapping& mapping) {
  auto& search = *static_cast<Search*>(visitor);
  search.is_in_order = search.is_in_order && mapping.begin >= search.last_end;
  search.last_end = mapping.end;
  if (mapping.begin <= search.address && search.address < mapping.end) search.was_found = true;
  return true;
}

TEST(VisitMappings, TellsAllInOrder) {
  static const char here = 0;
  Search search = {reinterpret_cast<uintptr_t>(&here)};
  ASSERT_TRUE(visit_mappings(&look, &search));
  EXPECT_TRUE(search.was_found);
  EXPECT_TRUE(search.is_in_order);
}

TEST(IsReadable, SaysWhatMayBeRead) {
  constexpr size_t kPage = 4096;
  auto* const pages = static_cast<char*>(
      mmap(nullptr, 3 * kPage, PROT_READ | PROT_WRITE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0));
  mprotect(pages + kPage, kPage, PROT_NONE);
  munmap(pages + 2 * kPage, kPage);
  EXPECT_TRUE(is_readable(reinterpret_cast<uintptr_t>(pages)));
  EXPECT_TRUE(is_readable(reinterpret_cast<uintptr_t>(pages + kPage - 8)));
  EXPECT_FALSE(is_readable(reinterpret_cast<uintptr_t>(pages + kPage)));
  EXPECT_FALSE(is_readable(reinterpret_cast<uintptr_t>(pages + 2 * kPage)));
  EXPECT_FALSE(is_readable(0));
  EXPECT_FALSE(is_readable(~uintptr_t{7}));
  munmap(pages, 2 * kPage);
}

}  // namespace
}  // namespace jescope::shim
