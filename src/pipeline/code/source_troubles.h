// SPDX-License-Identifier: Apache-2.0
//
// What is wrong with source files, told in one line a reason. Internal to
// `pipeline`.
#pragma once

#include <map>
#include <string>
#include <string_view>
#include <unordered_map>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/model/profile.h"
#include "jescope/model/source_text.h"
#include "jescope/summarize/source_list.h"

namespace jescope {

class SourceTroubles {
 public:
  // Compares files with the modules of `profile`, which it keeps no part of.
  explicit SourceTroubles(const Profile& profile);

  void add_without_lines(const ListedFunction& function);
  // `reason` completes "the file is ...".
  void add_unread(const ListedFunction& function, const std::string& reason);
  // Looks whether the text may be that of another build.
  void look_at(const ListedFunction& function, const SourceText& text);

  // `symbols_command` tells why lines are missing; empty: there is none.
  void tell(const std::string& symbols_command, Diagnostics& diagnostics) const;

 private:
  std::unordered_map<std::string, int64_t> built_seconds_;  // by a module's path; since 1970
  std::vector<std::string> without_lines_;
  std::map<std::string, std::vector<std::string>> unread_;  // files by reason
  std::vector<std::string> newer_;
  std::string too_short_;  // the first such file, in words
};

}  // namespace jescope
