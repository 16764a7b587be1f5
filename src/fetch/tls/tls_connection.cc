// SPDX-License-Identifier: Apache-2.0
//
// mbedTLS reads and writes through two functions here, so the socket's time limits
// hold for the handshake as well. Random numbers come from the system.
#include "fetch/tls/tls_connection.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include <optional>
#include <utility>

#include "fetch/tls/trust.h"

namespace jescope {
namespace {

bool is_number(const std::string& host) {
  in6_addr address = {};
  return inet_pton(AF_INET, host.c_str(), &address) == 1 ||
         inet_pton(AF_INET6, host.c_str(), &address) == 1;
}

class TlsConnection : public Connection {
 public:
  TlsConnection(Socket socket, Url url, std::string where)
      : socket_(std::move(socket)), url_(std::move(url)), where_(std::move(where)) {
    mbedtls_entropy_init(&entropy_);
    mbedtls_ctr_drbg_init(&random_);
    mbedtls_x509_crt_init(&authorities_);
    mbedtls_ssl_config_init(&config_);
    mbedtls_ssl_init(&tls_);
  }
  TlsConnection(const TlsConnection&) = delete;
  TlsConnection& operator=(const TlsConnection&) = delete;
  ~TlsConnection() override {
    mbedtls_ssl_free(&tls_);
    mbedtls_ssl_config_free(&config_);
    mbedtls_x509_crt_free(&authorities_);
    mbedtls_ctr_drbg_free(&random_);
    mbedtls_entropy_free(&entropy_);
  }

  Result<Done> open(const FetchOptions& options) {
    if (Result<Done> done = configure(options); !done.ok()) return done;
    mbedtls_ssl_set_bio(&tls_, this, send, receive, nullptr);
    const int code = mbedtls_ssl_handshake(&tls_);
    if (code == 0) return Done();
    const uint32_t faults = mbedtls_ssl_get_verify_result(&tls_);
    const bool is_judged = faults != 0 && faults != UINT32_MAX;
    if (code == MBEDTLS_ERR_X509_CERT_VERIFY_FAILED && is_judged) {
      return untrusted(faults, url_, where_);
    }
    return failure("a connection with TLS", code);
  }

  Result<size_t> read(std::span<char> room) override {
    while (true) {
      const int got =
          mbedtls_ssl_read(&tls_, reinterpret_cast<unsigned char*>(room.data()), room.size());
      if (got >= 0) return static_cast<size_t>(got);
      if (got == MBEDTLS_ERR_SSL_PEER_CLOSE_NOTIFY || got == MBEDTLS_ERR_SSL_CONN_EOF) return 0;
      if (got != MBEDTLS_ERR_SSL_WANT_READ) return failure("an answer", got);
    }
  }

  Result<Done> write(std::string_view bytes) override {
    while (!bytes.empty()) {
      const int sent = mbedtls_ssl_write(
          &tls_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      if (sent < 0) return failure("to send a request", sent);
      bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return Done();
  }

 private:
  Result<Done> configure(const FetchOptions& options) {
    if (!options.trusts_anyone) {
      Result<Done> done = load_authorities(authorities_, options, where_);
      if (!done.ok()) return done;
    }
    int code = mbedtls_ctr_drbg_seed(&random_, mbedtls_entropy_func, &entropy_, nullptr, 0);
    if (code != 0) return failure("random numbers of the system", code);
    code = mbedtls_ssl_config_defaults(&config_, MBEDTLS_SSL_IS_CLIENT,
                                       MBEDTLS_SSL_TRANSPORT_STREAM, MBEDTLS_SSL_PRESET_DEFAULT);
    if (code != 0) return failure("memory for TLS", code);
    mbedtls_ssl_conf_min_version(&config_, MBEDTLS_SSL_MAJOR_VERSION_3,
                                 MBEDTLS_SSL_MINOR_VERSION_3);  // TLS 1.2
    mbedtls_ssl_conf_rng(&config_, mbedtls_ctr_drbg_random, &random_);
    mbedtls_ssl_conf_ca_chain(&config_, &authorities_, nullptr);
    mbedtls_ssl_conf_authmode(
        &config_, options.trusts_anyone ? MBEDTLS_SSL_VERIFY_NONE : MBEDTLS_SSL_VERIFY_REQUIRED);
    if (is_number(url_.host)) mbedtls_ssl_conf_verify(&config_, check_address, this);
    code = mbedtls_ssl_setup(&tls_, &config_);
    // Numbers have no place in SNI; check_address() compares them.
    if (code == 0 && !is_number(url_.host)) {
      code = mbedtls_ssl_set_hostname(&tls_, url_.host.c_str());
    }
    if (code != 0) return failure("memory for TLS", code);
    return Done();
  }

  // Called for each certificate of the chain; the server's own has depth 0.
  static int check_address(void* self, mbedtls_x509_crt* certificate, int depth, uint32_t* faults) {
    const auto& connection = *static_cast<const TlsConnection*>(self);
    if (depth == 0 && !is_for_address(*certificate, connection.url_.host)) {
      *faults |= MBEDTLS_X509_BADCERT_CN_MISMATCH;
    }
    return 0;
  }

  static int send(void* self, const unsigned char* bytes, size_t length) {
    auto& connection = *static_cast<TlsConnection*>(self);
    const Result<Done> done =
        connection.socket_.write({reinterpret_cast<const char*>(bytes), length});
    if (done.ok()) return static_cast<int>(length);
    connection.error_ = done.error();
    return MBEDTLS_ERR_SSL_INTERNAL_ERROR;
  }

  static int receive(void* self, unsigned char* room, size_t length) {
    auto& connection = *static_cast<TlsConnection*>(self);
    const Result<size_t> got = connection.socket_.read({reinterpret_cast<char*>(room), length});
    if (got.ok()) return static_cast<int>(*got);
    connection.error_ = got.error();
    return MBEDTLS_ERR_SSL_INTERNAL_ERROR;
  }

  // The socket's own error says more.
  Error failure(std::string_view expected, int code) const {
    if (error_) return *error_;
    Error error{ErrorCode::kUnreadable,
                where_,
                fmt::format("expected {}, got \"{}\"", expected, tls_words(code)),
                {}};
    if (code == MBEDTLS_ERR_SSL_INVALID_RECORD) {
      error.hint = "a server without TLS is reached with http://";
    } else if (code == MBEDTLS_ERR_SSL_FATAL_ALERT_MESSAGE) {
      error.hint = "the server refused; it may demand TLS 1.3 or a certificate of the client";
    }
    return error;
  }

  Socket socket_;
  const Url url_;
  const std::string where_;
  std::optional<Error> error_;  // of the socket, on its way through mbedTLS
  mbedtls_entropy_context entropy_ = {};
  mbedtls_ctr_drbg_context random_ = {};
  mbedtls_x509_crt authorities_ = {};
  mbedtls_ssl_config config_ = {};
  mbedtls_ssl_context tls_ = {};
};

}  // namespace

Result<std::unique_ptr<Connection>> open_tls(Socket socket, const Url& url,
                                             const FetchOptions& options,
                                             const Patience& patience) {
  auto connection = std::make_unique<TlsConnection>(std::move(socket), url, patience.where);
  if (Result<Done> done = connection->open(options); !done.ok()) return done.error();
  return std::unique_ptr<Connection>(std::move(connection));
}

}  // namespace jescope
