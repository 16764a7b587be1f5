// SPDX-License-Identifier: Apache-2.0
//
// Dumps that a running program shows on a web page.
#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "jescope/fetch/fetch.h"

namespace jescope {

struct Request;

// How pages are fetched, and what only their server may know.
struct RemoteChoice {
  FetchOptions fetch;
  std::map<std::string, std::string> user_infos;  // "user:password" by URL; see take_urls()
};

// Whether an argument needs http:// to be taken for a URL.
enum class Scheme { kNeeded, kImplied };

// Returns the URL that an argument means, without checking it: what has a scheme, and
// with kImplied also "host:port" and "host:port/page". Nothing: it is a file's name.
std::optional<std::string> remote_address(std::string_view argument, Scheme scheme);

// Puts each URL among the inputs of the request into its full form, with its page and
// without a password, which goes to `request.remote`. URLs that are none, and wrong
// --header fields, are errors.
Result<Done> take_urls(Request& request);

// Returns the words of a command line without passwords in URLs and header fields.
std::string without_secrets(std::string_view argument, std::string_view argument_before);

}  // namespace jescope
