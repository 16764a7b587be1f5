// SPDX-License-Identifier: Apache-2.0
//
// What stands over tables, and how long they are. Internal to `pipeline`.
#pragma once

#include <string>
#include <string_view>

#include "jescope/pipeline/request.h"

namespace jescope {

// Stands for the dump's name in what is to be shared.
inline constexpr std::string_view kRedactedSubject = "redacted";

// Programs want everything, people the first page.
size_t row_limit(const Request& request, size_t for_people);

// Returns the estimate's value in the metric's unit.
std::string amount(const Estimate& estimate, const Request& request);

// Returns the same with its standard deviation, where there is one: "2.1 MiB ± 0.3 MiB".
std::string amount_with_error(const Estimate& estimate, const Request& request);

// Returns what is said while the profile's stacks are grouped.
ProgressPlan grouping_plan(const Profile& profile);

// Returns the path of the program, where a module is known to be it.
std::string program_of(const Profile& profile);

// Appends a report: JSON texts are one a line, others have an empty line between
// them.
void append_report(std::string& text, const std::string& next, TableFormat format);

// Returns "sampled once per 512.0 KiB" or that every allocation was recorded.
std::string sampling_title(const Profile& profile);

// Returns the same of several dumps with different periods.
std::string sampling_title(uint64_t least_bytes, uint64_t most_bytes);

}  // namespace jescope
