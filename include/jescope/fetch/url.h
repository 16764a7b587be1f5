// SPDX-License-Identifier: Apache-2.0
//
// Addresses of pages: http://user:password@host:port/path?query, taken apart and
// checked, so that nothing of them can end a line of a request.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

#include "jescope/base/result.h"

namespace jescope {

struct Url {
  bool is_tls = false;    // https
  std::string host;       // in lower case; an IPv6 address stands without brackets
  uint16_t port = 0;      // never 0 of a parsed one
  std::string target;     // path and query, as they are sent; begins with '/'
  std::string user_info;  // "user:password", decoded; empty: none

  friend bool operator==(const Url&, const Url&) = default;
};

// Returns the text without what may be "user:password@", also where it is no URL: a
// mistyped one.
std::string without_user_info(std::string_view text);

// True for what begins with http:// or https://, in any case.
bool has_web_scheme(std::string_view text);

// Takes a URL apart. One without a path has the target "/"; what follows a '#' is
// dropped. Errors never repeat a password.
Result<Url> parse_url(std::string_view text);

// Returns where `location`, of an answer from `from`, points to: a whole URL, or a
// path on the same server. Never has a user_info.
Result<Url> parse_location(const Url& from, std::string_view location);

// Returns the URL as text, without user_info and without a port that is the
// scheme's own.
std::string to_text(const Url& url);

// Returns "host" or "host:8080", as the Host field has it.
std::string host_and_port(const Url& url);

// True when both are of one server: scheme, host and port are the same.
bool are_of_one_server(const Url& a, const Url& b);

}  // namespace jescope
