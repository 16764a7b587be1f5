// SPDX-License-Identifier: Apache-2.0
#include "symbolize/worker/conversation.h"

#include <poll.h>
#include <sys/socket.h>

#include <cerrno>
#include <utility>

namespace jescope {
namespace {

constexpr size_t kMostAnswerBytes = size_t{2} << 30;

bool is_passing(int error) {
  return error == EAGAIN || error == EINTR;
}

}  // namespace

Conversation::Conversation(size_t row, FileDescriptor socket, std::string question,
                           Clock::time_point deadline)
    : row_(row), socket_(std::move(socket)), question_(std::move(question)), deadline_(deadline) {}

bool Conversation::advance(short events) {
  if (Clock::now() >= deadline_) return false;
  if ((events & POLLOUT) != 0) send_more();
  return (events & (POLLIN | POLLHUP | POLLERR)) == 0 || receive_more();
}

// A worker that is gone takes no more; what it said is still to be received.
void Conversation::send_more() {
  const ssize_t put = ::send(socket(), question_.data() + sent_bytes_,
                             question_.size() - sent_bytes_, MSG_NOSIGNAL | MSG_DONTWAIT);
  if (put < 0 && is_passing(errno)) return;
  sent_bytes_ = put < 0 ? question_.size() : sent_bytes_ + static_cast<size_t>(put);
  if (!is_sending()) ::shutdown(socket(), SHUT_WR);
}

bool Conversation::receive_more() {
  char block[1 << 16];
  const ssize_t got = ::recv(socket(), block, sizeof block, MSG_DONTWAIT);
  if (got < 0 && is_passing(errno)) return true;
  if (got <= 0 || received_.size() > kMostAnswerBytes) return false;
  received_.append(block, static_cast<size_t>(got));
  return true;
}

}  // namespace jescope
