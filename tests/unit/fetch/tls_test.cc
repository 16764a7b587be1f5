// SPDX-License-Identifier: Apache-2.0
//
// Pages over TLS, from servers that are trusted and from those that must not be.
#include <fmt/format.h>
#include <gtest/gtest.h>

#include <filesystem>
#include <fstream>

#include "jescope/fetch/fetch.h"
#include "tests/support/temp_path.h"
#include "tests/unit/fetch/tls_server.h"

namespace jescope {
namespace {

constexpr const char* kAuthority = "an authority of this test";

// One GeneralName that is an address: 127.0.0.1 and 127.0.0.2.
const std::string kHere("\x30\x06\x87\x04\x7f\x00\x00\x01", 8);
const std::string kElsewhere("\x30\x06\x87\x04\x7f\x00\x00\x02", 8);

class TlsTest : public testing::Test {
 protected:
  TlsTest() : authority_key_(random_), key_(random_) {
    std::ofstream(ca_file_) << make_certificate({kAuthority, "", true}, authority_key_, kAuthority,
                                                authority_key_, random_);
    options_.whole_seconds = 10;
    options_.connect_seconds = 2;
    options_.ca_file = ca_file_;
  }
  ~TlsTest() override { std::filesystem::remove(ca_file_); }

  std::string signed_by_authority(const CertificateText& text) {
    return make_certificate(text, key_, kAuthority, authority_key_, random_);
  }

  // The body that a server with this certificate gives, or the error.
  std::string outcome(const std::string& certificate, const std::string& host) {
    const LoopbackServer server([&](SocketPeer& plain) {
      TlsPeer peer(plain, certificate, key_);
      peer.read_request();
      peer.send(page("over TLS"));
    });
    return words(fetch({true, host, server.port(), "/", ""}, options_, nullptr));
  }

  static std::string words(const Result<Page>& page) {
    return page.ok() ? page->body : page.error().message;
  }

  const std::string ca_file_ = temp_path("ca.pem");
  Random random_;
  Key authority_key_;
  Key key_;
  FetchOptions options_;
};

TEST_F(TlsTest, FetchesFromAServerThatIsTrusted) {
  EXPECT_EQ(outcome(signed_by_authority({"localhost", ""}), "localhost"), "over TLS");
}

TEST_F(TlsTest, ComparesTheName) {
  EXPECT_EQ(outcome(signed_by_authority({"other.example", ""}), "localhost"),
            "expected a certificate for localhost, got one for another name");
}

TEST_F(TlsTest, ComparesAnAddress) {
  EXPECT_EQ(outcome(signed_by_authority({"x", kHere}), "127.0.0.1"), "over TLS");
  EXPECT_EQ(outcome(signed_by_authority({"x", kElsewhere}), "127.0.0.1"),
            "expected a certificate for 127.0.0.1, got one for another name");
  EXPECT_EQ(outcome(signed_by_authority({"localhost", ""}), "127.0.0.1"),
            "expected a certificate for 127.0.0.1, got one for another name");
}

TEST_F(TlsTest, RefusesOneThatSignedItself) {
  const std::string own =
      make_certificate({"localhost", "", true}, key_, "localhost", key_, random_);
  EXPECT_EQ(outcome(own, "localhost"),
            "expected a certificate for localhost, got one of an unknown authority, or signed by "
            "itself");
  std::ofstream(ca_file_) << own;
  EXPECT_EQ(outcome(own, "localhost"), "over TLS") << "the user trusts it";
}

TEST_F(TlsTest, RefusesOneOfAnotherTime) {
  const std::string expired =
      signed_by_authority({"localhost", "", false, "20000101000000", "20010101000000"});
  EXPECT_EQ(outcome(expired, "localhost"),
            "expected a certificate for localhost, got one that has expired");
  const std::string future =
      signed_by_authority({"localhost", "", false, "20980101000000", "20990101000000"});
  EXPECT_EQ(outcome(future, "localhost"),
            "expected a certificate for localhost, got one that is not valid yet");
}

TEST_F(TlsTest, TrustsAnyoneWhenTheUserWantsTo) {
  options_.trusts_anyone = true;
  options_.ca_file.clear();
  EXPECT_EQ(outcome(signed_by_authority({"other.example", ""}), "localhost"), "over TLS");
}

TEST_F(TlsTest, NeedsAuthorities) {
  std::ofstream(ca_file_) << "no certificate";
  EXPECT_EQ(outcome(signed_by_authority({"localhost", ""}), "localhost"),
            "expected certificates of authorities to trust, got none in " + ca_file_);
}

TEST_F(TlsTest, KnowsAServerWithoutTls) {
  const LoopbackServer server([](SocketPeer& peer) {
    peer.receive();
    peer.send("HTTP/1.1 400 Bad Request\r\n\r\n");
    peer.finish();
  });
  const Result<Page> got = fetch({true, "localhost", server.port(), "/", ""}, options_, nullptr);
  ASSERT_FALSE(got.ok());
  EXPECT_EQ(got.error().hint, "a server without TLS is reached with http://");
}

TEST_F(TlsTest, DoesNotWaitForAHandshakeForEver) {
  options_.whole_seconds = 0.3;
  const LoopbackServer server([](SocketPeer& peer) { peer.stall(); });
  EXPECT_EQ(words(fetch({true, "localhost", server.port(), "/", ""}, options_, nullptr)),
            "expected the whole answer within 0.3 s, got nothing");
}

TEST_F(TlsTest, IsNotLeftByARedirect) {
  const std::string certificate = signed_by_authority({"localhost", ""});
  const LoopbackServer server([&](SocketPeer& plain) {
    TlsPeer peer(plain, certificate, key_);
    peer.read_request();
    peer.send(failure_page("302 Found", "", "Location: http://localhost/x\r\n"));
  });
  EXPECT_EQ(words(fetch({true, "localhost", server.port(), "/", ""}, options_, nullptr)),
            "expected a redirect to a page with TLS, got one from https to http://localhost/x");
}

}  // namespace
}  // namespace jescope
