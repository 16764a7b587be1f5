// SPDX-License-Identifier: Apache-2.0
//
// The replaced operator new of a program or library (linked into own_new_user.cc). It
// goes by way of malloc, so a recorder of malloc sees it.
#include <new>

#include "kept.h"

void* operator new(size_t bytes) {
  void* const memory = std::malloc(bytes);
  if (memory == nullptr) throw std::bad_alloc();
  return memory;
}

void operator delete(void* memory) noexcept {
  std::free(memory);
}

void operator delete(void* memory, size_t) noexcept {
  std::free(memory);
}
