// SPDX-License-Identifier: Apache-2.0
//
// capstone's list of machines names each machine's two functions, so a static
// program would take in all of them: 2.7 MB for machines that are never asked
// for. These stand for the unused ones; the linker then leaves theirs out.
// Both return CS_ERR_ARCH: the machine is not supported.
#include "symbolize/code/unused_machines.h"

#include <cstddef>

// NOLINTBEGIN(readability-identifier-naming): the names are capstone's
namespace {
constexpr int kNotSupported = 2;
}  // namespace

extern "C" {
int ARM_global_init(void*) {
  return kNotSupported;
}
int ARM_option(void*, int, size_t) {
  return kNotSupported;
}
int M68K_global_init(void*) {
  return kNotSupported;
}
int M68K_option(void*, int, size_t) {
  return kNotSupported;
}
int Mips_global_init(void*) {
  return kNotSupported;
}
int Mips_option(void*, int, size_t) {
  return kNotSupported;
}
int PPC_global_init(void*) {
  return kNotSupported;
}
int PPC_option(void*, int, size_t) {
  return kNotSupported;
}
int Sparc_global_init(void*) {
  return kNotSupported;
}
int Sparc_option(void*, int, size_t) {
  return kNotSupported;
}
int SystemZ_global_init(void*) {
  return kNotSupported;
}
int SystemZ_option(void*, int, size_t) {
  return kNotSupported;
}
int XCore_global_init(void*) {
  return kNotSupported;
}
int XCore_option(void*, int, size_t) {
  return kNotSupported;
}
int TMS320C64x_global_init(void*) {
  return kNotSupported;
}
int TMS320C64x_option(void*, int, size_t) {
  return kNotSupported;
}
int M680X_global_init(void*) {
  return kNotSupported;
}
int M680X_option(void*, int, size_t) {
  return kNotSupported;
}
int EVM_global_init(void*) {
  return kNotSupported;
}
int EVM_option(void*, int, size_t) {
  return kNotSupported;
}
}
// NOLINTEND(readability-identifier-naming)

namespace jescope {

void leave_out_unused_machines() {}

}  // namespace jescope
