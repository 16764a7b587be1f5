// SPDX-License-Identifier: Apache-2.0
//
// Fetches dumps from servers, each once in a run: a second look at a running program
// would see another heap. Internal to `pipeline`.
#pragma once

#include <map>
#include <span>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/progress.h"
#include "jescope/base/result.h"
#include "jescope/model/dump.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// True for an input that is fetched.
bool is_remote(std::string_view path);

class RemoteDumps {
 public:
  // `program` is the user's, as an argument or an option; empty: there is none.
  RemoteDumps(const Request& request, std::string_view program);

  // Returns the dump at `url`, as take_urls() wrote it, with the names that its server
  // gives, unless the user has said where names come from.
  Result<Dump> read(const std::string& url, Diagnostics& diagnostics);

 private:
  bool wants_names(const std::string& url) const;
  bool is_read_again(const std::string& url) const;
  Result<Dump> fetch_dump(const std::string& url, Diagnostics& diagnostics);
  void ask_names(const Url& page, Dump& dump, Diagnostics& diagnostics) const;
  Result<Done> post_questions(const Url& page, std::span<const uint64_t> addresses, Dump& dump,
                              Diagnostics& diagnostics) const;

  const Request& request_;
  const RemoteChoice& remote_;
  const bool has_program_;
  Progress* const progress_;
  std::map<std::string, Dump> fetched_;  // by URL; those that are read again
};

}  // namespace jescope
