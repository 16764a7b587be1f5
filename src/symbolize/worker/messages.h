// SPDX-License-Identifier: Apache-2.0
//
// What goes to a worker, a question about one module, and what comes back.
#pragma once

#include <cstddef>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// A question that owns what it points to.
struct OwnedQuery {
  Module module;
  std::vector<uint64_t> offsets;
  std::vector<uint64_t> addresses;
  NameDetail detail = NameDetail::kChains;
  uint64_t process_id = 0;
  bool are_call_sites = false;

  ModuleQuery view() const {
    return {&module, offsets, addresses, detail, process_id, are_call_sites};
  }
};

struct Answer {
  ModuleSymbols symbols;
  Diagnostics diagnostics;
};

std::string encode_query(const ModuleQuery& query);
std::string encode_answer(const Answer& answer);

// Nothing when the bytes are not an encoded message, whole. An answer must have
// as many chains as the question had `offsets`.
std::optional<OwnedQuery> decode_query(std::string_view bytes);
std::optional<Answer> decode_answer(std::string_view bytes, size_t offsets);

}  // namespace jescope
