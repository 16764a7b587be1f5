// SPDX-License-Identifier: Apache-2.0
//
// A library linked with -Bsymbolic, whose own operator new (own_new.cc) no preloaded
// one replaces. Its memory crosses over: the program frees it by its own delete.
#include <string>

#include "kept.h"

extern "C" {

[[gnu::noinline]] char* library_leak() {
  for (int i = 0; i < 20; ++i) pitfall::seen(new char[900]);
  return new char[100];
}

std::string* library_text() {
  return new std::string(200, 'y');
}
}
