// SPDX-License-Identifier: Apache-2.0
//
// A jescope that was killed could not remove its folder, and one whose program left a
// daemon behind must not:
//
//   /tmp/jescope.x1Zq3B/                     ours: of this user, nobody else may write to it
//   /tmp/jescope.x1Zq3B/libjescope_record.so its owner holds a lock (flock) while it runs
//
// What is neither locked nor mapped by a process goes. Processes of another namespace are
// not seen: what these have mapped stays mapped all the same.
#include <fcntl.h>
#include <sys/file.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cctype>
#include <ctime>
#include <filesystem>
#include <string>
#include <string_view>
#include <system_error>
#include <vector>

#include "jescope/record/placed_library.h"
#include "record/attach/process_files.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

constexpr const char* kFileName = "libjescope_record.so";
// A younger one may be in the making, its lock not yet taken.
constexpr time_t kLeastAgeSeconds = 60;
constexpr size_t kMostEntries = 100'000;

// Closed at its end, which also ends the lock.
class Descriptor {
 public:
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor() {
    if (number_ >= 0) ::close(number_);
  }
  int number() const { return number_; }

 private:
  int number_;
};

bool is_our_name(const std::string& name) {
  constexpr std::string_view kPrefix = "jescope.";
  constexpr size_t kLetters = 6;
  return name.size() == kPrefix.size() + kLetters && name.starts_with(kPrefix) &&
         std::all_of(name.begin() + kPrefix.size(), name.end(),
                     [](unsigned char letter) { return std::isalnum(letter) != 0; });
}

bool is_old_and_ours(int folder) {
  struct stat status = {};
  return ::fstat(folder, &status) == 0 && status.st_uid == ::geteuid() &&
         (status.st_mode & (S_IWGRP | S_IWOTH)) == 0 &&
         status.st_mtim.tv_sec + kLeastAgeSeconds < ::time(nullptr);
}

std::vector<fs::path> folders_called_so(const std::vector<std::string>& below) {
  std::vector<fs::path> folders;
  for (const std::string& place : below) {
    size_t entries = 0;
    std::error_code error;
    for (fs::directory_iterator entry(place, error), end;
         !error && entry != end && entries < kMostEntries; entry.increment(error), ++entries) {
      if (is_our_name(entry->path().filename().string())) folders.push_back(entry->path());
    }
  }
  return folders;
}

// The end of the path is the same wherever a process has the folder mounted.
void leave_out_mapped(std::vector<fs::path>& folders) {
  for (const pid_t process : list_process_ids()) {
    if (folders.empty()) return;
    const std::string maps = read_process_file(process, "maps");
    std::erase_if(folders, [&](const fs::path& folder) {
      return maps.find("/" + folder.filename().string() + "/" + kFileName) != std::string::npos;
    });
  }
}

// Names are resolved below the folder that was looked at, so none put in its place is hit.
void remove_if_left(const fs::path& path) {
  const Descriptor folder(::open(path.c_str(), O_RDONLY | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC));
  if (folder.number() < 0 || !is_old_and_ours(folder.number())) return;
  const Descriptor file(
      ::openat(folder.number(), kFileName, O_RDONLY | O_NOFOLLOW | O_NONBLOCK | O_CLOEXEC));
  if (file.number() >= 0) {
    if (::flock(file.number(), LOCK_EX | LOCK_NB) != 0) return;
    ::unlinkat(folder.number(), kFileName, 0);
  }
  ::rmdir(path.c_str());  // which fails where there is more in it
}

}  // namespace

void remove_left_folders(const std::vector<std::string>& below) {
  std::vector<fs::path> folders = folders_called_so(below);
  leave_out_mapped(folders);
  for (const fs::path& folder : folders) remove_if_left(folder);
}

}  // namespace jescope
