// SPDX-License-Identifier: Apache-2.0
//
// A heap profile in pprof's format as a dump whose numbers are estimates
// already. Internal to `read`.
#pragma once

#include <string>
#include <string_view>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/dump.h"
#include "read/pprof_limits.h"

namespace jescope {

// More bytes than any heap profile has.
inline constexpr size_t kMostPprofBytes = size_t{256} << 20;

// True for the first bytes of a pprof file.
bool looks_like_pprof(std::string_view beginning);

// Reads the unpacked message. Other kinds of profiles are an error that names
// them, and so are more than `limits` allows.
Result<Dump> read_pprof(std::string_view message, const std::string& where,
                        Diagnostics& diagnostics, const PprofLimits& limits = {});

}  // namespace jescope
