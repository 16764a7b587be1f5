// SPDX-License-Identifier: Apache-2.0
//
// Distinct strings by number. Equal texts have equal numbers; views stay valid
// as long as the table lives, also when it is moved.
#pragma once

#include <deque>
#include <string>
#include <string_view>

#include "jescope/base/id.h"
#include "jescope/base/interner.h"

namespace jescope {

struct StringTag {};
using StringId = Id<StringTag>;

class StringTable {
 public:
  // Returns the number of `text`; none() for the empty text.
  StringId intern(std::string_view text);

  // Returns the text; empty for none().
  std::string_view text(StringId id) const {
    return id.is_none() ? std::string_view() : std::string_view(texts_[id.row()]);
  }

  size_t size() const { return texts_.size(); }

 private:
  std::deque<std::string> texts_;
  Interner index_;
};

}  // namespace jescope
