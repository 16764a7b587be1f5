// SPDX-License-Identifier: Apache-2.0
#include "record/shim/stack/signal_frame.h"

#include <cstring>

namespace jescope::shim {
namespace {

template <size_t N>
bool begins_with(const unsigned char* code, size_t readable_bytes,
                 const unsigned char (&bytes)[N]) {
  return readable_bytes >= N && std::memcmp(code, bytes, N) == 0;
}

#if defined(__x86_64__)
// mov $15, %rax (in the long form or the short one); syscall
constexpr unsigned char kLong[] = {0x48, 0xc7, 0xc0, 0x0f, 0, 0, 0, 0x0f, 0x05};
constexpr unsigned char kShort[] = {0xb8, 0x0f, 0, 0, 0, 0x0f, 0x05};
#else
// mov x8, #139; svc #0
constexpr unsigned char kLong[] = {0x68, 0x11, 0x80, 0xd2, 0x01, 0x00, 0x00, 0xd4};
// mov w8, #139; svc #0
constexpr unsigned char kShort[] = {0x68, 0x11, 0x80, 0x52, 0x01, 0x00, 0x00, 0xd4};
#endif

}  // namespace

bool is_trampoline(const unsigned char* code, size_t readable_bytes) {
  static_assert(sizeof kLong <= kTrampolineBytes);
  return begins_with(code, readable_bytes, kLong) || begins_with(code, readable_bytes, kShort);
}

}  // namespace jescope::shim
