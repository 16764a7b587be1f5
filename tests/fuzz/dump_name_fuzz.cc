// SPDX-License-Identifier: Apache-2.0
//
// Any lines as paths of dumps: the parts of a name are parts of the path, and
// grouping loses no path.
#include <cstdint>
#include <string>
#include <vector>

#include "jescope/combine/dump_series.h"
#include "jescope/model/dump_name.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

std::vector<std::string> lines_of(std::string_view text) {
  std::vector<std::string> lines;
  while (!text.empty()) {
    const size_t end = text.find('\n');
    lines.emplace_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return lines;
}

void check_name(const std::string& path) {
  const std::optional<DumpName> name = parse_dump_name(path);
  if (!name) return;
  require(path.find(name->prefix) != std::string::npos);
  require(path.find(name->pid_namespace) != std::string::npos);
  require(!dump_kind_name(name->kind).empty());
  require(name->kind != DumpKind::kFinal || name->kind_sequence == 0);
}

void run(std::string_view text) {
  const std::vector<std::string> paths = lines_of(text);
  for (const std::string& path : paths) check_name(path);
  size_t grouped = 0;
  for (const DumpSeries& series : group_by_process(paths)) grouped += series.paths.size();
  require(grouped == paths.size());
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
