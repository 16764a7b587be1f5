// SPDX-License-Identifier: Apache-2.0
//
// The user's patterns, compiled. Internal to `pipeline`.
#pragma once

#include "jescope/base/result.h"
#include "jescope/pipeline/request.h"
#include "jescope/select/filter.h"

namespace jescope {

Result<Filters> compile_filters(const FilterTexts& texts);

}  // namespace jescope
