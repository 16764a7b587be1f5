// SPDX-License-Identifier: Apache-2.0
#include "pipeline/titles.h"

#include <fmt/format.h>

#include <algorithm>

#include "jescope/base/rounded.h"

namespace jescope {
namespace {

std::string period_title(uint64_t period_bytes) {
  return period_bytes <= 1 ? "allocation" : format_bytes(static_cast<int64_t>(period_bytes));
}

}  // namespace

size_t row_limit(const Request& request, size_t for_people) {
  if (request.rows) return *request.rows == 0 ? SIZE_MAX : *request.rows;
  const bool for_programs =
      request.style.format == TableFormat::kJson || request.style.format == TableFormat::kCsv;
  return for_programs ? SIZE_MAX : for_people;
}

std::string amount(const Estimate& estimate, const Request& request) {
  const bool bytes = unit_of(request.metric) == Unit::kBytes;
  return bytes ? format_bytes(estimate.value, request.style.unit) : format_count(estimate.value);
}

std::string amount_with_error(const Estimate& estimate, const Request& request) {
  const std::string text = amount(estimate, request);
  if (estimate.variance <= 0) return text;
  return text + " ± " + amount({rounded(estimate.sigma()), 0}, request);
}

std::string sampling_title(const Profile& profile) {
  const auto differs = [&](const Snapshot& snapshot) {
    return snapshot.sample_period_bytes != profile.sample_period_bytes;
  };
  if (std::ranges::any_of(profile.snapshots, differs)) {
    return fmt::format("sampled once per {}, then per {}",
                       period_title(profile.snapshots.front().sample_period_bytes),
                       period_title(profile.snapshots.back().sample_period_bytes));
  }
  if (profile.sample_period_bytes <= 1) return "every allocation recorded";
  return fmt::format("sampled once per {}",
                     format_bytes(static_cast<int64_t>(profile.sample_period_bytes)));
}

std::string sampling_title(uint64_t least_bytes, uint64_t most_bytes) {
  return fmt::format("sampled once per {} to {}", period_title(least_bytes),
                     period_title(most_bytes));
}

ProgressPlan grouping_plan(const Profile& profile) {
  return {fmt::format("grouping {} stacks",
                      format_count(static_cast<int64_t>(profile.samples.size())))};
}

std::string program_of(const Profile& profile) {
  const auto found = std::ranges::find(profile.modules, true, &ModuleNames::is_program);
  return found == profile.modules.end() ? std::string() : found->path;
}

void append_report(std::string& text, const std::string& next, TableFormat format) {
  if (!text.empty() && format != TableFormat::kJson) text += '\n';
  text += next;
}

}  // namespace jescope
