// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a size and as the text a cursor walks over.
#include <cstdint>

#include "jescope/base/text_cursor.h"
#include "jescope/base/units.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

void walk(std::string_view text) {
  TextCursor cursor(text);
  while (!cursor.at_end()) {
    const size_t before = cursor.rest().size();
    cursor.skip_blanks();
    cursor.consume("0x");
    cursor.hex();
    cursor.consume('-');
    cursor.decimal();
    cursor.word();
    require(cursor.rest().size() < before);
  }
}

void run(std::string_view text) {
  const std::optional<int64_t> bytes = parse_bytes(text);
  if (bytes) {
    require(*bytes >= 0);
    require(parse_bytes(std::to_string(*bytes)) == bytes || *bytes > int64_t{1} << 53);
    format_bytes(*bytes);
    format_count(-*bytes);
  }
  walk(text);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
