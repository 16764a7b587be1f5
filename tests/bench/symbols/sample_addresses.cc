// SPDX-License-Identifier: Apache-2.0
//
// sample_addresses FILE COUNT: link addresses drawn evenly from the file's
// largest code section, always the same ones: a profile's worst case.
//
// sample_addresses --dump DUMP MODULE: those a heap dump has in the module
// whose path contains MODULE: a profile's real case.
//
// Prints them in ascending order, distinct, one a line, in hexadecimal.
#include <cstdio>
#include <cstdlib>
#include <random>
#include <set>
#include <string_view>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "tests/bench/symbols/code_layout.h"

namespace jescope::testing {
namespace {

constexpr uint64_t kSeed = 20240229;

using Addresses = std::set<uint64_t>;

Addresses drawn_from(const std::string& path, size_t count) {
  const std::optional<CodeLayout> layout = read_code_layout(path);
  if (!layout || layout->text.length_bytes == 0) return {};
  std::mt19937_64 random(kSeed);
  Addresses addresses;
  const size_t most = std::min<size_t>(count, layout->text.length_bytes);
  while (addresses.size() < most) {
    addresses.insert(layout->text.address + random() % layout->text.length_bytes);
  }
  return addresses;
}

Addresses of_dump(const std::string& path, std::string_view module) {
  Diagnostics diagnostics;
  const Result<Dump> dump = read_dump_file(path, diagnostics);
  if (!dump) return {};
  const AddressProfile profile = normalize(*dump, {});
  Addresses addresses;
  for (const Location& location : profile.locations) {
    const std::string& file = profile.modules[location.module.row()].path;
    if (file.find(module) != std::string::npos) addresses.insert(location.link_address);
  }
  return addresses;
}

int print(const Addresses& addresses) {
  for (const uint64_t address : addresses) {
    std::printf("0x%llx\n", static_cast<unsigned long long>(address));
  }
  return addresses.empty() ? 1 : 0;
}

}  // namespace
}  // namespace jescope::testing

int main(int argc, char** argv) {
  using namespace jescope::testing;
  if (argc == 4 && std::string_view(argv[1]) == "--dump") return print(of_dump(argv[2], argv[3]));
  if (argc == 3) return print(drawn_from(argv[1], std::strtoul(argv[2], nullptr, 10)));
  std::fputs("usage: sample_addresses FILE COUNT | --dump DUMP MODULE\n", stderr);
  return 2;
}
