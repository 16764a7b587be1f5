// SPDX-License-Identifier: Apache-2.0
#include "tests/support/loopback_server.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <netinet/in.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <stdexcept>

namespace jescope {
namespace {

sockaddr_in loopback() {
  sockaddr_in address = {};
  address.sin_family = AF_INET;
  address.sin_addr.s_addr = htonl(INADDR_LOOPBACK);
  return address;
}

// Binds a socket to a free port and returns the port.
uint16_t bind_to_loopback(int descriptor) {
  sockaddr_in address = loopback();
  socklen_t length = sizeof address;
  auto* const generic = reinterpret_cast<sockaddr*>(&address);
  if (::bind(descriptor, generic, length) != 0 ||
      ::getsockname(descriptor, generic, &length) != 0) {
    throw std::runtime_error("no free port on 127.0.0.1");
  }
  return ntohs(address.sin_port);
}

size_t body_length(std::string_view head) {
  constexpr std::string_view kField = "Content-Length: ";
  const size_t at = head.find(kField);
  size_t length = 0;
  if (at == std::string_view::npos) return 0;
  std::from_chars(head.data() + at + kField.size(), head.data() + head.size(), length);
  return length;
}

}  // namespace

std::string Peer::read_request() {
  std::string request;
  while (true) {
    const size_t end = request.find("\r\n\r\n");
    if (end != std::string::npos && request.size() >= end + 4 + body_length(request)) {
      return request;
    }
    const std::string more = receive();
    if (more.empty()) return {};
    request += more;
  }
}

bool SocketPeer::send(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t sent = ::send(descriptor_, bytes.data(), bytes.size(), MSG_NOSIGNAL);
    if (sent <= 0) return false;
    bytes.remove_prefix(static_cast<size_t>(sent));
  }
  return true;
}

std::string SocketPeer::receive() {
  std::string bytes(64 << 10, '\0');
  const ssize_t got = ::recv(descriptor_, bytes.data(), bytes.size(), 0);
  bytes.resize(static_cast<size_t>(std::max<ssize_t>(got, 0)));
  return bytes;
}

void SocketPeer::finish() {
  ::shutdown(descriptor_, SHUT_WR);
  stall();
}

void SocketPeer::reset() {
  const linger at_once = {1, 0};
  ::setsockopt(descriptor_, SOL_SOCKET, SO_LINGER, &at_once, sizeof at_once);
}

void SocketPeer::stall() {
  while (!receive().empty()) {
  }
}

LoopbackServer::LoopbackServer(std::function<void(SocketPeer&)> serve)
    : serve_(std::move(serve)), listening_(::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0)) {
  port_ = bind_to_loopback(listening_);
  if (::listen(listening_, 16) != 0) throw std::runtime_error("cannot listen");
  acceptor_ = std::thread([this] { accept_all(); });
}

LoopbackServer::~LoopbackServer() {
  ::shutdown(listening_, SHUT_RDWR);
  acceptor_.join();
  {
    const std::lock_guard lock(mutex_);
    is_over_ = true;
    for (const int descriptor : descriptors_) ::shutdown(descriptor, SHUT_RDWR);
  }
  for (std::thread& thread : threads_) thread.join();
  ::close(listening_);
}

std::string LoopbackServer::url(std::string_view target) const {
  return fmt::format("http://127.0.0.1:{}{}", port_, target);
}

void LoopbackServer::accept_all() {
  while (true) {
    const int descriptor = ::accept4(listening_, nullptr, nullptr, SOCK_CLOEXEC);
    if (descriptor < 0) return;
    const std::lock_guard lock(mutex_);
    descriptors_.push_back(descriptor);
    threads_.emplace_back([this, descriptor] { serve_one(descriptor); });
  }
}

void LoopbackServer::serve_one(int descriptor) {
  SocketPeer peer(descriptor);
  serve_(peer);
  const std::lock_guard lock(mutex_);
  std::erase(descriptors_, descriptor);
  ::close(descriptor);
}

std::string target_of(std::string_view request) {
  const size_t start = std::min(request.size(), request.find(' ') + 1);
  request.remove_prefix(start);
  return std::string(request.substr(0, request.find(' ')));
}

std::string page(std::string_view body, std::string_view fields) {
  return failure_page("200 OK", body, fields);
}

std::string failure_page(std::string_view status, std::string_view body, std::string_view fields) {
  return fmt::format("HTTP/1.1 {}\r\n{}Content-Length: {}\r\n\r\n{}", status, fields, body.size(),
                     body);
}

uint16_t refused_port() {
  const int descriptor = ::socket(AF_INET, SOCK_STREAM | SOCK_CLOEXEC, 0);
  const uint16_t port = bind_to_loopback(descriptor);
  ::close(descriptor);
  return port;
}

}  // namespace jescope
