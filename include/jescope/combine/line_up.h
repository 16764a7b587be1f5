// SPDX-License-Identifier: Apache-2.0
//
// Several dumps side by side in one profile: stacks are entered once, each
// dump's numbers are a snapshot of it. What follows, as regrouping and
// filtering, then treats all dumps alike.
//
// Named profiles meet by name, so they may be of different processes, hosts and
// builds. Dumps of one process meet before they have names: each place is then
// named once, however many dumps hold it.
#pragma once

#include <memory>
#include <span>

#include "jescope/model/address_profile.h"
#include "jescope/model/profile.h"

namespace jescope {

// Returns the profiles as snapshots of one, in their order. Each has at most
// one snapshot itself, whose heading is kept; all have the same granularity.
// The period is the first one's; totals are there when every profile has them.
Profile line_up(std::span<const Profile> profiles);

// The same for the dumps of one process, one at a time: memory is that of the
// result.
class SeriesBuilder {
 public:
  SeriesBuilder();
  ~SeriesBuilder();

  // Adds the next snapshot. `snapshot`'s period and totals are taken from
  // `profile`.
  void add(const AddressProfile& profile, Snapshot snapshot);

  // Returns the series; the builder is empty afterwards.
  AddressProfile take();

 private:
  class State;
  std::unique_ptr<State> state_;
};

}  // namespace jescope
