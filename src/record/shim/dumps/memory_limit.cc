// SPDX-License-Identifier: Apache-2.0
#include "record/shim/dumps/memory_limit.h"

#include <sys/auxv.h>

#include <algorithm>

namespace jescope::shim {
namespace {

constexpr std::string_view kVersion2 = "/sys/fs/cgroup";
constexpr std::string_view kVersion1 = "/sys/fs/cgroup/memory";
// Version 1 writes "no limit" as a number of pages near 2^63.
constexpr uint64_t kNoLimit = uint64_t{1} << 60;

// A file's beginning, as text.
class Beginning {
 public:
  explicit Beginning(const char* path) : length_(read_file(path, bytes_, sizeof bytes_)) {}
  std::string_view text() const { return {bytes_, length_}; }

 private:
  char bytes_[4096];
  size_t length_;
};

// Returns the number that `text` begins with; 0 where it begins with none, as "max".
uint64_t leading_number(std::string_view text) {
  uint64_t number = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9' && number < kNoLimit) {
    number = number * 10 + static_cast<uint64_t>(text.front() - '0');
    text.remove_prefix(1);
  }
  return number;
}

// Takes a line from the front of `text`, which is not empty; returns it without its end.
std::string_view take_line(std::string_view& text) {
  const size_t end = std::min(text.find('\n'), text.size());
  const std::string_view line(text.data(), end);
  text.remove_prefix(std::min(end + 1, text.size()));
  return line;
}

// Returns the number after `name` at the beginning of a line, and spaces; 0 where there is no
// such line.
uint64_t number_after(std::string_view text, std::string_view name) {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    if (!line.starts_with(name)) continue;
    line.remove_prefix(name.size());
    while (line.starts_with(' ')) line.remove_prefix(1);
    return leading_number(line);
  }
  return 0;
}

uint64_t number_in(std::string_view folder, std::string_view file) {
  Text<4096> path;
  path.add(folder).add("/").add(file);
  return leading_number(Beginning(path.c_str()).text());
}

// Returns the path in the line of /proc/self/cgroup with that `controller`; empty: there is
// none.
//   0::/kubepods/pod1/abc            version 2
//   4:memory:/docker/abc             version 1
std::string_view group_in(std::string_view text, std::string_view controller) {
  while (!text.empty()) {
    std::string_view line = take_line(text);
    const size_t first = line.find(':');
    if (first == std::string_view::npos) continue;
    line.remove_prefix(first + 1);
    const size_t second = line.find(':');
    if (second == std::string_view::npos) continue;
    const std::string_view names(line.data(), second);
    line.remove_prefix(second + 1);
    if (names == controller) return line;
  }
  return {};
}

std::string_view parent_of(std::string_view path) {
  const size_t slash = path.rfind('/');
  return {path.data(), slash == std::string_view::npos ? 0 : slash};
}

}  // namespace

void MemoryLimit::look_at(const Text<4096>& folder) {
  const uint64_t limit =
      number_in(folder.view(), is_version_1_ ? "memory.limit_in_bytes" : "memory.max");
  if (limit == 0 || limit >= kNoLimit) return;
  if (limit_bytes_ != 0 && limit >= limit_bytes_) return;
  limit_bytes_ = limit;
  group_ = folder;
}

void MemoryLimit::find() {
  const Beginning groups("/proc/self/cgroup");
  is_version_1_ = !group_in(groups.text(), "memory").empty();
  const std::string_view root = is_version_1_ ? kVersion1 : kVersion2;
  std::string_view group = group_in(groups.text(), is_version_1_ ? "memory" : "");
  limit_bytes_ = 0;
  // In a container the path may be that of the host; then the root is what counts.
  for (; !group.empty(); group = parent_of(group)) {
    Text<4096> folder;
    look_at(folder.add(root).add(group));
  }
  Text<4096> folder;
  look_at(folder.add(root));
  if (limit_bytes_ == 0) {
    limit_bytes_ = number_after(Beginning("/proc/meminfo").text(), "MemTotal:") * 1024;
  }
}

uint64_t MemoryLimit::used_bytes() const {
  if (group_.view().empty()) return resident_bytes();
  Text<4096> stat;
  stat.add(group_.view()).add("/memory.stat");
  const Beginning numbers(stat.c_str());
  const uint64_t used =
      number_in(group_.view(), is_version_1_ ? "memory.usage_in_bytes" : "memory.current");
  const uint64_t cache =
      number_after(numbers.text(), is_version_1_ ? "total_inactive_file " : "inactive_file ");
  return used > cache ? used - cache : 0;
}

uint64_t resident_bytes() {
  // "size resident shared ...", in pages.
  const Beginning pages(path_of_own("statm").c_str());
  const size_t space = pages.text().find(' ');
  if (space == std::string_view::npos) return 0;
  std::string_view rest = pages.text();
  rest.remove_prefix(space + 1);
  return leading_number(rest) * getauxval(AT_PAGESZ);
}

}  // namespace jescope::shim
