// SPDX-License-Identifier: Apache-2.0
//
// Leaves the work to the kernel (openat2 with RESOLVE_IN_ROOT) where it does
// it, else walks: the folders on the way are kept open on a stack, so ".."
// takes one off and never reads the file system's own "..".
#include "symbolize/files/path_in_root.h"

#include <fcntl.h>
#include <linux/openat2.h>
#include <sys/stat.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <climits>
#include <vector>

#include "symbolize/files/open_file.h"

namespace jescope {
namespace {

constexpr int kMostLinks = 40;  // as the kernel

int fail_with(int error) {
  errno = error;
  return -1;
}

int open_folder(const std::string& path) {
  return ::open(path.c_str(), O_PATH | O_DIRECTORY | O_CLOEXEC);
}

// Components still to walk, the next one last.
void push_components(std::vector<std::string>& pending, const std::string& path) {
  std::vector<std::string> parts;
  for (size_t at = 0; at < path.size();) {
    const size_t slash = std::min(path.find('/', at), path.size());
    if (slash > at) parts.push_back(path.substr(at, slash - at));
    at = slash + 1;
  }
  pending.insert(pending.end(), parts.rbegin(), parts.rend());
}

// Returns the target of the link `name` in `folder`; empty: not a link.
std::string link_target(int folder, const std::string& name) {
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlinkat(folder, name.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<size_t>(length)) : std::string();
}

class Walk {
 public:
  Walk(FileDescriptor root, const std::string& path) {
    folders_.push_back(std::move(root));
    push_components(pending_, path);
  }

  int open_last(int flags) {
    while (!pending_.empty()) {
      const std::string name = std::move(pending_.back());
      pending_.pop_back();
      if (name == ".") continue;
      if (name == "..") {
        if (folders_.size() > 1) folders_.pop_back();
        continue;
      }
      if (follow_link(name)) continue;
      if (links_ > kMostLinks) return fail_with(ELOOP);
      if (pending_.empty()) return ::openat(here(), name.c_str(), flags | O_NOFOLLOW);
      if (!enter(name)) return -1;
    }
    return fail_with(EISDIR);
  }

 private:
  int here() const { return folders_.back().number(); }

  bool follow_link(const std::string& name) {
    const std::string target = link_target(here(), name);
    if (target.empty() || ++links_ > kMostLinks) return false;
    if (target.front() == '/') folders_.resize(1);
    push_components(pending_, target);
    return true;
  }

  bool enter(const std::string& name) {
    constexpr int kFlags = O_PATH | O_DIRECTORY | O_NOFOLLOW | O_CLOEXEC;
    FileDescriptor folder(::openat(here(), name.c_str(), kFlags));
    if (!folder.is_open()) return false;
    folders_.push_back(std::move(folder));
    return true;
  }

  std::vector<FileDescriptor> folders_;  // from the root to where the walk is
  std::vector<std::string> pending_;
  int links_ = 0;
};

bool is_refused(int error) {
  return error == ENOSYS || error == EPERM || error == EINVAL || error == E2BIG;
}

}  // namespace

int open_in_root(const std::string& root, const std::string& path, int flags) {
  const FileDescriptor folder(open_folder(root));
  if (!folder.is_open()) return -1;
  open_how how = {};
  how.flags = static_cast<uint64_t>(flags);
  how.resolve = RESOLVE_IN_ROOT;
  const long opened = ::syscall(SYS_openat2, folder.number(), path.c_str(), &how, sizeof how);
  if (opened < 0 && is_refused(errno)) return walk_in_root(root, path, flags);
  return static_cast<int>(opened);
}

int walk_in_root(const std::string& root, const std::string& path, int flags) {
  FileDescriptor folder(open_folder(root));
  if (!folder.is_open()) return -1;
  return Walk(std::move(folder), path).open_last(flags);
}

}  // namespace jescope
