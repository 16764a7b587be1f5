// SPDX-License-Identifier: Apache-2.0
#include "render/listed_lines.h"

#include <fmt/format.h>

#include <cmath>

#include "jescope/model/change.h"
#include "render/code_text.h"
#include "render/numbers.h"
#include "render/signed_numbers.h"

namespace jescope {

bool ListWords::is_noise(const Estimate& estimate) const {
  if (!list_.is_change || estimate.value == 0) return false;
  return std::abs(static_cast<double>(estimate.value)) < kNoiseSigmas * estimate.sigma();
}

std::string ListWords::value(const Estimate& estimate) const {
  if (estimate.value == 0) return ".";
  if (!list_.is_change) return format_value(estimate.value, list_.metric, unit_);
  return (is_noise(estimate) ? "~" : "") + format_change(estimate.value, list_.metric, unit_);
}

std::string ListWords::share(const Estimate& estimate) const {
  return format_percent(static_cast<double>(estimate.value),
                        static_cast<double>(list_.whole.value));
}

std::string ListWords::sums(const ListedFunction& function) const {
  const auto amount = [&](const Estimate& estimate) {
    return estimate.value == 0 ? format_value(0, list_.metric, unit_) : value(estimate);
  };
  std::string text =
      fmt::format("self {} ({}), cumulative {} ({})", amount(function.self), share(function.self),
                  amount(function.cumulative), share(function.cumulative));
  if (function.cumulative.variance > 0) {
    text += " ± " + format_sigma(function.cumulative, list_.metric, unit_);
  }
  if (function.lines_left_out > 0) {
    text += fmt::format("; lines that hold less, not marked: {}", function.lines_left_out);
  }
  return text;
}

std::string ListWords::place(const ListedFunction& function) const {
  std::string text = function.file;
  const std::string_view module = base_name(function.module);
  if (!text.empty() && !module.empty()) text += ", ";
  text.append(module);
  const bool is_elsewhere = !function.source.empty() && function.source != function.file;
  return is_elsewhere ? text + "; text of " + function.source : text;
}

std::string ListWords::code(const ListedFunction& function, const ListedLine& line) const {
  if (line.number == 0) return "(the line is not known)";
  if (line.is_beyond_end) return "(beyond the end of the file)";
  if (!function.source.empty()) return code_text(line.text);
  return code_text(fmt::format("{}:{}", base_name(function.file), line.number));
}

std::string ListWords::number(const ListedLine& line) const {
  return line.number == 0 ? "?" : std::to_string(line.number);
}

Emphasis ListWords::emphasis(const ListedLine& line) const {
  if (!line.has_numbers()) return Emphasis::kFaint;
  if (!list_.is_change) return line.self.value == 0 ? Emphasis::kNone : Emphasis::kStrong;
  if (line.cumulative.value == 0 || is_noise(line.cumulative)) return Emphasis::kNone;
  return line.cumulative.value > 0 ? Emphasis::kGrown : Emphasis::kShrunk;
}

uint32_t lines_between(const ListedFunction& function, const ListedLine& before,
                       const ListedLine& line) {
  const bool is_shown = !function.source.empty() && before.number != 0 && !line.is_beyond_end;
  return is_shown ? line.number - before.number - 1 : 0;
}

}  // namespace jescope
