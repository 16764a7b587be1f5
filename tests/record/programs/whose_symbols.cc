// SPDX-License-Identifier: Apache-2.0
//
// Which module the program's names resolve to. A recorder takes malloc and its family;
// backtrace, the unwinder of exceptions and all else must stay whose they were, and
// nothing of its insides may be visible.
#include <dlfcn.h>
#include <execinfo.h>

#include <array>
#include <cstring>

#include "kept.h"

namespace pitfall {

const char* file_of(const char* symbol) {
  void* const address = dlsym(RTLD_DEFAULT, symbol);
  if (address == nullptr) return "nowhere";
  Dl_info module = {};
  if (dladdr(address, &module) == 0) return "unknown";
  const char* const slash = std::strrchr(module.dli_fname, '/');
  return slash == nullptr ? module.dli_fname : slash + 1;
}

[[gnu::noinline]] int depth_here() {
  std::array<void*, 50> frames;
  const int depth = backtrace(frames.data(), static_cast<int>(frames.size()));
  return depth;
}

[[gnu::noinline]] void leak_here() {
  leak(3, 4000);
}

}  // namespace pitfall

int main() {
  for (const char* const symbol : {"backtrace",
                                   "backtrace_symbols",
                                   "_Unwind_Backtrace",
                                   "_Unwind_RaiseException",
                                   "_Unwind_Resume",
                                   "__register_frame",
                                   "__gxx_personality_v0",
                                   "unw_backtrace",
                                   "unw_getcontext",
                                   "unw_step",
                                   "_ULx86_64_step",
                                   "_Ux86_64_getcontext",
                                   "_ULaarch64_step",
                                   "dl_iterate_phdr",
                                   "fork",
                                   "pthread_create",
                                   "sigprocmask",
                                   "dlopen",
                                   "write",
                                   "memcpy"}) {
    std::printf("%s: %s\n", symbol, pitfall::file_of(symbol));
  }
  pitfall::leak_here();
  std::printf("backtrace: %d frames\n", pitfall::depth_here());
}
