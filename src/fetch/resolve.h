// SPDX-License-Identifier: Apache-2.0
//
// From a host's name to its addresses. Internal to `fetch`.
#pragma once

#include <sys/socket.h>

#include <string>
#include <vector>

#include "fetch/deadline.h"
#include "jescope/base/result.h"
#include "jescope/fetch/url.h"

namespace jescope {

struct HostAddress {
  sockaddr_storage storage = {};  // with the port
  socklen_t length = 0;
};

// Returns the addresses of the URL's host, at least one and at most eight, those to
// be tried first in front. `where` names it in errors.
Result<std::vector<HostAddress>> resolve(const Url& url, const Deadline& until,
                                         const std::string& where);

// Returns the addresses that a line of /etc/hosts gives `host`; its form is
//   127.0.1.1  build.example build   # remark
std::vector<std::string> addresses_in_hosts(std::string_view hosts, std::string_view host);

}  // namespace jescope
