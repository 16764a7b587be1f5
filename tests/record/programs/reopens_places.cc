// SPDX-License-Identifier: Apache-2.0
//
// reopens_places FIRST SECOND: two libraries, alike but for the size of a frame, are opened
// and closed in turn, so that one lies where the other lay: what is remembered of the
// frame of one is wrong for the other. Each allocates and forgets.
#include <dlfcn.h>

#include <cstdint>

#include "kept.h"

using Allocate = void (*)();

[[gnu::noinline]] void* open_library(const char* path) {
  void* const library = dlopen(path, RTLD_NOW | RTLD_LOCAL);
  pitfall::require(library != nullptr, path);
  return library;
}

[[gnu::noinline]] uintptr_t call_library(void* library) {
  const auto allocate = reinterpret_cast<Allocate>(dlsym(library, "frame_allocate"));
  pitfall::require(allocate != nullptr, "frame_allocate");
  allocate();
  return reinterpret_cast<uintptr_t>(allocate);
}

int main(int, char** arguments) {
  uintptr_t before = 0;
  int same_places = 0;
  for (int i = 0; i < 100; ++i) {
    void* const library = open_library(arguments[1 + i % 2]);
    const uintptr_t place = call_library(library);
    same_places += place == before ? 1 : 0;
    before = place;
    dlclose(library);
  }
  pitfall::require(same_places > 50, "libraries in each other's places");
  std::puts("100 times opened and closed");
}
