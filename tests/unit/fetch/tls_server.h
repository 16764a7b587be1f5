// SPDX-License-Identifier: Apache-2.0
//
// The server's side of TLS, and certificates that are made while the test runs: none
// of them can expire on somebody's shelf.
#pragma once

#include <mbedtls/ctr_drbg.h>
#include <mbedtls/entropy.h>
#include <mbedtls/oid.h>
#include <mbedtls/pk.h>
#include <mbedtls/ssl.h>
#include <mbedtls/x509_crt.h>

#include <array>
#include <stdexcept>
#include <string>

#include "tests/support/loopback_server.h"

namespace jescope {

inline void must(int code, const char* what) {
  if (code != 0) throw std::runtime_error(what);
}

class Random {
 public:
  Random() {
    mbedtls_entropy_init(&entropy_);
    mbedtls_ctr_drbg_init(&state_);
    must(mbedtls_ctr_drbg_seed(&state_, mbedtls_entropy_func, &entropy_, nullptr, 0), "random");
  }
  Random(const Random&) = delete;
  Random& operator=(const Random&) = delete;
  ~Random() {
    mbedtls_ctr_drbg_free(&state_);
    mbedtls_entropy_free(&entropy_);
  }

  mbedtls_ctr_drbg_context* state() { return &state_; }

 private:
  mbedtls_entropy_context entropy_ = {};
  mbedtls_ctr_drbg_context state_ = {};
};

class Key {
 public:
  explicit Key(Random& random) {
    mbedtls_pk_init(&key_);
    must(mbedtls_pk_setup(&key_, mbedtls_pk_info_from_type(MBEDTLS_PK_ECKEY)), "key");
    must(mbedtls_ecp_gen_key(MBEDTLS_ECP_DP_SECP256R1, mbedtls_pk_ec(key_), mbedtls_ctr_drbg_random,
                             random.state()),
         "key");
  }
  Key(const Key&) = delete;
  Key& operator=(const Key&) = delete;
  ~Key() { mbedtls_pk_free(&key_); }

  mbedtls_pk_context* get() { return &key_; }

 private:
  mbedtls_pk_context key_ = {};
};

// What a certificate says.
struct CertificateText {
  std::string name;          // "localhost"
  std::string alternatives;  // subjectAltName in DER; empty: none
  bool is_authority = false;
  const char* from = "20200101000000";
  const char* to = "20990101000000";
};

// Returns a certificate as PEM, signed by the issuer.
inline std::string make_certificate(const CertificateText& text, Key& key,
                                    const std::string& issuer, Key& issuer_key, Random& random) {
  mbedtls_x509write_cert writer;
  mbedtls_x509write_crt_init(&writer);
  mbedtls_mpi serial;
  mbedtls_mpi_init(&serial);
  must(mbedtls_mpi_lset(&serial, 7), "serial");
  must(mbedtls_x509write_crt_set_serial(&writer, &serial), "serial");
  mbedtls_x509write_crt_set_version(&writer, MBEDTLS_X509_CRT_VERSION_3);
  mbedtls_x509write_crt_set_md_alg(&writer, MBEDTLS_MD_SHA256);
  mbedtls_x509write_crt_set_subject_key(&writer, key.get());
  mbedtls_x509write_crt_set_issuer_key(&writer, issuer_key.get());
  must(mbedtls_x509write_crt_set_subject_name(&writer, ("CN=" + text.name).c_str()), "name");
  must(mbedtls_x509write_crt_set_issuer_name(&writer, ("CN=" + issuer).c_str()), "issuer");
  must(mbedtls_x509write_crt_set_validity(&writer, text.from, text.to), "validity");
  must(mbedtls_x509write_crt_set_basic_constraints(&writer, text.is_authority ? 1 : 0, -1), "ca");
  if (!text.alternatives.empty()) {
    must(mbedtls_x509write_crt_set_extension(
             &writer, MBEDTLS_OID_SUBJECT_ALT_NAME, MBEDTLS_OID_SIZE(MBEDTLS_OID_SUBJECT_ALT_NAME),
             0, reinterpret_cast<const unsigned char*>(text.alternatives.data()),
             text.alternatives.size()),
         "alternatives");
  }
  std::array<unsigned char, 8192> pem = {};
  must(mbedtls_x509write_crt_pem(&writer, pem.data(), pem.size(), mbedtls_ctr_drbg_random,
                                 random.state()),
       "certificate");
  mbedtls_mpi_free(&serial);
  mbedtls_x509write_crt_free(&writer);
  return reinterpret_cast<const char*>(pem.data());
}

// Speaks TLS over another peer.
class TlsPeer : public Peer {
 public:
  TlsPeer(Peer& plain, const std::string& certificate, Key& key) : plain_(plain) {
    mbedtls_x509_crt_init(&certificate_);
    mbedtls_ssl_config_init(&config_);
    mbedtls_ssl_init(&tls_);
    must(mbedtls_x509_crt_parse(&certificate_,
                                reinterpret_cast<const unsigned char*>(certificate.c_str()),
                                certificate.size() + 1),
         "certificate");
    must(mbedtls_ssl_config_defaults(&config_, MBEDTLS_SSL_IS_SERVER, MBEDTLS_SSL_TRANSPORT_STREAM,
                                     MBEDTLS_SSL_PRESET_DEFAULT),
         "configuration");
    mbedtls_ssl_conf_rng(&config_, mbedtls_ctr_drbg_random, random_.state());
    must(mbedtls_ssl_conf_own_cert(&config_, &certificate_, key.get()), "certificate");
    must(mbedtls_ssl_setup(&tls_, &config_), "setup");
    mbedtls_ssl_set_bio(&tls_, this, send_plain, receive_plain, nullptr);
    is_open_ = mbedtls_ssl_handshake(&tls_) == 0;
  }
  TlsPeer(const TlsPeer&) = delete;
  TlsPeer& operator=(const TlsPeer&) = delete;
  ~TlsPeer() override {
    mbedtls_ssl_free(&tls_);
    mbedtls_ssl_config_free(&config_);
    mbedtls_x509_crt_free(&certificate_);
  }

  bool send(std::string_view bytes) override {
    while (is_open_ && !bytes.empty()) {
      const int sent = mbedtls_ssl_write(
          &tls_, reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
      is_open_ = sent > 0;
      if (is_open_) bytes.remove_prefix(static_cast<size_t>(sent));
    }
    return is_open_;
  }

  std::string receive() override {
    if (!is_open_) return {};
    std::string bytes(16 << 10, '\0');
    const int got =
        mbedtls_ssl_read(&tls_, reinterpret_cast<unsigned char*>(bytes.data()), bytes.size());
    bytes.resize(static_cast<size_t>(got > 0 ? got : 0));
    return bytes;
  }

 private:
  static int send_plain(void* self, const unsigned char* bytes, size_t length) {
    const bool is_sent =
        static_cast<TlsPeer*>(self)->plain_.send({reinterpret_cast<const char*>(bytes), length});
    return is_sent ? static_cast<int>(length) : MBEDTLS_ERR_SSL_INTERNAL_ERROR;
  }

  static int receive_plain(void* self, unsigned char* room, size_t length) {
    auto& peer = *static_cast<TlsPeer*>(self);
    if (peer.waiting_.empty()) peer.waiting_ = peer.plain_.receive();
    const size_t taken = std::min(length, peer.waiting_.size());
    std::copy_n(peer.waiting_.begin(), taken, room);
    peer.waiting_.erase(0, taken);
    return static_cast<int>(taken);
  }

  Peer& plain_;
  Random random_;
  std::string waiting_;  // received, and not yet asked for
  bool is_open_ = false;
  mbedtls_x509_crt certificate_ = {};
  mbedtls_ssl_config config_ = {};
  mbedtls_ssl_context tls_ = {};
};

}  // namespace jescope
