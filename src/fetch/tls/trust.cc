// SPDX-License-Identifier: Apache-2.0
//
// Systems keep the authorities as one file of PEM certificates; Debian and Alpine at
// the first of these places, Fedora at the second, older SUSE at the third.
#include "fetch/tls/trust.h"

#include <arpa/inet.h>
#include <fmt/format.h>
#include <mbedtls/error.h>

#include <array>
#include <filesystem>
#include <string_view>

namespace jescope {
namespace {

constexpr std::array kSystemFiles = {"/etc/ssl/certs/ca-certificates.crt",
                                     "/etc/pki/tls/certs/ca-bundle.crt", "/etc/ssl/ca-bundle.pem",
                                     "/etc/ssl/cert.pem"};

// A context-specific tag of a name of a certificate (RFC 5280, 4.2.1.6).
constexpr int kAddressTag = MBEDTLS_ASN1_CONTEXT_SPECIFIC | 7;

// Single certificates that are not understood do not hurt.
bool has_any(const mbedtls_x509_crt& authorities) {
  return authorities.version != 0;
}

Error no_authorities(const std::string& where, std::string_view got) {
  return {ErrorCode::kUnreadable, where,
          fmt::format("expected certificates of authorities to trust, got {}", got),
          "--ca-file FILE names them; Debian's package ca-certificates brings the usual ones"};
}

}  // namespace

Result<Done> load_authorities(mbedtls_x509_crt& authorities, const FetchOptions& options,
                              const std::string& where) {
  if (!options.ca_file.empty()) {
    (void)mbedtls_x509_crt_parse_file(&authorities, options.ca_file.c_str());
    if (!has_any(authorities)) return no_authorities(where, "none in " + options.ca_file);
    return Done();
  }
  if (!options.ca_dir.empty()) {
    (void)mbedtls_x509_crt_parse_path(&authorities, options.ca_dir.c_str());
    if (!has_any(authorities)) return no_authorities(where, "none in " + options.ca_dir);
    return Done();
  }
  for (const char* file : kSystemFiles) {
    std::error_code error;
    if (!std::filesystem::is_regular_file(file, error)) continue;
    (void)mbedtls_x509_crt_parse_file(&authorities, file);
    if (has_any(authorities)) return Done();
  }
  return no_authorities(where, "none of the system");
}

bool is_for_address(const mbedtls_x509_crt& certificate, const std::string& address) {
  std::array<unsigned char, 16> bytes = {};
  size_t length = 4;
  if (inet_pton(AF_INET, address.c_str(), bytes.data()) != 1) {
    length = 16;
    if (inet_pton(AF_INET6, address.c_str(), bytes.data()) != 1) return false;
  }
  const std::string_view wanted(reinterpret_cast<const char*>(bytes.data()), length);
  for (const mbedtls_x509_sequence* name = &certificate.subject_alt_names; name != nullptr;
       name = name->next) {
    if (name->buf.p == nullptr || name->buf.tag != kAddressTag) continue;
    if (std::string_view(reinterpret_cast<const char*>(name->buf.p), name->buf.len) == wanted) {
      return true;
    }
  }
  return false;
}

Error untrusted(uint32_t faults, const Url& url, const std::string& where) {
  std::string got = "one that is not valid";
  if ((faults & MBEDTLS_X509_BADCERT_CN_MISMATCH) != 0) {
    got = "one for another name";
  } else if ((faults & MBEDTLS_X509_BADCERT_EXPIRED) != 0) {
    got = "one that has expired";
  } else if ((faults & MBEDTLS_X509_BADCERT_FUTURE) != 0) {
    got = "one that is not valid yet";
  } else if ((faults & MBEDTLS_X509_BADCERT_NOT_TRUSTED) != 0) {
    got = "one of an unknown authority, or signed by itself";
  } else if ((faults & (MBEDTLS_X509_BADCERT_BAD_MD | MBEDTLS_X509_BADCERT_BAD_PK |
                        MBEDTLS_X509_BADCERT_BAD_KEY)) != 0) {
    got = "one with a key or signature that is too weak";
  }
  return {ErrorCode::kUnreadable, where,
          fmt::format("expected a certificate for {}, got {}", url.host, got),
          "--ca-file FILE trusts the authorities in FILE; --insecure checks nothing"};
}

std::string tls_words(int code) {
  std::array<char, 200> text = {};
  mbedtls_strerror(code, text.data(), text.size());
  const std::string_view words = text.data();
  const size_t dash = words.find(" - ");
  return std::string(dash == std::string_view::npos ? words : words.substr(dash + 3));
}

}  // namespace jescope
