// SPDX-License-Identifier: Apache-2.0
//
// One page of a web server: HTTP/1.1, with TLS for https. Whatever the server
// does, this ends: in time, in memory, and in words that say what happened.
//
//   Url ──connect──▶ socket ──request──▶ answer ──redirects, status──▶ Page
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/progress.h"
#include "jescope/base/result.h"
#include "jescope/fetch/url.h"

namespace jescope {

struct FetchOptions {
  double connect_seconds = 10;  // for all addresses of a name together
  double whole_seconds = 60;    // for one page, its redirects included
  // Without a byte, once the answer has begun; nothing: a third of whole_seconds.
  std::optional<double> stall_seconds = {};
  uint64_t most_bytes = uint64_t{1} << 30;  // of a body as it is sent
  std::vector<std::string> headers;         // "Name: value", sent to the first server only
  std::string agent = "jescope";            // User-Agent
  std::string ca_file;                      // certificates to trust; empty: the system's
  std::string ca_dir;                       // the same, as a folder
  bool trusts_anyone = false;               // certificates are not checked
};

// What a server answered with status 200.
struct Page {
  Url url;           // where it was in the end, after redirects
  std::string type;  // Content-Type in lower case; empty: none was given
  std::string body;  // gzip where the server compressed it
};

// Returns the page at `url`. Redirects are followed five times, but not from https
// to http; other servers than the first are told neither password nor headers.
// A status of 400 or more is an error. `progress` may be null.
Result<Page> fetch(const Url& url, const FetchOptions& options, Progress* progress);

// The same, sending `body` (POST). Redirects are followed on the same server only,
// and only those that keep the method.
Result<Page> post(const Url& url, std::string_view body, const FetchOptions& options,
                  Progress* progress);

// Tells what is wrong with the user's own header fields; a field must not end its line.
Result<Done> check_headers(const std::vector<std::string>& headers);

}  // namespace jescope
