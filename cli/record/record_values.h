// SPDX-License-Identifier: Apache-2.0
//
// From the words of record's options to values. Every error says what would have been
// right. Internal to `cli`.
#pragma once

#include <cstdint>
#include <string>

#include "jescope/base/result.h"
#include "jescope/record/architecture.h"

namespace jescope {

Result<uint64_t> parse_sample(const std::string& text);          // "512KiB"; in bytes
Result<uint64_t> parse_interval_bytes(const std::string& text);  // "1GiB"; in bytes
Result<uint64_t> parse_interval_ms(const std::string& text);     // "10s", "500ms", "1m"
Result<int> parse_signal(const std::string& text);               // "USR2", "SIGUSR2", "12"
Result<std::string> parse_at_rss(
    const std::string& text);  // "90%", or bytes as the recorder reads them
Result<uint64_t> parse_keep(const std::string& text);
Result<uint64_t> parse_depth(const std::string& text);
Result<uint64_t> parse_max_memory(const std::string& text);  // in bytes
Result<Architecture> parse_architecture(const std::string& text);

// Returns "SIGTERM", or "signal 77" for a number without a name.
std::string signal_name(int signal);

}  // namespace jescope
