// SPDX-License-Identifier: Apache-2.0
//
// Writes a page of annotated source that is made up to standard output, for the
// browser test: make_code_page SHAPE
//
//   cache     two functions; what one inlines has lines of its own
//   hostile   names and code that would break out of a careless document
//   bare      a function of which no line is known
//   empty     nothing
#include <iostream>
#include <string>
#include <string_view>

#include "jescope/render/code_page.h"
#include "jescope/summarize/line_code.h"

namespace {

using namespace jescope;

constexpr int64_t kMiB = 1 << 20;

struct Listing {
  SourceList list;
  Disassembly code;
};

void add_function(Listing& listing, const std::string& name, uint32_t first_line,
                  uint64_t address) {
  ListedFunction function{name, "/src/cache.cc", "/opt/libcache.so", {kMiB, 0}, {3 * kMiB, 0}, {}};
  ListedCode code;
  code.name = code.symbol = name;
  code.module = function.module;
  code.address = address;
  code.size_bytes = 40;
  for (uint32_t i = 0; i < 8; ++i) {
    const auto row = static_cast<uint32_t>(listing.code.lines.size());
    listing.code.lines.push_back({name, function.file, first_line + i, {}, false});
    const Estimate self{i == 3 ? kMiB : 0, 0};
    const Estimate cumulative{i == 3 ? kMiB : i == 5 ? 2 * kMiB : 0, 0};
    function.lines.push_back({first_line + i, self, cumulative,
                              "  line " + std::to_string(first_line + i) + "();", false});
    if (i == 7) continue;  // the closing brace has no code
    code.instructions.push_back(
        {address + 5 * i, 5, "callq 0x1100 <malloc@plt>", self, cumulative, {row}});
  }
  function.source = function.file;
  listing.list.functions.push_back(function);
  listing.code.codes.push_back(code);
}

Listing listing_of(std::string_view shape) {
  Listing listing;
  listing.list.total = listing.list.whole = {10 * kMiB, 0};
  listing.code.total = listing.code.whole = {10 * kMiB, 0};
  if (shape == "empty") return listing;
  const std::string hostile =
      "</summary></title><script>alert(1)</script>\"'<img src=x onerror=alert(2)>";
  const bool is_hostile = shape == "hostile";
  add_function(listing, is_hostile ? hostile : "Cache::insert(Key)", 12, 0x1230);
  add_function(listing, "Cache::grow()", 40, 0x1330);
  if (is_hostile) {
    listing.list.functions[0].lines[3].text = hostile;
    listing.code.codes[0].instructions[3].text = hostile;
    listing.code.codes[1].symbol = hostile;
  }
  if (shape == "bare") {
    for (ListedFunction& function : listing.list.functions) function.lines.clear();
    for (ListedInstruction& instruction : listing.code.codes[0].instructions) {
      instruction.lines.clear();
    }
    for (ListedInstruction& instruction : listing.code.codes[1].instructions) {
      instruction.lines.clear();
    }
  }
  return listing;
}

}  // namespace

int main(int argc, char** argv) {
  if (argc != 2) {
    std::cerr << "make_code_page SHAPE\n";
    return 2;
  }
  const std::string_view shape = argv[1];
  const Listing listing = listing_of(shape);
  const bool is_hostile = shape == "hostile";
  std::cout << jescope::render_code_page(
      listing.list, listing.code,
      {is_hostile ? "</title><script>alert(3)</script>" : "x.heap: live bytes", "total 10.0 MiB",
       jescope::ByteUnit::kAuto});
}
