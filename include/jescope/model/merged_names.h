// SPDX-License-Identifier: Apache-2.0
//
// Which names were put together so that builds line up.
#pragma once

#include <string>
#include <vector>

namespace jescope {

// A name and the different ones that became it, sorted.
struct MergedName {
  std::string name;
  std::vector<std::string> from;

  friend bool operator==(const MergedName&, const MergedName&) = default;
};

// Names that were changed or made of several, ordered by name. Places without a
// name are not listed.
struct MergedNames {
  std::vector<MergedName> functions;
  std::vector<MergedName> files;
  std::vector<MergedName> modules;
};

}  // namespace jescope
