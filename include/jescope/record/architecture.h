// SPDX-License-Identifier: Apache-2.0
//
// The processors for which the recorder's library can be built. One library serves
// all C libraries of an architecture.
#pragma once

#include <optional>
#include <string_view>

namespace jescope {

enum class Architecture { kX86_64, kAarch64 };

// The architecture that this program was built for.
Architecture own_architecture();

// Returns "x86_64" or "aarch64", as uname -m says.
std::string_view architecture_name(Architecture architecture);

// Returns what is called so, also "amd64" and "arm64"; nothing for other names.
std::optional<Architecture> architecture_called(std::string_view name);

}  // namespace jescope
