// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/new_dumps.h"

#include <sys/stat.h>

#include <algorithm>
#include <filesystem>
#include <string_view>
#include <system_error>
#include <tuple>

#include "record/launch/dump_sums.h"
#include "record/launch/file_bytes.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// The recorder's line is the last of a dump, and shorter.
constexpr uint64_t kTailBytes = 1024;

std::optional<RecorderNotes> notes_of(const std::string& path) {
  const FileBytes file(path);
  if (!file.is_open()) return std::nullopt;
  const uint64_t from = file.size() - std::min(file.size(), kTailBytes);
  std::string tail = file.read(from, kTailBytes);
  while (!tail.empty() && tail.back() == '\n') tail.pop_back();
  return parse_recorder_line(std::string_view(tail).substr(tail.rfind('\n') + 1));
}

}  // namespace

NewDumps::NewDumps(const std::string& prefix)
    : folder_(prefix.substr(0, prefix.rfind('/') + 1)),
      prefix_(prefix.substr(folder_.size())),
      before_(look()) {}

NewDumps::Files NewDumps::look() const {
  Files files;
  std::error_code error;
  for (fs::directory_iterator entry(folder_.empty() ? "." : folder_, error), end;
       !error && entry != end; entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    const std::optional<DumpName> parsed = parse_dump_name(name);
    struct stat status = {};
    const bool is_ours = parsed && parsed->prefix == prefix_ &&
                         ::stat((folder_ + name).c_str(), &status) == 0 && S_ISREG(status.st_mode);
    if (!is_ours) continue;
    files[name] = {status.st_ino,
                   int64_t{status.st_mtim.tv_sec} * 1'000'000'000 + status.st_mtim.tv_nsec,
                   status.st_size};
  }
  return files;
}

std::vector<NewDump> NewDumps::appeared() const {
  std::vector<NewDump> dumps;
  for (const auto& [name, identity] : look()) {
    const auto known = before_.find(name);
    if (known != before_.end() && known->second == identity) continue;
    const std::string path = folder_ + name;
    dumps.push_back({path, *parse_dump_name(name), notes_of(path), read_dump_sums(path)});
  }
  std::ranges::sort(
      dumps, {}, [](const NewDump& dump) { return std::tuple(dump.name.pid, dump.name.sequence); });
  return dumps;
}

}  // namespace jescope
