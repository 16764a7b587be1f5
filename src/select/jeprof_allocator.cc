// SPDX-License-Identifier: Apache-2.0
//
// The functions that jeprof 5.3.0 leaves out of heap profiles (its
// RemoveUninterestingFrames()), each also with an underscore before it.
#include <algorithm>
#include <array>
#include <string_view>

#include "jescope/select/jeprof_calls.h"

namespace jescope {
namespace {

constexpr auto kAllocator = std::to_array<std::string_view>({
    "DoSampledAllocation",
    "__builtin_delete",
    "__builtin_new",
    "__builtin_vec_delete",
    "__builtin_vec_new",
    "__malloc_alloc_template::allocate",
    "__start_google_malloc",
    "__start_malloc_hook",
    "__stop_google_malloc",
    "__stop_malloc_hook",
    "aligned_alloc",
    "calloc",
    "cfree",
    "dallocx",
    "do_malloc",
    "::do_malloc",
    "::do_malloc_or_cpp_alloc",
    "free",
    "malloc",
    "malloc_zone_calloc",
    "malloc_zone_free",
    "malloc_zone_malloc",
    "malloc_zone_memalign",
    "malloc_zone_realloc",
    "malloc_zone_valloc",
    "mallocx",
    "memalign",
    "newImpl",
    "operator new",
    "operator new[]",
    "posix_memalign",
    "pvalloc",
    "rallocx",
    "realloc",
    "sdallocx",
    "sdallocx_noflags",
    "simple_alloc::allocate",
    "tc_calloc",
    "tc_cfree",
    "tc_delete",
    "tc_deletearray",
    "tc_free",
    "tc_malloc",
    "tc_memalign",
    "tc_new",
    "tc_new_nothrow",
    "tc_newarray",
    "tc_newarray_nothrow",
    "tc_posix_memalign",
    "tc_pvalloc",
    "tc_realloc",
    "tc_valloc",
    "valloc",
    "void* newImpl",
    "xallocx",
});

bool is_listed(std::string_view name) {
  return std::ranges::find(kAllocator, name) != kAllocator.end();
}

}  // namespace

bool is_jeprof_allocator(std::string_view short_name) {
  if (short_name.find("TCMalloc") != std::string_view::npos) return true;
  if (short_name.starts_with("tcmalloc::") || is_listed(short_name)) return true;
  return short_name.starts_with('_') && is_listed(short_name.substr(1));
}

}  // namespace jescope
