// SPDX-License-Identifier: Apache-2.0
//
// Keeps the code for machines that are never asked for out of a static program.
#pragma once

namespace jescope {

// Does nothing; whoever calls it is linked with the stand-ins of the .cc file
// before the linker looks for the real ones.
void leave_out_unused_machines();

}  // namespace jescope
