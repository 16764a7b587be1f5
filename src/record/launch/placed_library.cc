// SPDX-License-Identifier: Apache-2.0
#include "jescope/record/placed_library.h"

#include <fmt/format.h>
#include <sys/file.h>
#include <sys/mman.h>
#include <sys/resource.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <fcntl.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <optional>
#include <utility>

#include "jescope/base/output_file.h"
#include "jescope/base/units.h"

namespace jescope {
namespace {

constexpr const char* kFileName = "libjescope_record.so";
// Everybody may load it: a recorded program may change its user before it starts another.
constexpr mode_t kForAll = 0755;
// Of memfd_create(2) since Linux 6.3, where a machine's setting may forbid it otherwise.
constexpr unsigned kExecutableMemory = 0x10;

// False on a file system that is mounted noexec: the loader could not map it.
bool can_be_run(int descriptor) {
  void* const mapped = ::mmap(nullptr, 1, PROT_READ | PROT_EXEC, MAP_PRIVATE, descriptor, 0);
  if (mapped == MAP_FAILED) return false;
  ::munmap(mapped, 1);
  return true;
}

bool fits_preload(const std::string& path) {
  return path.starts_with('/') && path.find_first_of(" \t\n:$") == std::string::npos;
}

// mkdtemp(3) puts others in the place of the last six letters.
std::string make_folder(const std::string& below) {
  std::string folder = below + "/jescope." + std::string(6, 'X');
  return ::mkdtemp(folder.data()) == nullptr ? std::string() : folder;
}

void remove_folder(const std::string& folder) {
  ::unlink((folder + "/" + kFileName).c_str());
  ::rmdir(folder.c_str());
}

// Returns the file, locked as long as it is open: somebody needs it. -1: it is not written.
int write_library(const std::string& folder, std::string_view bytes) {
  const std::string path = folder + "/" + kFileName;
  const int descriptor = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (descriptor < 0) return -1;
  (void)::flock(descriptor, LOCK_SH | LOCK_NB);  // there are file systems without locks
  const bool is_good = write_all(descriptor, bytes, path).ok() && can_be_run(descriptor) &&
                       ::fchmod(descriptor, kForAll) == 0 && ::chmod(folder.c_str(), kForAll) == 0;
  if (is_good) return descriptor;
  ::close(descriptor);
  return -1;
}

int open_memory() {
  const long made = ::syscall(SYS_memfd_create, "jescope_record", MFD_CLOEXEC | kExecutableMemory);
  if (made >= 0 || errno != EINVAL) return static_cast<int>(made);
  return static_cast<int>(::syscall(SYS_memfd_create, "jescope_record", MFD_CLOEXEC));
}

// /proc may be that of another process namespace, so it is asked for our number.
std::string path_of_memory(int descriptor) {
  std::array<char, 32> number = {};
  const ssize_t length = ::readlink("/proc/self", number.data(), number.size());
  if (length <= 0) return {};
  std::string path = fmt::format(
      "/proc/{}/fd/{}", std::string_view(number.data(), static_cast<size_t>(length)), descriptor);
  return ::access(path.c_str(), R_OK) == 0 ? path : std::string();
}

// A limit of file sizes (ulimit -f) binds memory, too.
std::optional<Error> check_file_size_limit(size_t wanted_bytes) {
  struct rlimit limit = {};
  const bool is_too_small = ::getrlimit(RLIMIT_FSIZE, &limit) == 0 && limit.rlim_cur < wanted_bytes;
  if (!is_too_small) return std::nullopt;
  return Error{ErrorCode::kUnwritable, "record",
               fmt::format("expected to write the recorder's library of {}, got a limit of file "
                           "sizes of {}",
                           format_bytes(static_cast<int64_t>(wanted_bytes)),
                           format_bytes(static_cast<int64_t>(limit.rlim_cur))),
               "ulimit -f unlimited; dumps need room, too"};
}

std::string listed(const std::vector<std::string>& folders) {
  std::string text;
  for (const std::string& folder : folders) text += (text.empty() ? "" : ", ") + folder;
  return text;
}

}  // namespace

Result<PlacedLibrary> PlacedLibrary::place(std::string_view bytes,
                                           const std::vector<std::string>& folders) {
  if (const std::optional<Error> error = check_file_size_limit(bytes.size())) return *error;
  PlacedLibrary placed;
  for (const std::string& below : folders) {
    const std::string folder = fits_preload(below) ? make_folder(below) : std::string();
    if (folder.empty()) continue;
    placed.folder_ = folder;
    placed.path_ = folder + "/" + kFileName;
    placed.descriptor_ = write_library(folder, bytes);
    if (placed.descriptor_ >= 0) return placed;
    remove_folder(folder);
    placed.folder_.clear();
  }
  placed.descriptor_ = open_memory();
  const bool is_written = placed.descriptor_ >= 0 &&
                          write_all(placed.descriptor_, bytes, "memory").ok() &&
                          can_be_run(placed.descriptor_);
  placed.path_ = is_written ? path_of_memory(placed.descriptor_) : std::string();
  if (!placed.path_.empty()) return placed;
  return Error{ErrorCode::kUnwritable, "record",
               fmt::format("expected a folder for the recorder's library whose files may be run, "
                           "got none of {}, and no memory by /proc",
                           listed(folders)),
               "TMPDIR=DIR jescope record ... names another"};
}

PlacedLibrary::PlacedLibrary(PlacedLibrary&& other) noexcept
    : path_(std::move(other.path_)),
      folder_(std::exchange(other.folder_, {})),
      descriptor_(std::exchange(other.descriptor_, -1)) {}

PlacedLibrary::~PlacedLibrary() {
  if (!folder_.empty()) remove_folder(folder_);
  if (descriptor_ >= 0) ::close(descriptor_);
}

}  // namespace jescope
