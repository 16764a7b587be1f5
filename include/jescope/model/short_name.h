// SPDX-License-Identifier: Apache-2.0
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns a demangled name as jeprof's tables have it: without parameters,
// template arguments and what stands before the name:
//
//   void* newImpl<false>(unsigned long)           newImpl
//   ns::(anonymous namespace)::f(int) const       ns::(anonymous namespace)::f
//   std::ostream& std::operator<< <C>(C const&)   std::operator<<
//   <alloc::vec::Vec<T>>::push                    alloc::vec::Vec::push
//   foo(int) [clone .cold]                        foo [clone .cold]
//
// Operators, anonymous namespaces and Rust's "<T as Trait>::f" stay whole, which
// jeprof cuts apart.
std::string short_name(std::string_view name);

// Returns the name as jeprof 5.3 itself cuts it, right or wrong.
std::string jeprof_short_name(std::string_view name);

}  // namespace jescope
