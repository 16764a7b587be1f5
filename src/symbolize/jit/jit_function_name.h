// SPDX-License-Identifier: Apache-2.0
//
// Names of compiled Java methods as the class file spells them, written as
// people and the JVM's own tools write them:
//
//   Lcom/foo/Bar;::baz                     com.foo.Bar.baz
//   Lcom/foo/Bar;baz(I[Ljava/util/Map;)V   void com.foo.Bar.baz(int, java.util.Map[])
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns the readable form of `name`, or `name` itself when it is not of one
// of these forms.
std::string jit_function_name(std::string_view name);

}  // namespace jescope
