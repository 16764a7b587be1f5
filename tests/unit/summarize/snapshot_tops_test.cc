// SPDX-License-Identifier: Apache-2.0
#include "jescope/summarize/snapshot_tops.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <string>

#include "tests/support/series_text.h"

namespace jescope {
namespace {

// "total in objects: name self, ..." a line for each snapshot.
std::string to_text(const SnapshotTops& tops) {
  std::string text;
  for (const SnapshotTop& snapshot : tops.snapshots) {
    text += fmt::format("{} in {}:", snapshot.total.value, snapshot.objects.value);
    for (const SnapshotTop::Function& function : snapshot.functions) {
      text += fmt::format(" {} {}", tops.names[function.name], function.self);
    }
    text += '\n';
  }
  return text;
}

TEST(SnapshotTops, TellsEachDumpOnItsOwn) {
  const Profile series = series_of("main;a 10/1 40/4 -\nmain;b 20/1 20/1 20/1\nb;a 5/1 - 7/1\n");
  EXPECT_EQ(to_text(list_snapshot_tops(series, Metric::kInuseSpace, 5)),
            "35 in 3: b 20 a 15\n60 in 5: a 40 b 20\n27 in 2: b 20 a 7\n");
}

TEST(SnapshotTops, NamesOnlyWhatItLists) {
  const SnapshotTops tops =
      list_snapshot_tops(series_of("a 1 9\nb 2 2\nc 3 3\n"), Metric::kInuseSpace, 1);
  EXPECT_EQ(to_text(tops), "6 in 3: c 3\n14 in 3: a 9\n");
  EXPECT_EQ(tops.names, (std::vector<std::string>{"a", "c"}));
}

TEST(SnapshotTops, OrdersEqualOnesByName) {
  const SnapshotTops tops =
      list_snapshot_tops(series_of("z 4\nx 4\ny 4\n"), Metric::kInuseSpace, 2);
  EXPECT_EQ(to_text(tops), "12 in 3: x 4 y 4\n");
}

}  // namespace
}  // namespace jescope
