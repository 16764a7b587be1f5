// SPDX-License-Identifier: Apache-2.0
//
// getaddrinfo() loads libraries of the system, which a static program in an empty
// root must not do. So this asks in its order: numbers, localhost, /etc/hosts, and the
// name servers of /etc/resolv.conf through the C library's own resolver, which loads
// nothing. What else nsswitch.conf names (mdns, ldap) is not asked.
#include "fetch/resolve.h"

#include <arpa/inet.h>
#include <arpa/nameser.h>
#include <fmt/format.h>
#include <netdb.h>
#include <netinet/in.h>
#include <resolv.h>

#include <algorithm>
#include <array>
#include <cstring>
#include <fstream>
#include <iterator>
#include <optional>

#include "jescope/base/ascii_case.h"

namespace jescope {
namespace {

constexpr size_t kMostAddresses = 8;
constexpr size_t kLargestHosts = 8 << 20;  // bytes; those of ad blockers are long

std::optional<HostAddress> from_number(const std::string& text, uint16_t port) {
  HostAddress address;
  sockaddr_in v4 = {};
  if (inet_pton(AF_INET, text.c_str(), &v4.sin_addr) == 1) {
    v4.sin_family = AF_INET;
    v4.sin_port = htons(port);
    std::memcpy(&address.storage, &v4, sizeof v4);
    address.length = sizeof v4;
    return address;
  }
  sockaddr_in6 v6 = {};
  if (inet_pton(AF_INET6, text.c_str(), &v6.sin6_addr) != 1) return std::nullopt;
  v6.sin6_family = AF_INET6;
  v6.sin6_port = htons(port);
  std::memcpy(&address.storage, &v6, sizeof v6);
  address.length = sizeof v6;
  return address;
}

std::vector<HostAddress> from_numbers(const std::vector<std::string>& texts, uint16_t port) {
  std::vector<HostAddress> addresses;
  for (const std::string& text : texts) {
    const std::optional<HostAddress> address = from_number(text, port);
    if (address && addresses.size() < kMostAddresses) addresses.push_back(*address);
  }
  return addresses;
}

std::string read_hosts() {
  std::ifstream file("/etc/hosts", std::ios::binary);
  std::string text(kLargestHosts, '\0');
  file.read(text.data(), static_cast<std::streamsize>(text.size()));
  text.resize(static_cast<size_t>(std::max<std::streamsize>(file.gcount(), 0)));
  return text;
}

bool is_localhost(std::string_view host) {
  return host == "localhost" || host.ends_with(".localhost");
}

// A state of the resolver, closed when done.
class NameServers {
 public:
  NameServers() : is_ready_(res_ninit(&state_) == 0) {
    // Seconds and rounds for each server: an answer comes at once, or not at all.
    state_.retrans = 2;
    state_.retry = 2;
  }
  NameServers(const NameServers&) = delete;
  NameServers& operator=(const NameServers&) = delete;
  ~NameServers() {
    if (is_ready_) res_nclose(&state_);
  }

  // Appends the addresses of one kind. False when no server answered.
  bool ask(const std::string& host, ns_type type, std::vector<std::string>& numbers) {
    if (!is_ready_) return false;
    std::array<unsigned char, 8192> answer = {};
    const int length = res_nsearch(&state_, host.c_str(), ns_c_in, type, answer.data(),
                                   static_cast<int>(answer.size()));
    if (length < 0) return state_.res_h_errno != TRY_AGAIN && state_.res_h_errno != NO_RECOVERY;
    add_records(answer.data(), std::min(length, static_cast<int>(answer.size())), type, numbers);
    return true;
  }

 private:
  static void add_records(const unsigned char* answer, int length, ns_type type,
                          std::vector<std::string>& numbers) {
    ns_msg message = {};
    if (ns_initparse(answer, length, &message) != 0) return;
    for (int i = 0; i < ns_msg_count(message, ns_s_an); ++i) {
      ns_rr record = {};
      if (ns_parserr(&message, ns_s_an, i, &record) != 0) return;
      const size_t expected = type == ns_t_a ? 4 : 16;
      if (ns_rr_type(record) != type || ns_rr_rdlen(record) != expected) continue;
      std::array<char, INET6_ADDRSTRLEN> text = {};
      const int family = type == ns_t_a ? AF_INET : AF_INET6;
      if (inet_ntop(family, ns_rr_rdata(record), text.data(), text.size()) != nullptr) {
        numbers.emplace_back(text.data());
      }
    }
  }

  struct __res_state state_ = {};
  const bool is_ready_;
};

Result<std::vector<HostAddress>> ask_name_servers(const Url& url, const Deadline& until,
                                                  const std::string& where) {
  NameServers servers;
  std::vector<std::string> numbers;
  bool is_answered = servers.ask(url.host, ns_t_a, numbers);
  if (is_answered && !until.has_passed()) is_answered = servers.ask(url.host, ns_t_aaaa, numbers);
  std::vector<HostAddress> addresses = from_numbers(numbers, url.port);
  if (!addresses.empty()) return addresses;
  const std::string_view got =
      is_answered ? "none: no such name is known" : "no answer from the name servers";
  return Error{ErrorCode::kUnreadable, where,
               fmt::format("expected the address of {}, got {}", url.host, got),
               "the name must be in /etc/hosts or known to the servers of /etc/resolv.conf; "
               "a numeric address always works"};
}

std::vector<std::string_view> words_of(std::string_view line) {
  constexpr std::string_view kBlanks = " \t\r";
  std::vector<std::string_view> words;
  while (true) {
    const size_t start = line.find_first_not_of(kBlanks);
    if (start == std::string_view::npos) return words;
    line.remove_prefix(start);
    const size_t length = std::min(line.size(), line.find_first_of(kBlanks));
    words.push_back(line.substr(0, length));
    line.remove_prefix(length);
  }
}

}  // namespace

std::vector<std::string> addresses_in_hosts(std::string_view hosts, std::string_view host) {
  std::vector<std::string> addresses;
  while (!hosts.empty()) {
    const size_t end = std::min(hosts.size(), hosts.find('\n'));
    const std::string_view line = hosts.substr(0, end);
    hosts.remove_prefix(std::min(end + 1, hosts.size()));
    const std::vector<std::string_view> words = words_of(line.substr(0, line.find('#')));
    const auto is_host = [&](std::string_view name) { return lower_case(name) == host; };
    if (words.size() > 1 && std::any_of(words.begin() + 1, words.end(), is_host)) {
      addresses.emplace_back(words.front());
    }
  }
  return addresses;
}

Result<std::vector<HostAddress>> resolve(const Url& url, const Deadline& until,
                                         const std::string& where) {
  if (const std::optional<HostAddress> address = from_number(url.host, url.port)) {
    return std::vector<HostAddress>{*address};
  }
  if (is_localhost(url.host)) return from_numbers({"127.0.0.1", "::1"}, url.port);
  std::vector<HostAddress> addresses =
      from_numbers(addresses_in_hosts(read_hosts(), url.host), url.port);
  if (!addresses.empty()) return addresses;
  return ask_name_servers(url, until, where);
}

}  // namespace jescope
