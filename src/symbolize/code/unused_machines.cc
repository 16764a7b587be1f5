// SPDX-License-Identifier: Apache-2.0
//
// capstone's list of machines names each machine's two functions, and that of x86
// both its syntaxes, so a static program would take in all of them: 2.8 MB that
// are never asked for. One function stands for the unused ones; the linker then
// leaves theirs out. It returns CS_ERR_ARCH: the machine is not supported.
#include "symbolize/code/unused_machines.h"

// NOLINTBEGIN(readability-identifier-naming): the names are capstone's
extern "C" {
int jescope_not_supported() {
  return 2;
}
[[gnu::alias("jescope_not_supported")]] int ARM_global_init();
[[gnu::alias("jescope_not_supported")]] int ARM_option();
[[gnu::alias("jescope_not_supported")]] int M68K_global_init();
[[gnu::alias("jescope_not_supported")]] int M68K_option();
[[gnu::alias("jescope_not_supported")]] int Mips_global_init();
[[gnu::alias("jescope_not_supported")]] int Mips_option();
[[gnu::alias("jescope_not_supported")]] int PPC_global_init();
[[gnu::alias("jescope_not_supported")]] int PPC_option();
[[gnu::alias("jescope_not_supported")]] int Sparc_global_init();
[[gnu::alias("jescope_not_supported")]] int Sparc_option();
[[gnu::alias("jescope_not_supported")]] int SystemZ_global_init();
[[gnu::alias("jescope_not_supported")]] int SystemZ_option();
[[gnu::alias("jescope_not_supported")]] int XCore_global_init();
[[gnu::alias("jescope_not_supported")]] int XCore_option();
[[gnu::alias("jescope_not_supported")]] int TMS320C64x_global_init();
[[gnu::alias("jescope_not_supported")]] int TMS320C64x_option();
[[gnu::alias("jescope_not_supported")]] int M680X_global_init();
[[gnu::alias("jescope_not_supported")]] int M680X_option();
[[gnu::alias("jescope_not_supported")]] int EVM_global_init();
[[gnu::alias("jescope_not_supported")]] int EVM_option();
[[gnu::alias("jescope_not_supported")]] int X86_Intel_printInst();
}
// NOLINTEND(readability-identifier-naming)

namespace jescope {

void leave_out_unused_machines() {}

}  // namespace jescope
