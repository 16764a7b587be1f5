// SPDX-License-Identifier: Apache-2.0
#include "pipeline/inputs/dump_files.h"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <optional>
#include <string_view>

#include "jescope/model/profile.h"
#include "jescope/read/dump_reader.h"

namespace jescope {
namespace {

// Nothing for what has no size before it is read: a pipe, a file that is gone.
std::optional<uint64_t> size_of_file(const std::string& path) {
  struct stat status = {};
  if (path == "-" || ::stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) {
    return std::nullopt;
  }
  return static_cast<uint64_t>(status.st_size);
}

ProgressPlan plan_of(size_t dumps, uint64_t bytes) {
  return {dumps == 1 ? "reading" : "reading dumps", ProgressUnit::kBytes, bytes,
          ProgressPace::kEven};
}

}  // namespace

DumpFiles::DumpFiles(const std::vector<std::string>& paths, Progress* progress, RemoteDumps* remote)
    : paths_(paths),
      sizes_(sizes_of(paths, progress != nullptr)),
      remote_(remote),
      phase_(progress, plan_of(paths.size(), sizes_.total)) {}

DumpFiles::Sizes DumpFiles::sizes_of(const std::vector<std::string>& paths, bool are_wanted) {
  Sizes sizes;
  sizes.before.resize(paths.size());
  if (!are_wanted) return sizes;
  uint64_t sum = 0;
  bool is_known = true;
  for (size_t i = 0; i < paths.size(); ++i) {
    const std::optional<uint64_t> size = size_of_file(paths[i]);
    sizes.before[i] = sum;
    sum += size.value_or(0);
    is_known &= size.has_value();
  }
  if (is_known) sizes.total = sum;
  return sizes;
}

Result<Dump> DumpFiles::read(const std::string& path, Diagnostics& diagnostics) {
  if (remote_ != nullptr && is_remote(path)) return remote_->read(path, diagnostics);
  const auto from = paths_.begin() + static_cast<std::ptrdiff_t>(next_);
  const auto found = std::find(from, paths_.end(), path);
  if (found == paths_.end()) return read_dump_file(path, diagnostics);
  const auto row = static_cast<size_t>(found - paths_.begin());
  next_ = row + 1;
  phase_.set_done(sizes_.before[row]);
  phase_.set_detail(paths_.size() == 1 ? std::string(base_name(path))
                                       : fmt::format("{} of {}", next_, paths_.size()));
  return read_dump_file(path, diagnostics, &phase_);
}

}  // namespace jescope
