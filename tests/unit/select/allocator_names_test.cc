// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>
#include <vector>

#include "jescope/select/trim_allocator.h"

namespace jescope {
namespace {

struct NamesCase {
  std::string name;
  bool is_allocator;
  std::vector<std::string> names;
};

class AllocatorFunction : public testing::TestWithParam<NamesCase> {};

TEST_P(AllocatorFunction, Names) {
  for (const std::string& name : GetParam().names) {
    EXPECT_EQ(is_allocator_function(name), GetParam().is_allocator) << name;
  }
}

INSTANTIATE_TEST_SUITE_P(
    Allocator, AllocatorFunction,
    testing::Values(
        NamesCase{"Libc",
                  true,
                  {"malloc", "calloc", "realloc", "reallocarray", "memalign", "aligned_alloc",
                   "posix_memalign", "valloc", "pvalloc", "__libc_malloc", "__libc_memalign",
                   "malloc@plt"}},
        NamesCase{"JemallocApi",
                  true,
                  {"mallocx", "rallocx", "xallocx", "je_malloc", "je_mallocx", "jemalloc_malloc",
                   "_rjem_malloc", "_rjem_mallocx", "_rjem_je_malloc_default"}},
        NamesCase{"Jemalloc36", true, {"prof_backtrace", "je_prof_backtrace", "prof_lookup"}},
        NamesCase{"Jemalloc45",
                  true,
                  {"je_prof_lookup", "ialloc_prof", "ialloc_prof_sample", "ialloc_body",
                   "imallocx_prof_sample", "je_arena_palloc", "je_arena_malloc_hard"}},
        NamesCase{"Jemalloc52",
                  true,
                  {"prof_tctx_create", "je_prof_tctx_create", "prof_alloc_prep", "imalloc",
                   "imalloc_body", "imalloc_no_sample", "je_malloc_default", "do_rallocx",
                   "irallocx_prof", "ixallocx_prof"}},
        NamesCase{"Jemalloc53",
                  true,
                  {"prof_backtrace_impl", "_rjem_je_prof_backtrace", "_rjem_je_prof_tctx_create",
                   "fallback_impl", "fallbackNewImpl", "imalloc_sample"}},
        NamesCase{"CompilerVariants",
                  true,
                  {"malloc [clone .cold]", "imalloc.constprop.0", "prof_backtrace_impl.isra.0",
                   "je_malloc_default.part.0", "imalloc_body [clone .isra.0] [clone .cold]"}},
        NamesCase{
            "OperatorNew",
            true,
            {"operator new(unsigned long)", "operator new[](unsigned long)", "operator new",
             "operator new[]", "operator new(unsigned long, std::align_val_t)",
             "operator new(unsigned long, std::nothrow_t const&)", "operator new(unsigned int)",
             "void* newImpl<false>(unsigned long)", "void* fallbackNewImpl<false>(unsigned long)",
             "newImpl<true>(unsigned long)", "operator new(unsigned long)@plt"}},
        NamesCase{
            "Libstdcxx",
            true,
            {"__gnu_cxx::new_allocator<int>::allocate(unsigned long, void const*)",
             "std::__new_allocator<std::pair<int const, A> >::allocate(unsigned long, void const*)",
             "std::allocator<char>::allocate(unsigned long)",
             "std::allocator_traits<std::allocator<A> >::allocate(std::allocator<A>&, unsigned "
             "long)",
             "std::__new_allocator<int>::allocate",
             "std::_Vector_base<int, std::allocator<int> >::_M_allocate(unsigned long)",
             "std::__cxx11::basic_string<char>::_M_create(unsigned long&, unsigned long)",
             "std::__detail::_Hashtable_alloc<std::allocator<A> >::_M_allocate_buckets(unsigned "
             "long)",
             "std::__allocated_ptr<std::allocator<A> > std::__allocate_guarded<std::allocator<A> "
             ">(std::allocator<A>&)"}},
        NamesCase{
            "Libcxx",
            true,
            {"std::__1::allocator<int>::allocate[abi:v15006](unsigned long)",
             "std::__1::allocator<int>::allocate(unsigned long)",
             "std::__1::__libcpp_allocate[abi:v15006](unsigned long, unsigned long)",
             "void* std::__1::__libcpp_operator_new[abi:v15006]<unsigned long>(unsigned long)",
             "std::__1::allocator_traits<std::__1::allocator<int> "
             ">::allocate(std::__1::allocator<int>&, unsigned long)"}},
        NamesCase{
            "Rust",
            true,
            {"__rust_alloc", "__rust_alloc_zeroed", "__rust_realloc", "__rdl_alloc", "__rg_alloc",
             "__rustc::__rust_alloc", "__rustc[6e1a4f]::__rdl_realloc", "alloc::alloc::alloc",
             "alloc::alloc::exchange_malloc", "alloc::alloc::Global::alloc_impl",
             "<alloc::alloc::Global as core::alloc::Allocator>::allocate",
             "<tikv_jemallocator::Jemalloc as core::alloc::global::GlobalAlloc>::alloc"}}),
    [](const auto& row) { return row.param.name; });

INSTANTIATE_TEST_SUITE_P(
    NotAllocator, AllocatorFunction,
    testing::Values(
        NamesCase{"Wrappers",
                  false,
                  {"xmalloc", "my_malloc_wrapper", "flb_malloc", "flb_calloc", "mk_mem_alloc",
                   "sds_alloc", "os::malloc(unsigned long, MEMFLAGS, NativeCallStack const&)",
                   "rocksdb::Arena::AllocateNewBlock(unsigned long)", "PyObject_Malloc", "g_malloc",
                   "app::malloc(unsigned long)", "malloc_usable_size", "mallocator",
                   "deflateInit2_", "strdup"}},
        NamesCase{
            "Operators",
            false,
            {"operator newline(int)", "operator delete(void*)", "A::operator new(unsigned long)",
             "operator<<(std::ostream&, A const&)", "renew", "newImplementation()"}},
        NamesCase{"Containers",
                  false,
                  {"std::vector<int, std::allocator<int> >::reserve(unsigned long)",
                   "std::allocator<int>::allocator()", "app::Pool<int>::_M_allocate(unsigned long)",
                   "app::allocate(std::allocator<int>&)", "app::Pool std::_M_pool<int>()",
                   "std::__1::vector<int, std::__1::allocator<int> >::__vallocate(unsigned long)",
                   "std::shared_ptr<A> std::make_shared<A>()",
                   "void std::vector<A, std::allocator<A> >::_M_realloc_insert<A>(A&&)"}},
        NamesCase{
            "RustContainers",
            false,
            {"alloc::vec::Vec<T>::push", "<alloc::string::String as core::clone::Clone>::clone",
             "<alloc::raw_vec::RawVecInner>::finish_grow", "alloc::fmt::format",
             "<main::Cache as main::Allocates>::alloc", "main::alloc::alloc"}},
        NamesCase{"Edges", false, {"", " ", "(", "<", "void* ", "main", "je_", "_rjem_", "__"}}),
    [](const auto& row) { return row.param.name; });

TEST(AllocatorModule, Paths) {
  EXPECT_TRUE(is_allocator_module("/usr/lib/x86_64-linux-gnu/libjemalloc.so.2"));
  EXPECT_TRUE(is_allocator_module("libjemalloc.so"));
  EXPECT_TRUE(is_allocator_module("/tmp/libjemalloc-5.3.so.2 (deleted)"));
  EXPECT_FALSE(is_allocator_module("/opt/libjemalloc/app"));
  EXPECT_FALSE(is_allocator_module("/usr/lib/librocksdbjni-jemalloc.so"));
  EXPECT_FALSE(is_allocator_module(""));
}

}  // namespace
}  // namespace jescope
