// SPDX-License-Identifier: Apache-2.0
//
// Measures of the page around a flame graph, in pixels. The script lays the
// page out again with the same ones.
//
//   16 |title                                | 0
//      |subtitle                             |
//      |name of the chosen frame, its place  |
//      |its numbers                          |
//      |frames                               | kFlameHeadPx
//      |legend                               |
#pragma once

#include <cstddef>
#include <cstdint>

namespace jescope {

inline constexpr uint32_t kFlamePageWidthPx = 1200;
inline constexpr uint32_t kFlameMarginPx = 16;
inline constexpr uint32_t kFlameHeadPx = 108;
inline constexpr uint32_t kFlameRowPx = 18;
inline constexpr uint32_t kFlameLegendRowPx = 20;
inline constexpr uint32_t kFlameTextInsetPx = 5;

// Average or, for the fixed-width font, exact widths of a character.
inline constexpr double kFlameCodeColumnPx = 7.25;
inline constexpr double kFlameTextColumnPx = 6.6;
inline constexpr double kFlameTitleColumnPx = 8.8;

inline constexpr size_t kFlameTooltipColumns = 120;

}  // namespace jescope
