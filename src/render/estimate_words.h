// SPDX-License-Identifier: Apache-2.0
//
// Numbers of a listing in words, those of a difference signed. Internal to
// `render`.
#pragma once

#include <string>

#include "jescope/base/units.h"
#include "jescope/model/values.h"
#include "render/text_table.h"

namespace jescope {

struct EstimateWords {
  Metric metric = Metric::kInuseSpace;
  bool is_change = false;
  Estimate whole;  // what shares are of
  ByteUnit unit = ByteUnit::kAuto;

  // True for a change that is not told apart from nothing.
  bool is_noise(const Estimate& estimate) const;

  // "1.5 MiB", of a difference "+1.5 MiB", in noise "~+1.5 MiB"; "." for nothing.
  std::string value(const Estimate& estimate) const;

  // "self 1.0 MiB (10.0%), cumulative 4.0 MiB (40.0%) ± 0.5 MiB"
  std::string sums(const Estimate& self, const Estimate& cumulative) const;

  // How a line with these numbers stands out.
  Emphasis emphasis(const Estimate& self, const Estimate& cumulative) const;
};

}  // namespace jescope
