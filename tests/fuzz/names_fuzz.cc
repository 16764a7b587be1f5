// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as the name of a function: readable form, allocator or not, and
// escaping for each kind of document.
#include <algorithm>
#include <cstdint>
#include <string>

#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/symbolize/demangle.h"
#include "render/escape.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

constexpr size_t kMostReadableBytes = size_t{1} << 16;

void require_printable(std::string_view text) {
  while (!text.empty()) {
    const CodePoint next = decode_utf8(text);
    const bool broken = next.value == kReplacementCharacter && next.byte_count == 1;
    require(!broken && next.value >= ' ');
    text.remove_prefix(next.byte_count);
  }
}

void run(const std::string& name) {
  const std::string readable = demangle(name);
  require(readable.size() <= std::max(name.size(), kMostReadableBytes));
  is_allocator_function(readable);
  is_allocator_function(name);
  is_allocator_module(name);
  require_printable(printable_text(readable));
  require(printable_text(printable_text(readable)) == printable_text(readable));
  require(xml_escape(readable).find_first_of("<>\"'") == std::string::npos);
  require(json_string_escape(name).find_first_of("<>&\n") == std::string::npos);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run(std::string(reinterpret_cast<const char*>(bytes), length));
  return 0;
}
