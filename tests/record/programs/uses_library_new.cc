// SPDX-License-Identifier: Apache-2.0
//
// Frees with the program's delete what the library's own new has taken.
#include <string>

#include "kept.h"

extern "C" char* library_leak();
extern "C" std::string* library_text();

int main() {
  delete[] library_leak();
  std::string* const text = library_text();
  std::printf("%zu\n", text->size());
  delete text;
}
