// SPDX-License-Identifier: Apache-2.0
//
// Knows allocators by name. jemalloc's functions carry a prefix chosen when it
// was built (je_, _rjem_, ...) and vary between versions; the list is that of
// jemalloc 3.6 to 5.3.1 plus what GCC and Clang make of them (.isra, .cold).
#include <algorithm>
#include <array>
#include <span>
#include <string>

#include "jescope/select/trim_allocator.h"

namespace jescope {
namespace {

// Functions of jemalloc and libc, without prefix, in ASCII order.
constexpr auto kFunctions = std::to_array<std::string_view>({
    "aligned_alloc",
    "arena_malloc_hard",
    "arena_palloc",
    "arena_ralloc",
    "calloc",
    "do_rallocx",
    "fallbackNewImpl",
    "fallback_impl",
    "handleOOM",
    "ialloc_body",
    "ialloc_prof",
    "ialloc_prof_sample",
    "icalloc_prof",
    "icalloc_prof_sample",
    "imalloc",
    "imalloc_body",
    "imalloc_no_sample",
    "imalloc_prof",
    "imalloc_prof_sample",
    "imalloc_sample",
    "imallocx_prof",
    "imallocx_prof_sample",
    "imemalign",
    "imemalign_prof",
    "imemalign_prof_sample",
    "iralloc_prof",
    "iralloc_prof_sample",
    "irallocx_prof",
    "irallocx_prof_sample",
    "ixallocx_prof",
    "ixallocx_prof_sample",
    "malloc",
    "malloc_default",
    "mallocx",
    "memalign",
    "newImpl",
    "newNoexcept",
    "new_aligned",
    "operator new",
    "operator new[]",
    "posix_memalign",
    "prof_alloc_prep",
    "prof_backtrace",
    "prof_backtrace_impl",
    "prof_lookup",
    "prof_tctx_create",
    "pvalloc",
    "rallocx",
    "realloc",
    "reallocarray",
    "tcache_alloc_small_hard",
    "valloc",
    "xallocx",
});

constexpr auto kPrefixes = std::to_array<std::string_view>(
    {"__libc_", "_rjem_je_", "_rjem_", "jemalloc_", "je_", "__rust_", "tc_", "__", "_"});

// Rust's layer between a container and the allocator.
constexpr auto kRustFunctions = std::to_array<std::string_view>({
    "__rdl_alloc",
    "__rdl_alloc_zeroed",
    "__rdl_realloc",
    "__rg_alloc",
    "__rg_alloc_zeroed",
    "__rg_realloc",
    "__rust_alloc",
    "__rust_alloc_zeroed",
    "__rust_realloc",
    "alloc::alloc::Global::alloc_impl",
    "alloc::alloc::Global::alloc_impl_runtime",
    "alloc::alloc::Global::grow_impl",
    "alloc::alloc::Global::grow_impl_runtime",
    "alloc::alloc::alloc",
    "alloc::alloc::alloc_zeroed",
    "alloc::alloc::exchange_malloc",
    "alloc::alloc::realloc",
    "hashbrown::raw::alloc::inner::do_alloc",
});

static_assert(std::ranges::is_sorted(kFunctions) && std::ranges::is_sorted(kRustFunctions));

// "<X as core::alloc::...::GlobalAlloc>::alloc" and Allocator::grow.
bool is_rust_allocator_method(std::string_view name) {
  if (name.starts_with("<alloc::alloc::Global>::")) return true;
  return name.starts_with('<') && (name.find(" as core::alloc::") != std::string_view::npos ||
                                   name.find(" as alloc::alloc::") != std::string_view::npos);
}

// "void* newImpl<false>(unsigned long)" -> "newImpl"; "malloc [clone .cold]",
// "imalloc.constprop.0", "malloc@plt" -> the name alone.
std::string_view bare_name(std::string_view name) {
  if (name.starts_with("void* ")) name.remove_prefix(6);
  name = name.substr(0, name.find_first_of("(<"));
  name = name.substr(0, name.find("[abi:"));
  const size_t operator_new = name.starts_with("operator new") ? sizeof("operator new") - 1 : 0;
  const size_t end = name.find_first_of(" .@", operator_new);
  return name.substr(0, end);
}

bool is_listed(std::string_view name) {
  return std::binary_search(kFunctions.begin(), kFunctions.end(), name);
}

bool is_listed_with_prefix(std::string_view name) {
  if (is_listed(name)) return true;
  return std::any_of(kPrefixes.begin(), kPrefixes.end(), [&](std::string_view prefix) {
    return name.starts_with(prefix) && is_listed(name.substr(prefix.size()));
  });
}

bool is_rust_function(std::string_view name) {
  // "__rustc::__rust_alloc" and "__rustc[6e1a]::__rdl_alloc" since Rust 1.87.
  if (name.starts_with("__rustc")) name = name.substr(std::min(name.size(), name.find("::") + 2));
  const std::string_view plain = name.substr(0, name.find("::<"));
  return std::binary_search(kRustFunctions.begin(), kRustFunctions.end(), plain) ||
         is_rust_allocator_method(name);
}

// Classes whose `allocate` only calls operator new, before any template
// argument.
constexpr auto kAllocatorClasses = std::to_array<std::string_view>({
    "__gnu_cxx::__alloc_traits<",
    "__gnu_cxx::new_allocator<",
    "std::__1::allocator<",
    "std::__1::allocator_traits<",
    "std::__new_allocator<",
    "std::allocator<",
    "std::allocator_traits<",
});

constexpr auto kStandardHelpers = std::to_array<std::string_view>({
    "std::__1::__allocate_at_least<",
    "std::__1::__libcpp_allocate",
    "std::__1::__libcpp_operator_new",
    "std::__allocate_guarded<",
});

// What libstdc++'s containers call to get their memory, and which does nothing
// else. The frame outside it says which operation of the container needed it.
constexpr auto kContainerFunctions = std::to_array<std::string_view>({
    "_M_allocate",
    "_M_allocate_buckets",
    "_M_allocate_map",
    "_M_allocate_node",
    "_M_create",
    "_M_create_storage",
    "_M_get_node",
    "_S_allocate",
    "allocate",
});

static_assert(std::ranges::is_sorted(kContainerFunctions));

// "T* f(...)" -> "f(...)", when the result type is spelled out (templates only).
std::string_view without_result_type(std::string_view name) {
  size_t depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < name.size() && (name[i] != '(' || depth > 0); ++i) {
    if (name[i] == '<') ++depth;
    if (name[i] == '>' && depth > 0) --depth;
    const bool ends_type = name[i] == ' ' && depth == 0 && !name.substr(i).starts_with(" [clone");
    if (ends_type) begin = i + 1;
  }
  return name.substr(begin);
}

// "std::_Vector_base<char, std::allocator<char> >::_M_allocate(unsigned long)"
// -> "_M_allocate". Looks at brackets, since arguments hold "::" too.
std::string_view method_name(std::string_view name) {
  size_t depth = 0;
  size_t begin = 0;
  for (size_t i = 0; i < name.size(); ++i) {
    if (name[i] == '<' || name[i] == '[') ++depth;
    if ((name[i] == '>' || name[i] == ']') && depth > 0) --depth;
    if (depth > 0) continue;
    if (name[i] == '(') return name.substr(begin, i - begin);
    if (name[i] == ':') begin = i + 1;
  }
  return name.substr(begin);
}

bool is_standard_allocator(std::string_view name) {
  name = without_result_type(name);
  const auto begins = [&](std::string_view beginning) { return name.starts_with(beginning); };
  if (std::any_of(kStandardHelpers.begin(), kStandardHelpers.end(), begins)) return true;
  const std::string_view method = bare_name(method_name(name));
  if (!std::binary_search(kContainerFunctions.begin(), kContainerFunctions.end(), method)) {
    return false;
  }
  if (method != "allocate") return name.starts_with("std::");
  return std::any_of(kAllocatorClasses.begin(), kAllocatorClasses.end(), begins);
}

// "a|b\\[\\]" of names as they are.
std::string any_of(std::span<const std::string_view> names) {
  std::string expression;
  for (const std::string_view name : names) {
    if (!expression.empty()) expression += '|';
    for (const char c : name) {
      if (c == '[' || c == ']' || c == '.') expression += '\\';
      expression += c;
    }
  }
  return expression;
}

}  // namespace

bool is_allocator_function(std::string_view name) {
  if (name.empty()) return false;
  return is_listed_with_prefix(bare_name(name)) || is_rust_function(name) ||
         is_standard_allocator(name);
}

std::string allocator_expression() {
  return "(?:" + any_of(kPrefixes) + ")?(?:" + any_of(kFunctions) + ")|" + any_of(kRustFunctions);
}

bool is_allocator_module(std::string_view path) {
  return base_name(path).starts_with("libjemalloc");
}

}  // namespace jescope
