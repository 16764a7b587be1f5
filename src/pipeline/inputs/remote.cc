// SPDX-License-Identifier: Apache-2.0
//
// Passwords leave the inputs before anything else looks at them: inputs stand in
// titles, hints and notes.
#include "jescope/pipeline/remote.h"

#include <algorithm>
#include <vector>

#include "jescope/fetch/pprof_server.h"
#include "jescope/fetch/url.h"
#include "jescope/pipeline/request.h"

namespace jescope {
namespace {

Result<Done> take_url(std::string& input, RemoteChoice& remote) {
  if (!has_web_scheme(input)) return Done();
  const Result<Url> url = parse_url(input);
  if (!url.ok()) return url.error();
  const Result<Url> page = profile_page(*url);
  if (!page.ok()) return page.error();
  input = to_text(*page);
  if (!page->user_info.empty()) remote.user_infos[input] = page->user_info;
  return Done();
}

// True for "host:8080" and "[::1]:8080/page": a port must be there, or any name is one.
bool is_host_and_port(std::string_view text) {
  const std::string_view authority = text.substr(0, text.find('/'));
  const size_t colon = authority.rfind(':');
  if (colon == std::string_view::npos || colon == 0) return false;
  const std::string_view port = authority.substr(colon + 1);
  const bool is_number =
      !port.empty() && std::ranges::all_of(port, [](char c) { return c >= '0' && c <= '9'; });
  return is_number && parse_url("http://" + std::string(text)).ok();
}

}  // namespace

std::optional<std::string> remote_address(std::string_view argument, Scheme scheme) {
  if (has_web_scheme(argument)) return std::string(argument);
  if (scheme == Scheme::kNeeded || !is_host_and_port(argument)) return std::nullopt;
  return "http://" + std::string(argument);
}

Result<Done> take_urls(Request& request) {
  if (Result<Done> done = check_headers(request.remote.fetch.headers); !done.ok()) return done;
  for (std::vector<std::string>* inputs : {&request.inputs, &request.comparison.base}) {
    for (std::string& input : *inputs) {
      if (Result<Done> done = take_url(input, request.remote); !done.ok()) return done;
    }
  }
  return Done();
}

std::string without_secrets(std::string_view argument, std::string_view argument_before) {
  constexpr std::string_view kHeader = "--header";
  if (argument_before == kHeader) return "...";
  if (argument.starts_with("--header=")) return "--header=...";
  constexpr std::string_view kBase = "--base=";
  const size_t start = argument.starts_with(kBase) ? kBase.size() : 0;
  const std::string_view rest = argument.substr(start);
  if (!has_web_scheme(rest)) return std::string(argument);
  const Result<Url> url = parse_url(rest);
  return std::string(argument.substr(0, start)) + (url.ok() ? to_text(*url) : "URL");
}

}  // namespace jescope
