// SPDX-License-Identifier: Apache-2.0
//
// Where a file may be: a path, and the folder in which that path is absolute.
//
//   path "/usr/lib/libc.so.6", root "/srv/image"  ->  /srv/image/usr/lib/libc.so.6
//
// The two stay apart, because a symbolic link on the way is resolved inside the
// root (path_in_root.h); joined, it would lead to this machine's files.
#pragma once

#include <string>

namespace jescope {

struct FilePlace {
  std::string path;
  std::string root = {};  // empty: this machine's own "/"

  friend bool operator==(const FilePlace&, const FilePlace&) = default;
};

// Returns the place as a person writes it.
inline std::string to_text(const FilePlace& place) {
  if (place.root.empty() || place.root == "/") return place.path;
  const bool has_slash = place.path.starts_with('/') || place.root.ends_with('/');
  return place.root + (has_slash ? "" : "/") + place.path;
}

}  // namespace jescope
