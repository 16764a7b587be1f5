// SPDX-License-Identifier: Apache-2.0
//
// Pages from a server on loopback that misbehaves in every way.
#include "jescope/fetch/fetch.h"

#include <fmt/format.h>
#include <gtest/gtest.h>

#include <chrono>
#include <thread>

#include "tests/support/loopback_server.h"

namespace jescope {
namespace {

using Serve = std::function<void(SocketPeer&)>;

FetchOptions impatient() {
  FetchOptions options;
  options.connect_seconds = 2;
  options.whole_seconds = 3;
  options.stall_seconds = 0.2;
  options.most_bytes = 1000;
  return options;
}

// Answers every request with these bytes.
Serve answer(std::string bytes) {
  return [bytes = std::move(bytes)](SocketPeer& peer) {
    peer.read_request();
    peer.send(bytes);
    peer.finish();
  };
}

std::string redirect(std::string_view status, std::string_view location) {
  return failure_page(status, "", fmt::format("Location: {}\r\n", location));
}

Url url_of(const LoopbackServer& server, std::string_view target) {
  return *parse_url(server.url(target));
}

// The body, or the error and its hint; the server's port is called PORT.
std::string outcome(const LoopbackServer& server, const Result<Page>& page) {
  if (page.ok()) return page->body;
  std::string text = page.error().message;
  if (!page.error().hint.empty()) text += "; hint: " + page.error().hint;
  const std::string port = std::to_string(server.port());
  for (size_t at = text.find(port); at != std::string::npos; at = text.find(port)) {
    text.replace(at, port.size(), "PORT");
  }
  return text;
}

struct Row {
  const char* name;
  Serve serve;
  std::string expected;
};

class FetchTest : public testing::TestWithParam<Row> {};

TEST_P(FetchTest, Ends) {
  const LoopbackServer server(GetParam().serve);
  const auto start = std::chrono::steady_clock::now();
  const Result<Page> page = fetch(url_of(server, "/pprof/heap"), impatient(), nullptr);
  const std::chrono::duration<double> took = std::chrono::steady_clock::now() - start;
  EXPECT_EQ(outcome(server, page), GetParam().expected);
  EXPECT_LT(took.count(), 10);
}

constexpr const char* kTooMuch =
    "expected at most 1,000 B, got more; hint: --max-download SIZE allows more";
constexpr const char* kMoreTime = "; hint: --timeout TIME allows more";

void send_for_ever(SocketPeer& peer, std::string_view bytes, std::chrono::milliseconds pause) {
  while (peer.send(bytes)) std::this_thread::sleep_for(pause);
}

const Serve kSlow = [](SocketPeer& peer) {
  peer.read_request();
  for (const char c : page("slow")) {
    if (!peer.send({&c, 1})) return;
    std::this_thread::sleep_for(std::chrono::milliseconds(2));
  }
};

const Serve kStalled = [](SocketPeer& peer) {
  peer.read_request();
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  peer.stall();
};

const Serve kSilent = [](SocketPeer& peer) { peer.stall(); };

const Serve kDripping = [](SocketPeer& peer) {
  peer.read_request();
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 900\r\n\r\n");
  send_for_ever(peer, "x", std::chrono::milliseconds(20));
};

const Serve kEndless = [](SocketPeer& peer) {
  peer.read_request();
  peer.send("HTTP/1.1 200 OK\r\n\r\n");
  send_for_ever(peer, std::string(100, 'x'), {});
};

const Serve kEndlessHeaders = [](SocketPeer& peer) {
  peer.read_request();
  peer.send("HTTP/1.1 200 OK\r\n");
  send_for_ever(peer, "X-Y: " + std::string(1000, 'z') + "\r\n", {});
};

const Serve kReset = [](SocketPeer& peer) {
  peer.read_request();
  peer.send("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc");
  std::this_thread::sleep_for(std::chrono::milliseconds(50));
  peer.reset();
};

const Serve kResetAtOnce = [](SocketPeer& peer) {
  peer.read_request();
  peer.reset();
};

INSTANTIATE_TEST_SUITE_P(
    Misbehaving, FetchTest,
    testing::Values(
        Row{"well_behaved", answer(page("heap_v2/1")), "heap_v2/1"},
        Row{"empty", answer(page("")), ""}, Row{"slow", kSlow, "slow"},
        Row{"silent", kSilent,
            std::string("expected the whole answer within 3 s, got nothing") + kMoreTime},
        Row{"stalled", kStalled,
            std::string("expected more of the answer within 0.2 s, got a part of it") + kMoreTime},
        Row{"dripping", kDripping,
            std::string("expected the whole answer within 3 s, got a part of it") + kMoreTime},
        Row{"endless", kEndless, kTooMuch},
        Row{"endless_headers", kEndlessHeaders,
            "expected at most 64 KiB of header fields, got more"},
        Row{"giant_header", answer("HTTP/1.1 200 OK\r\nX: " + std::string(100'000, 'x')),
            "expected at most 64 KiB of header fields, got more"},
        Row{"too_large", answer(page(std::string(1001, 'x'))), kTooMuch},
        Row{"truncated", answer("HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\nabc"),
            "expected 9 bytes, got 3: the answer was cut short"},
        Row{"bad_chunk", answer("HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n"),
            "expected the size of a chunk, got \"zz\""},
        Row{"closed_after_the_request", answer(""),
            "expected an answer, got a connection closed without one"},
        Row{"reset", kReset, "expected an answer, got \"connection reset by peer\""},
        Row{"reset_at_once", kResetAtOnce, "expected an answer, got \"connection reset by peer\""},
        Row{"ssh", answer("SSH-2.0-OpenSSH_9.2\r\n"),
            "expected an answer in HTTP/1.1, got \"SSH-2.0-OpenSSH_9.2\""},
        Row{"control_characters", answer("\x1b[2J\r\n"),
            "expected an answer in HTTP/1.1, got \"\x1b[2J\""},
        Row{"brotli", answer(page("x", "Content-Encoding: br\r\n")),
            "expected Content-Encoding gzip or none, got \"br\""},
        Row{"not_found", answer(failure_page("404 Not Found", "no such page\nmore")),
            "expected a page, got status 404 \"Not Found\" and \"no such page\"; hint: some "
            "servers "
            "have it at /debug/pprof/heap, or only when profiling is switched on"},
        Row{"html_of_an_error", answer(failure_page("502 Bad Gateway", "<html>...</html>")),
            "expected a page, got status 502 \"Bad Gateway\""},
        Row{"forbidden", answer(failure_page("403 Forbidden", "")),
            "expected a page, got status 403 \"Forbidden\"; hint: "
            "http://USER:PASSWORD@127.0.0.1:PORT/pprof/heap, or --header 'Authorization: Bearer "
            "TOKEN'"},
        Row{"broken_server", answer(failure_page("500 Internal Server Error", "prof is off\n")),
            "expected a page, got status 500 \"Internal Server Error\" and \"prof is off\""},
        Row{"redirect_without_a_place", answer(failure_page("302 Found", "")),
            "expected a page, got status 302 \"Found\""},
        Row{"redirect_loop", answer(redirect("302 Found", "/pprof/heap")),
            "expected at most 5 redirects, got more"},
        Row{"redirect_to_a_file", answer(redirect("302 Found", "file:///etc/passwd")),
            "expected a redirect to a page, got \"file:///etc/passwd\""},
        Row{"redirect_with_a_blank", answer(redirect("302 Found", "http://h/a b")),
            "expected a redirect to a page, got \"http://h/a b\""}),
    [](const auto& row) { return row.param.name; });

// Returns what the server was asked, request by request.
class Witness {
 public:
  void note(const std::string& request) {
    const std::lock_guard lock(mutex_);
    requests_.push_back(request);
  }
  std::vector<std::string> requests() {
    const std::lock_guard lock(mutex_);
    return requests_;
  }

 private:
  std::mutex mutex_;
  std::vector<std::string> requests_;
};

TEST(Fetch, AsksLikeThis) {
  Witness witness;
  const LoopbackServer server([&](SocketPeer& peer) {
    witness.note(peer.read_request());
    peer.send(page("x"));
  });
  FetchOptions options = impatient();
  options.agent = "jescope/1";
  options.headers = {"X-Token: abc"};
  Url url = url_of(server, "/pprof/heap?a=b");
  url.user_info = "me:secret";
  ASSERT_TRUE(fetch(url, options, nullptr).ok());
  ASSERT_TRUE(post(url, "0x1+0x2", options, nullptr).ok());
  const std::string fields = fmt::format(
      "Host: 127.0.0.1:{}\r\nUser-Agent: jescope/1\r\nAccept: */*\r\nAccept-Encoding: gzip\r\n"
      "Connection: close\r\nAuthorization: Basic bWU6c2VjcmV0\r\nX-Token: abc\r\n",
      server.port());
  EXPECT_EQ(witness.requests(),
            (std::vector<std::string>{
                "GET /pprof/heap?a=b HTTP/1.1\r\n" + fields + "\r\n",
                "POST /pprof/heap?a=b HTTP/1.1\r\n" + fields +
                    "Content-Type: application/x-www-form-urlencoded\r\nContent-Length: "
                    "7\r\n\r\n0x1+0x2"}));
}

TEST(Fetch, TellsSecretsToTheFirstServerOnly) {
  Witness witness;
  const LoopbackServer other([&](SocketPeer& peer) {
    witness.note(peer.read_request());
    peer.send(page("from the other"));
  });
  const LoopbackServer first(answer(redirect("302 Found", other.url("/x"))));
  FetchOptions options = impatient();
  options.headers = {"X-Token: abc"};
  Url url = url_of(first, "/pprof/heap");
  url.user_info = "me:secret";
  const Result<Page> got = fetch(url, options, nullptr);
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(got->body, "from the other");
  EXPECT_EQ(to_text(got->url), other.url("/x"));
  ASSERT_EQ(witness.requests().size(), 1u);
  EXPECT_EQ(witness.requests()[0].find("Authorization"), std::string::npos);
  EXPECT_EQ(witness.requests()[0].find("X-Token"), std::string::npos);
}

TEST(Fetch, KeepsSecretsOnTheSameServer) {
  Witness witness;
  const LoopbackServer server([&](SocketPeer& peer) {
    const std::string request = peer.read_request();
    witness.note(request);
    peer.send(target_of(request) == "/b" ? page("x") : redirect("308 Permanent Redirect", "/b"));
    peer.finish();
  });
  Url url = url_of(server, "/a");
  url.user_info = "me:secret";
  ASSERT_TRUE(post(url, "0x1", impatient(), nullptr).ok());
  ASSERT_EQ(witness.requests().size(), 2u);
  EXPECT_NE(witness.requests()[1].find("Authorization"), std::string::npos);
  EXPECT_TRUE(witness.requests()[1].starts_with("POST /b"));
  EXPECT_TRUE(witness.requests()[1].ends_with("0x1"));
}

TEST(Fetch, PostsToNobodyElse) {
  const LoopbackServer other(answer(page("stolen")));
  const LoopbackServer first(answer(redirect("307 Temporary Redirect", other.url("/x"))));
  const Result<Page> got = post(url_of(first, "/pprof/symbol"), "0x1", impatient(), nullptr);
  EXPECT_EQ(outcome(other, got),
            "expected an answer to a POST, got a redirect to http://127.0.0.1:PORT/x");
  const LoopbackServer sees_other(answer(redirect("303 See Other", "/x")));
  const Result<Page> changed = post(url_of(sees_other, "/"), "0x1", impatient(), nullptr);
  EXPECT_EQ(outcome(sees_other, changed),
            "expected an answer to a POST, got a redirect to http://127.0.0.1:PORT/x");
}

TEST(Fetch, TellsOfARefusedConnection) {
  const Url url{false, "127.0.0.1", refused_port(), "/pprof/heap", ""};
  const Result<Page> got = fetch(url, impatient(), nullptr);
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().message, "expected a connection, got \"connection refused\"");
  EXPECT_EQ(got.error().where, to_text(url));
}

TEST(Fetch, KnowsLocalhostWithoutAnyFile) {
  const LoopbackServer server(answer(page("x")));
  const Url url{false, "localhost", server.port(), "/", ""};
  EXPECT_EQ(outcome(server, fetch(url, impatient(), nullptr)), "x");
}

TEST(Fetch, TakesALargeAnswer) {
  const std::string body(5 << 20, 'x');
  const LoopbackServer server(answer(page(body)));
  FetchOptions options = impatient();
  options.most_bytes = body.size();
  const Result<Page> got = fetch(url_of(server, "/"), options, nullptr);
  ASSERT_TRUE(got.ok()) << got.error().message;
  EXPECT_EQ(got->body, body);
}

TEST(Fetch, SendsALargeQuestionThatNobodyReads) {
  const LoopbackServer server([](SocketPeer& peer) {
    peer.send(failure_page("413 Content Too Large", ""));
    peer.reset();
  });
  const std::string body(8 << 20, 'x');
  const Result<Page> got = post(url_of(server, "/"), body, impatient(), nullptr);
  EXPECT_FALSE(got.ok());
}

TEST(Headers, MayNotEndTheirLine) {
  EXPECT_TRUE(check_headers({"Authorization: Bearer x", "X-Y:"}).ok());
  for (const char* header : {"X: a\r\nEvil: b", "X", ": a", "X Y: a", "X: \x01", "X: \xc3\xa4"}) {
    EXPECT_FALSE(check_headers({header}).ok()) << header;
  }
}

}  // namespace
}  // namespace jescope
