// SPDX-License-Identifier: Apache-2.0
#include "fetch/base64.h"

#include <mbedtls/base64.h>

namespace jescope {

std::string base64(std::string_view bytes) {
  std::string text((bytes.size() + 2) / 3 * 4 + 1, '\0');  // mbedTLS ends it with a NUL
  size_t length = 0;
  (void)mbedtls_base64_encode(reinterpret_cast<unsigned char*>(text.data()), text.size(), &length,
                              reinterpret_cast<const unsigned char*>(bytes.data()), bytes.size());
  text.resize(length);
  return text;
}

}  // namespace jescope
