// SPDX-License-Identifier: Apache-2.0
//
// Names without template arguments.
#pragma once

#include <string>
#include <string_view>

namespace jescope {

// Returns `name` without the arguments of templates, "<...>" behind a name, and
// Rust's "::<...>". What stands in a parameter list stays, as do brackets that
// are no arguments: of operators, of "<T as Trait>::f" and "<impl Trait for T>".
std::string without_template_arguments(std::string_view name);

}  // namespace jescope
