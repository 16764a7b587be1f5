// SPDX-License-Identifier: Apache-2.0
//
// Which certificates are trusted, and what is wrong with the others. Internal to
// `fetch/tls`.
#pragma once

#include <mbedtls/x509_crt.h>

#include <string>

#include "jescope/base/result.h"
#include "jescope/fetch/fetch.h"

namespace jescope {

// Adds the authorities that the options name or, where they name none, those of the
// system. None at all is an error.
Result<Done> load_authorities(mbedtls_x509_crt& authorities, const FetchOptions& options,
                              const std::string& where);

// Returns true when the certificate is for this numeric address, which mbedTLS does
// not compare.
bool is_for_address(const mbedtls_x509_crt& certificate, const std::string& address);

// Returns the error of a certificate with these faults (MBEDTLS_X509_BADCERT_...).
Error untrusted(uint32_t faults, const Url& url, const std::string& where);

// Returns an error of mbedTLS in words, without those that say where in its code.
std::string tls_words(int code);

}  // namespace jescope
