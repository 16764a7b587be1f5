// SPDX-License-Identifier: Apache-2.0
//
// Dumps that are read and named once and then answer many requests: what the
// shell holds.
#pragma once

#include <memory>
#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/model/values.h"
#include "jescope/pipeline/request.h"

namespace jescope {

// What a request's patterns leave. Of a comparison the changes.
struct ChoiceSums {
  Values whole;    // before all patterns
  Values focused;  // after filters.focus
  Values chosen;   // after filters.ignore, too
};

class Session {
 public:
  // Reads, names and merges the dumps of request.inputs, and of
  // request.comparison.base, at the finest granularity, so that every view can
  // be made of them.
  static Result<Session> open(const Request& request, Diagnostics& diagnostics);
  Session(Session&&) noexcept;
  ~Session();

  // Returns the report. Inputs, base, threads, merging and the source of names
  // are those of open(); of `request` counts the rest. Not for diff, trend, watch,
  // report; and info and symbols are of a single side.
  Result<std::string> answer(const Request& request, Diagnostics& diagnostics) const;

  // Returns the sums before and after the request's focus and ignore.
  Result<ChoiceSums> sums(const Request& request) const;

  // Returns the distinct names of functions as tables print them, sorted.
  std::vector<std::string> function_names() const;

 private:
  struct Held;

  explicit Session(std::unique_ptr<const Held> held);

  std::unique_ptr<const Held> held_;
};

}  // namespace jescope
