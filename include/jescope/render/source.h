// SPDX-License-Identifier: Apache-2.0
//
// Annotated source as a part of a page.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/summarize/source_list.h"

namespace jescope {

// Returns a fragment of HTML without style and script, for a page of any look:
//
//   <div class="source">
//    <section class="source-function" aria-label="Cache::insert">
//     <h3>Cache::insert</h3>
//     <p class="source-place">/src/cache.cc, libcache.so</p>
//     <p class="source-sums">self 1.5 MiB (60.0%), cumulative 2.0 MiB (80.0%)</p>
//     <div class="source-wide" tabindex="0">      may be wider than the page
//     <table class="source-lines" aria-label="Source of Cache::insert">
//      <thead>...</thead>
//      <tbody>
//       <tr class="holds"><th scope="row" class="line">12</th><td class="self">1.5 MiB</td>
//         <td class="cumulative">1.5 MiB</td><td class="code">...</td></tr>
//       <tr class="skipped"><td colspan="4">40 lines</td></tr>
//
// Rows are of class "holds" (allocates itself), "passes" (what it calls does),
// "plain" (nothing) or "skipped"; of a difference beyond noise also "grown" or
// "shrunk". Blanks in "code" matter: white-space: pre. Every text is escaped.
// Empty for an empty list.
std::string render_source_element(const SourceList& list, ByteUnit unit);

}  // namespace jescope
