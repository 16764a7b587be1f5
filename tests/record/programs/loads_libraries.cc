// SPDX-License-Identifier: Apache-2.0
//
// loads_libraries LIBRARY: dlopen and dlclose in a loop while four threads allocate and
// throw (both walk the list of modules), then the library stays and leaks.
#include <dlfcn.h>
#include <pthread.h>

#include <array>
#include <atomic>
#include <stdexcept>

#include "kept.h"

namespace pitfall {
namespace {

std::atomic<bool> stopped = false;

}  // namespace

void* allocate_and_throw(void*) {
  while (!stopped) {
    churn(20, 100);
    try {
      throw std::runtime_error("thrown to walk the modules");
    } catch (const std::runtime_error&) {
      churn(1, 10);
    }
  }
  return nullptr;
}

void call(void* library, const char* function) {
  const auto address = reinterpret_cast<void (*)()>(dlsym(library, function));
  require(address != nullptr, function);
  address();
}

}  // namespace pitfall

int main(int, char** arguments) {
  std::array<pthread_t, 4> threads;
  for (pthread_t& thread : threads) {
    pthread_create(&thread, nullptr, pitfall::allocate_and_throw, nullptr);
  }
  for (int i = 0; i < 300; ++i) {
    void* const library = dlopen(arguments[1], RTLD_NOW | RTLD_LOCAL);
    pitfall::require(library != nullptr, arguments[1]);
    pitfall::call(library, "plugin_work");
    dlclose(library);
  }
  void* const stays = dlopen(arguments[1], RTLD_LAZY | RTLD_GLOBAL);
  pitfall::call(stays, "plugin_leak");
  pitfall::stopped = true;
  for (const pthread_t thread : threads) pthread_join(thread, nullptr);
  std::puts("300 times loaded and unloaded");
}
