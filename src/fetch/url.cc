// SPDX-License-Identifier: Apache-2.0
//
//   http://user:p%40ss@[::1]:8080/pprof/heap?seconds=3#top
//   scheme user_info   host  port target                dropped
#include "jescope/fetch/url.h"

#include <arpa/inet.h>
#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <optional>

#include "jescope/base/ascii_case.h"
#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

constexpr size_t kLongestUrl = 8192;
constexpr size_t kLongestHost = 253;  // of a DNS name
constexpr std::string_view kHttp = "http://";
constexpr std::string_view kHttps = "https://";

Error bad_url(std::string_view where, std::string_view expected, std::string_view got) {
  return {
      ErrorCode::kUsage, std::string(where), fmt::format("expected {}, got {}", expected, got), {}};
}

bool is_fit_to_send(char c) {
  return c > ' ' && c < '\x7f';
}

bool is_host_character(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_';
}

bool is_ipv6(const std::string& host) {
  in6_addr address = {};
  return inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

std::string decoded(std::string_view text) {
  std::string bytes;
  for (size_t i = 0; i < text.size(); ++i) {
    const std::string_view digits = text.substr(i).substr(0, 3).substr(1);
    TextCursor cursor(digits);
    const std::optional<uint64_t> code = cursor.hex();
    const bool is_coded = text[i] == '%' && digits.size() == 2 && code && cursor.at_end();
    bytes += is_coded ? static_cast<char>(*code) : text[i];
    if (is_coded) i += 2;
  }
  return bytes;
}

std::optional<uint16_t> parse_port(std::string_view text) {
  uint16_t port = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), port);
  if (error != std::errc() || end != text.data() + text.size() || port == 0) return std::nullopt;
  return port;
}

// Reads "host", "host:port" or "[v6]:port".
Result<Done> parse_authority(std::string_view text, const std::string& where, Url& url) {
  const bool has_brackets = text.starts_with('[');
  const size_t host_end = has_brackets ? text.find(']') : text.find(':');
  const std::string_view host =
      text.substr(has_brackets ? 1 : 0, host_end - (has_brackets ? 1 : 0));
  std::string_view rest =
      host_end == std::string_view::npos ? "" : text.substr(host_end + (has_brackets ? 1 : 0));
  url.host = lower_case(host);
  const bool is_name = !host.empty() && host.size() <= kLongestHost &&
                       std::ranges::all_of(url.host, is_host_character);
  if (has_brackets ? host_end == std::string_view::npos || !is_ipv6(url.host) : !is_name) {
    return bad_url(where, "the name or address of a host after //", "something else");
  }
  url.port = url.is_tls ? 443 : 80;
  if (rest.empty() || rest == ":") return Done();
  const std::optional<uint16_t> port =
      rest.starts_with(':') ? parse_port(rest.substr(1)) : std::nullopt;
  if (!port) return bad_url(where, "a port from 1 to 65535", "something else");
  url.port = *port;
  return Done();
}

}  // namespace

std::string without_user_info(std::string_view text) {
  const size_t at = text.rfind('@');
  const size_t colon = text.find(':');
  if (at == std::string_view::npos || colon > at) return std::string(text);
  size_t start = text.substr(colon + 1).starts_with('/') ? colon + 1 : 0;
  while (start > 0 && text[start] == '/') ++start;
  return std::string(text.substr(0, start)) + std::string(text.substr(at + 1));
}

bool has_web_scheme(std::string_view text) {
  return starts_with_any_case(text, kHttp) || starts_with_any_case(text, kHttps);
}

Result<Url> parse_url(std::string_view text) {
  if (!has_web_scheme(text)) {
    return bad_url(without_user_info(text.substr(0, 200)), "a URL with http:// or https://",
                   "something else");
  }
  const std::string where = without_user_info(text.substr(0, 200));
  if (text.size() > kLongestUrl) return bad_url(where, "at most 8192 characters", "more");
  if (!std::ranges::all_of(text, is_fit_to_send)) {
    return bad_url(where, "a URL of printable ASCII characters",
                   "a blank, control or other character (%20 is a blank)");
  }
  Url url;
  url.is_tls = starts_with_any_case(text, kHttps);
  text.remove_prefix(url.is_tls ? kHttps.size() : kHttp.size());
  const size_t authority_end = std::min(text.size(), text.find_first_of("/?#"));
  std::string_view authority = text.substr(0, authority_end);
  if (const size_t at = authority.rfind('@'); at != std::string_view::npos) {
    url.user_info = decoded(authority.substr(0, at));
    authority.remove_prefix(at + 1);
  }
  if (Result<Done> done = parse_authority(authority, where, url); !done.ok()) return done.error();
  url.target = text.substr(authority_end);
  url.target.resize(std::min(url.target.size(), url.target.find('#')));
  if (!url.target.starts_with('/')) url.target.insert(0, 1, '/');
  return url;
}

Result<Url> parse_location(const Url& from, std::string_view location) {
  Result<Url> url = from;
  if (location.find("://") < location.find('/')) {
    url = parse_url(location);
  } else if (location.starts_with("//")) {
    url = parse_url((from.is_tls ? "https:" : "http:") + std::string(location));
  } else {
    const std::string_view path = std::string_view(from.target).substr(0, from.target.find('?'));
    const std::string folder = std::string(path.substr(0, path.rfind('/') + 1));
    const std::string target = (location.starts_with('/') ? "" : folder) + std::string(location);
    url = parse_url(to_text({from.is_tls, from.host, from.port, target, {}}));
  }
  if (url.ok()) url->user_info.clear();
  return url;
}

std::string host_and_port(const Url& url) {
  const bool is_v6 = url.host.find(':') != std::string::npos;
  const std::string host = is_v6 ? "[" + url.host + "]" : url.host;
  const bool is_usual = url.port == (url.is_tls ? 443 : 80);
  return is_usual ? host : fmt::format("{}:{}", host, url.port);
}

std::string to_text(const Url& url) {
  return std::string(url.is_tls ? kHttps : kHttp) + host_and_port(url) + url.target;
}

bool are_of_one_server(const Url& a, const Url& b) {
  return a.is_tls == b.is_tls && a.host == b.host && a.port == b.port;
}

}  // namespace jescope
