// SPDX-License-Identifier: Apache-2.0
#include "fetch/status_error.h"

#include <fmt/format.h>

#include "fetch/answer_parser.h"

namespace jescope {
namespace {

constexpr std::string_view kHeapPage = "/pprof/heap";

// Pages of HTML tell their reason in markup, which nobody wants to read.
bool is_telling(std::string_view body) {
  const size_t start = body.find_first_not_of(" \t\r\n");
  return start != std::string_view::npos && body[start] != '<' && body[start] != '\x1f';
}

std::string hint_for(const Url& url, int status) {
  const std::string server = std::string(url.is_tls ? "https://" : "http://");
  switch (status) {
    case 401:
    case 403:
      return fmt::format("{}USER:PASSWORD@{}{}, or --header 'Authorization: Bearer TOKEN'", server,
                         host_and_port(url), url.target);
    case 404:
      if (url.target.find(kHeapPage) != std::string::npos) {
        return "some servers have it at /debug/pprof/heap, or only when profiling is switched on";
      }
      return fmt::format("most servers have it at {}{}{}", server, host_and_port(url), kHeapPage);
    case 407: return "proxies are not supported";
    case 413: return "the server takes no requests of this size";
    default: return {};
  }
}

}  // namespace

Error status_error(const Url& url, int status, std::string_view reason, std::string_view body) {
  std::string got = fmt::format("status {}", status);
  if (!reason.empty()) got += fmt::format(" {}", excerpt(reason));
  if (is_telling(body)) got += fmt::format(" and {}", excerpt(body));
  return {ErrorCode::kUnreadable, to_text(url), fmt::format("expected a page, got {}", got),
          hint_for(url, status)};
}

}  // namespace jescope
