// SPDX-License-Identifier: Apache-2.0
#include "pipeline/series/watched_files.h"

#include <sys/stat.h>

#include <set>

namespace jescope {
namespace {

constexpr int kLooksUntilCutOff = 5;

// Returns the mark of the file; nothing where there is none.
std::optional<FileMark> file_mark(const std::string& path) {
  struct stat status = {};
  if (::stat(path.c_str(), &status) != 0) return std::nullopt;
  return FileMark{status.st_ino, status.st_size, status.st_mtim.tv_sec, status.st_mtim.tv_nsec};
}

}  // namespace

bool WatchedFiles::is_done(const std::string& path) const {
  const auto found = done_.find(path);
  return found != done_.end() && file_mark(path) == found->second;
}

void WatchedFiles::set_done(const std::string& path) {
  done_[path] = file_mark(path).value_or(FileMark());
  unfinished_.erase(path);
}

bool WatchedFiles::is_at_rest(const std::string& path) {
  const std::optional<FileMark> mark = file_mark(path);
  if (!mark) return false;
  Look& look = unfinished_[path];
  const bool at_rest = look.size == mark->size;
  look.size = mark->size;
  look.at_rest = at_rest ? look.at_rest + 1 : 0;
  return at_rest;
}

bool WatchedFiles::has_come_to_rest(const std::string& path) const {
  const auto found = unfinished_.find(path);
  return found != unfinished_.end() && found->second.at_rest >= kLooksUntilCutOff;
}

void WatchedFiles::forget_all_but(const std::vector<std::string>& paths) {
  const std::set<std::string> present(paths.begin(), paths.end());
  std::erase_if(done_, [&](const auto& file) { return !present.contains(file.first); });
  std::erase_if(unfinished_, [&](const auto& file) { return !present.contains(file.first); });
}

bool is_regular_file(const std::string& path) {
  struct stat status = {};
  return ::stat(path.c_str(), &status) == 0 && S_ISREG(status.st_mode);
}

}  // namespace jescope
