// SPDX-License-Identifier: Apache-2.0
//
// Fetches one debug file from debuginfod servers into the cache of debuginfod's
// own client, through that client or, where it is not installed, curl:
//
//   debuginfod-find debuginfo 2fa1c0...
//   curl ... --output CACHE/2fa1c0.../.jescope.... --url https://server/buildid/2fa1c0.../debuginfo
//
// Both leave CACHE/2fa1c0.../debuginfo. No network code is in this program.
#pragma once

#include <chrono>
#include <string>
#include <vector>

#include "symbolize/find/run_program.h"

namespace jescope {

enum class FetchEnd {
  kFetched,
  kNotThere,        // no server has it; `complaint` may tell more
  kRememberedMiss,  // no server had it some minutes ago; `complaint` is the file that says so
  kNoServer,        // no server could be reached
  kTimedOut,
  kUnwritable,  // the cache cannot take it; `complaint` is the cache
  kNoClient,    // neither program is installed
};

struct FetchResult {
  FetchEnd end = FetchEnd::kNoClient;
  std::string complaint;
};

class DebuginfodClient {
 public:
  // `urls` as in DEBUGINFOD_URLS; `cache` is a folder, made if need be.
  DebuginfodClient(const std::string& urls, std::string cache);

  // False when `urls` name no server.
  bool has_servers() const { return !servers_.empty(); }

  // `build_id` must be a plain one (is_plain_build_id).
  FetchResult fetch(const std::string& build_id,
                    std::chrono::steady_clock::time_point deadline) const;

 private:
  using Time = std::chrono::steady_clock::time_point;

  ProgramResult ask_own_client(const std::string& build_id, Time deadline) const;
  FetchResult ask_curl(const std::string& build_id, Time deadline) const;

  std::vector<std::string> servers_;
  std::string cache_;
};

}  // namespace jescope
