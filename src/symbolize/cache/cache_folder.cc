// SPDX-License-Identifier: Apache-2.0
#include "symbolize/cache/cache_folder.h"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <system_error>
#include <vector>

#include "jescope/base/new_file.h"
#include "jescope/base/output_file.h"
#include "symbolize/files/open_file.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

struct KeptFile {
  fs::path path;
  fs::file_time_type used;
  uint64_t bytes = 0;
};

std::vector<KeptFile> list(const std::string& folder) {
  std::vector<KeptFile> files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code unknown;
    if (entry->path().filename().string().find(".names") == std::string::npos) continue;
    if (!entry->is_regular_file(unknown) || entry->is_symlink(unknown)) continue;
    const uint64_t bytes = entry->file_size(unknown);
    const fs::file_time_type used = entry->last_write_time(unknown);
    if (!unknown) files.push_back({entry->path(), used, bytes});
  }
  return files;
}

}  // namespace

bool make_private_folder(const std::string& folder) {
  std::error_code error;
  const fs::path path(folder);
  if (path.has_parent_path()) fs::create_directories(path.parent_path(), error);
  ::mkdir(folder.c_str(), 0700);
  struct stat status = {};
  if (::stat(folder.c_str(), &status) != 0 || !S_ISDIR(status.st_mode)) return false;
  return status.st_uid == ::geteuid() && (status.st_mode & (S_IWGRP | S_IWOTH)) == 0;
}

std::string read_kept_file(const std::string& path, uint64_t most_bytes) {
  const Result<FileDescriptor> file = open_regular_file(path, {});
  struct stat status = {};
  if (!file || ::fstat(file->number(), &status) != 0) return {};
  if (static_cast<uint64_t>(status.st_size) > most_bytes) return {};
  std::string bytes(static_cast<size_t>(status.st_size), '\0');
  size_t read_bytes = 0;
  while (read_bytes < bytes.size()) {
    const ssize_t got =
        ::read(file->number(), bytes.data() + read_bytes, bytes.size() - read_bytes);
    if (got <= 0) return {};
    read_bytes += static_cast<size_t>(got);
  }
  ::futimens(file->number(), nullptr);
  return bytes;
}

bool write_kept_file(const std::string& path, std::string_view bytes) {
  NewFile file(fs::path(path).parent_path().string());
  return file.is_open() && write_all(file.descriptor(), bytes, path).ok() && file.rename_to(path);
}

void trim_folder(const std::string& folder, uint64_t most_bytes) {
  std::vector<KeptFile> files = list(folder);
  std::sort(files.begin(), files.end(),
            [](const KeptFile& a, const KeptFile& b) { return a.used > b.used; });
  uint64_t bytes = 0;
  for (const KeptFile& file : files) {
    bytes += file.bytes;
    std::error_code error;
    if (bytes > most_bytes) fs::remove(file.path, error);
  }
}

}  // namespace jescope
