// SPDX-License-Identifier: Apache-2.0
//
// Annotated source for programs. Internal to `render`.
#pragma once

#include <string>

#include "jescope/summarize/source_list.h"

namespace jescope {

std::string source_list_json(const SourceList& list);

// Only lines with numbers; a function without lines has one of number 0.
std::string source_list_csv(const SourceList& list);

}  // namespace jescope
