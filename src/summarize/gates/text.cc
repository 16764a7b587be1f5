// SPDX-License-Identifier: Apache-2.0
#include "summarize/gates/text.h"

#include <fmt/format.h>

#include <algorithm>
#include <cmath>

#include "jescope/base/rounded.h"
#include "jescope/base/units.h"
#include "jescope/model/readable_name.h"

namespace jescope {
namespace {

// Returns " (8.1%, ± 1.2 MiB)" with what of it is known.
std::string in_brackets(const NamedChange& named, Metric metric) {
  const double amount = std::abs(static_cast<double>(named.change.value()));
  std::string text;
  if (named.base > 0) text = format_percent(amount, static_cast<double>(named.base));
  if (named.change.variance > 0) {
    if (!text.empty()) text += ", ";
    text += "± " + amount_text(rounded(named.change.sigma()), metric);
  }
  return text.empty() ? text : " (" + text + ")";
}

}  // namespace

std::string amount_text(int64_t amount, Metric metric) {
  if (unit_of(metric) == Unit::kBytes) return format_bytes(amount);
  return fmt::format("{} object{}", format_count(amount), amount == 1 ? "" : "s");
}

std::string growth_text(const NamedChange& named, Metric metric) {
  const int64_t growth = named.change.value();
  const std::string name = readable_name(named.name);
  if (growth == 0) return name + " did not change";
  const int64_t amount = growth > 0 ? growth : -std::max(growth, -INT64_MAX);
  return fmt::format("{} {} by {}{}", name, growth > 0 ? "grew" : "shrank",
                     amount_text(amount, metric), in_brackets(named, metric));
}

}  // namespace jescope
