// SPDX-License-Identifier: Apache-2.0
//
// Leaks 40 times 700 bytes by new and uses containers, under whatever operator new and
// whatever malloc the test puts below it.
#include <map>
#include <memory>
#include <string>
#include <vector>

#include "kept.h"

namespace pitfall {

[[gnu::noinline]] void leak_by_new() {
  for (int i = 0; i < 40; ++i) seen(new char[700]);
}

[[gnu::noinline]] void leak_by_malloc() {
  leak(30, 500);
}

[[gnu::noinline]] size_t use_containers() {
  std::map<int, std::string> names;
  for (int i = 0; i < 2000; ++i) names[i] = std::string(50, 'x');
  for (int i = 0; i < 2000; i += 2) names.erase(i);
  return names.size();
}

}  // namespace pitfall

int main() {
  pitfall::leak_by_new();
  pitfall::leak_by_malloc();
  std::printf("%zu\n", pitfall::use_containers());
}
