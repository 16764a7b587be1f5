// SPDX-License-Identifier: Apache-2.0
//
// A web server on 127.0.0.1 that does exactly what a test says, however wrong. Each
// connection is served by a thread of its own; all end with the server.
#pragma once

#include <atomic>
#include <chrono>
#include <cstdint>
#include <functional>
#include <mutex>
#include <string>
#include <string_view>
#include <thread>
#include <vector>

namespace jescope {

// The client's end of one connection.
class Peer {
 public:
  virtual ~Peer() = default;

  // False: the client is gone, or the test is over.
  virtual bool send(std::string_view bytes) = 0;

  // Returns what is there, at least one byte; empty: the client is gone.
  virtual std::string receive() = 0;

  // Returns the head of a request and its body; empty: there is none.
  std::string read_request();
};

class SocketPeer : public Peer {
 public:
  explicit SocketPeer(int descriptor) : descriptor_(descriptor) {}

  bool send(std::string_view bytes) override;
  std::string receive() override;

  // Says that no more comes. What the client still sends is read.
  void finish();

  // Breaks the connection off.
  void reset();

  // Keeps the connection until the client ends it, or the test is over.
  void stall();

 private:
  const int descriptor_;
};

class LoopbackServer {
 public:
  explicit LoopbackServer(std::function<void(SocketPeer&)> serve);
  LoopbackServer(const LoopbackServer&) = delete;
  LoopbackServer& operator=(const LoopbackServer&) = delete;
  ~LoopbackServer();

  uint16_t port() const { return port_; }

  // Returns "http://127.0.0.1:PORT" and `target`.
  std::string url(std::string_view target) const;

 private:
  void accept_all();
  void serve_one(int descriptor);

  const std::function<void(SocketPeer&)> serve_;
  int listening_ = -1;
  uint16_t port_ = 0;
  std::mutex mutex_;
  bool is_over_ = false;          // the mutex guards this and what follows
  std::vector<int> descriptors_;  // of open connections
  std::vector<std::thread> threads_;
  std::thread acceptor_;
};

// Returns the part of a request's first line that says which page is wanted.
std::string target_of(std::string_view request);

// Returns an answer with status 200 and a Content-Length.
std::string page(std::string_view body, std::string_view fields = "");

// Returns an answer with another status, as "404 Not Found".
std::string failure_page(std::string_view status, std::string_view body,
                         std::string_view fields = "");

// A port on which nobody listens.
uint16_t refused_port();

}  // namespace jescope
