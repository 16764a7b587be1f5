// SPDX-License-Identifier: Apache-2.0
//
// What scripts/demo.sh looks at: a service that answers requests for about a
// second. Its document index is as large as it must be, its result cache is
// bounded, and one session in eight is never closed: that is the leak to find.
#include <chrono>
#include <cstddef>
#include <cstdint>
#include <deque>
#include <memory>
#include <string>
#include <thread>
#include <unordered_map>
#include <vector>

namespace service {

constexpr size_t kDocuments = 20'000;
constexpr size_t kCachedResults = 2'000;
constexpr auto kRunTime = std::chrono::milliseconds(900);

// The words of every document: large, and meant to stay.
class SearchIndex {
 public:
  void add_document(uint32_t document) {
    for (uint32_t word = 0; word < 8; ++word)
      postings_[(document * 7 + word) % 5'000].push_back(document);
  }
  const std::vector<uint32_t>& find(uint32_t word) const {
    static const std::vector<uint32_t> kNone;
    const auto found = postings_.find(word % 5'000);
    return found == postings_.end() ? kNone : found->second;
  }

 private:
  std::unordered_map<uint32_t, std::vector<uint32_t>> postings_;
};

// The last answers: grows to its limit and stays there.
class ResultCache {
 public:
  void remember(std::string answer) {
    answers_.push_back(std::move(answer));
    if (answers_.size() > kCachedResults) answers_.pop_front();
  }

 private:
  std::deque<std::string> answers_;
};

// What a client has told us.
struct Session {
  explicit Session(uint32_t number) : id(number), history(6'000) {}

  uint32_t id;
  std::vector<char> history;
};

class SessionTable {
 public:
  void open(uint32_t id) { sessions_[id] = std::make_unique<Session>(id); }
  // Forgets those whose client went away without a word.
  void close(uint32_t id) {
    if (id % 8 != 0) sessions_.erase(id);
  }

 private:
  std::unordered_map<uint32_t, std::unique_ptr<Session>> sessions_;
};

class Server {
 public:
  void load_documents() {
    for (uint32_t document = 0; document < kDocuments; ++document) index_.add_document(document);
  }

  void handle_request(uint32_t number) {
    sessions_.open(number);
    cache_.remember(render_answer(number));
    sessions_.close(number);
  }

 private:
  std::string render_answer(uint32_t word) const {
    std::string answer = "<ol>";
    for (const uint32_t document : index_.find(word)) answer += "<li>" + std::to_string(document);
    return answer + "</ol>";
  }

  SearchIndex index_;
  ResultCache cache_;
  SessionTable sessions_;
};

void serve(Server& server) {
  const auto end = std::chrono::steady_clock::now() + kRunTime;
  for (uint32_t number = 0; std::chrono::steady_clock::now() < end; ++number) {
    server.handle_request(number);
    std::this_thread::sleep_for(std::chrono::microseconds(20));
  }
}

}  // namespace service

int main() {
  // Never destroyed: the final dump shows the service as it ran.
  auto* const server = new service::Server;
  server->load_documents();
  service::serve(*server);
}
