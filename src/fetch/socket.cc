// SPDX-License-Identifier: Apache-2.0
//
// All sockets are non-blocking; poll(2) waits. A name's addresses share the time to
// connect, so one that does not answer leaves time for the others.
#include "fetch/socket.h"

#include <fmt/format.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <utility>
#include <vector>

#include "fetch/resolve.h"
#include "jescope/base/system_error.h"

namespace jescope {
namespace {

constexpr const char* kMoreTime = "--timeout TIME allows more";

// Returns false when the time is over. A signal only wakes it up.
bool wait_for(int descriptor, short events, const Deadline& deadline) {
  while (true) {
    pollfd wanted = {descriptor, events, 0};
    const int ready = ::poll(&wanted, 1, deadline.milliseconds_left());
    if (ready > 0) return true;
    if (deadline.has_passed()) return false;
  }
}

// Connects and returns 0, or the errno of what went wrong.
int connect_within(int descriptor, const HostAddress& address, const Deadline& deadline) {
  const auto* const target = reinterpret_cast<const sockaddr*>(&address.storage);
  if (::connect(descriptor, target, address.length) == 0) return 0;
  if (errno != EINPROGRESS && errno != EINTR) return errno;
  if (!wait_for(descriptor, POLLOUT, deadline)) return ETIMEDOUT;
  int error = 0;
  socklen_t length = sizeof error;
  if (::getsockopt(descriptor, SOL_SOCKET, SO_ERROR, &error, &length) != 0) return errno;
  return error;
}

std::string connection_hint(int error) {
  if (error == ECONNREFUSED) return "is the server running, and is this its port?";
  if (error == ETIMEDOUT) return "a firewall may swallow the connection; proxies are not used";
  return {};
}

Error not_connected(const Patience& patience, int error) {
  errno = error;
  Error told = system_error(ErrorCode::kUnreadable, patience.where, "a connection");
  told.hint = connection_hint(error);
  return told;
}

}  // namespace

Result<Socket> Socket::open(const Url& url, const Patience& patience) {
  const Deadline until = Deadline::earlier(Deadline(patience.connect_seconds), patience.whole);
  const Result<std::vector<HostAddress>> addresses = resolve(url, until, patience.where);
  if (!addresses.ok()) return addresses.error();
  int error = 0;  // of the first address: the others are often of no use here
  for (size_t i = 0; i < addresses->size(); ++i) {
    const HostAddress& address = (*addresses)[i];
    const int descriptor =
        ::socket(address.storage.ss_family, SOCK_STREAM | SOCK_NONBLOCK | SOCK_CLOEXEC, 0);
    if (descriptor < 0) {
      if (error == 0) error = errno;
      continue;
    }
    Socket socket(descriptor, patience);
    const Deadline share(until.seconds_left() / static_cast<double>(addresses->size() - i));
    const int failed = connect_within(descriptor, address, share);
    if (error == 0) error = failed;
    if (failed != 0) continue;
    const int at_once = 1;
    (void)::setsockopt(descriptor, IPPROTO_TCP, TCP_NODELAY, &at_once, sizeof at_once);
    return socket;
  }
  return not_connected(patience, error);
}

Socket::Socket(Socket&& other) noexcept
    : descriptor_(std::exchange(other.descriptor_, -1)),
      patience_(other.patience_),
      has_heard_(other.has_heard_) {}

Socket::~Socket() {
  if (descriptor_ >= 0) ::close(descriptor_);
}

Result<size_t> Socket::read(std::span<char> room) {
  while (true) {
    const ssize_t got = ::recv(descriptor_, room.data(), room.size(), 0);
    if (got >= 0) {
      has_heard_ = true;
      // A server that drips is never waited for in poll(2).
      if (got > 0 && patience_->whole.has_passed()) return timeout();
      return static_cast<size_t>(got);
    }
    if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
      return system_error(ErrorCode::kUnreadable, patience_->where, "an answer");
    }
    const Deadline until =
        has_heard_ ? Deadline::earlier(Deadline(patience_->stall_seconds), patience_->whole)
                   : patience_->whole;
    if (!wait_for(descriptor_, POLLIN, until)) return timeout();
  }
}

Result<Done> Socket::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent >= 0) {
      bytes.remove_prefix(static_cast<size_t>(sent));
    } else if (errno == EPIPE || errno == ECONNRESET) {
      break;  // it may have answered before it closed
    } else if (errno != EAGAIN && errno != EWOULDBLOCK && errno != EINTR) {
      return system_error(ErrorCode::kUnreadable, patience_->where, "to send a request");
    } else if (!wait_for(descriptor_, POLLOUT, patience_->whole)) {
      return timeout();
    }
  }
  expect_answer();
  return Done();
}

Error Socket::timeout() const {
  const std::string expected =
      patience_->whole.has_passed()
          ? fmt::format("the whole answer within {:g} s", patience_->whole_seconds)
          : fmt::format("more of the answer within {:g} s", patience_->stall_seconds);
  const std::string_view got = has_heard_ ? "a part of it" : "nothing";
  return {ErrorCode::kUnreadable, patience_->where,
          fmt::format("expected {}, got {}", expected, got), kMoreTime};
}

}  // namespace jescope
