// SPDX-License-Identifier: Apache-2.0
//
// TLS over a socket, through mbedTLS, of which only this folder knows. The server's
// certificate must be for the URL's host and come from an authority that is trusted.
// Internal to `fetch`.
#pragma once

#include <memory>

#include "fetch/connection.h"
#include "fetch/socket.h"
#include "jescope/fetch/fetch.h"

namespace jescope {

// Shakes hands; errors say what of the certificate is wrong.
Result<std::unique_ptr<Connection>> open_tls(Socket socket, const Url& url,
                                             const FetchOptions& options, const Patience& patience);

}  // namespace jescope
