// SPDX-License-Identifier: Apache-2.0
//
// Numbers as people read them. Every view formats through here, so a number
// looks the same wherever it stands. No locale.
#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace jescope {

// Binary units of bytes, 1024 apart.
enum class ByteUnit { kAuto, kB, kKiB, kMiB, kGiB };

// Returns bytes as "1.5 MiB"; kAuto takes the largest unit that leaves at least 1.
std::string format_bytes(int64_t bytes, ByteUnit unit = ByteUnit::kAuto);

// Returns a count with thousands apart: "1,234,567".
std::string format_count(int64_t count);

// Returns part / whole as "12.3%"; "-" when `whole` is zero.
std::string format_percent(double part, double whole);

// Returns the bytes of "512KiB", "2 GiB", "100" or nothing. Accepts B, K, KB,
// KiB and so on up to T; all mean powers of 1024.
std::optional<int64_t> parse_bytes(std::string_view text);

// Returns the seconds of "500ms", "10s", "10", "5min", "5m" or "1.5h"; nothing for other texts.
std::optional<double> parse_seconds(std::string_view text);

}  // namespace jescope
