// SPDX-License-Identifier: Apache-2.0
//
// The C++ operators new and delete. Those of libstdc++ and libc++ call malloc, and are
// counted there: their calls are passed on. An allocator that brings its own
// (jemalloc, tcmalloc, mimalloc) does not call malloc, so they are counted here.
//
//   operator new(size) ─▶ next definition ─▶ malloc? not counted again, else counted
#include <atomic>
#include <cstddef>
#include <cstring>

#include "record/shim/modules.h"
#include "record/shim/real_functions.h"
#include "record/shim/recorder.h"

namespace jescope::shim {
namespace {

constexpr uint64_t kSetAside = uint64_t{1} << 61;

// Names as the Itanium C++ ABI mangles them: _Znw is new, _Zna is new[], m is size_t.
enum class New {
  kPlain,
  kArray,
  kNothrow,
  kArrayNothrow,
  kAligned,
  kArrayAligned,
  kAlignedNothrow,
  kArrayAlignedNothrow,
  kCount
};
enum class Delete {
  kPlain,
  kArray,
  kSized,
  kArraySized,
  kNothrow,
  kArrayNothrow,
  kAligned,
  kArrayAligned,
  kSizedAligned,
  kArraySizedAligned,
  kAlignedNothrow,
  kArrayAlignedNothrow,
  kCount
};

constexpr const char* kNewNames[] = {"_Znwm",
                                     "_Znam",
                                     "_ZnwmRKSt9nothrow_t",
                                     "_ZnamRKSt9nothrow_t",
                                     "_ZnwmSt11align_val_t",
                                     "_ZnamSt11align_val_t",
                                     "_ZnwmSt11align_val_tRKSt9nothrow_t",
                                     "_ZnamSt11align_val_tRKSt9nothrow_t"};
constexpr const char* kDeleteNames[] = {"_ZdlPv",
                                        "_ZdaPv",
                                        "_ZdlPvm",
                                        "_ZdaPvm",
                                        "_ZdlPvRKSt9nothrow_t",
                                        "_ZdaPvRKSt9nothrow_t",
                                        "_ZdlPvSt11align_val_t",
                                        "_ZdaPvSt11align_val_t",
                                        "_ZdlPvmSt11align_val_t",
                                        "_ZdaPvmSt11align_val_t",
                                        "_ZdlPvSt11align_val_tRKSt9nothrow_t",
                                        "_ZdaPvSt11align_val_tRKSt9nothrow_t"};

// Arguments after the first are registers that are passed on as they came.
using AnyNew = void* (*)(size_t, size_t, const void*);
using AnyDelete = void (*)(void*, size_t, const void*);

struct Operators {
  AnyNew make[static_cast<size_t>(New::kCount)];
  AnyDelete release[static_cast<size_t>(Delete::kCount)];
  std::atomic<int> call_malloc;  // 0: not known yet, 1: they do, 2: not
};
constinit Operators operators = {};

bool is_standard_library(const char* path) {
  return path != nullptr && (std::strstr(path, "libstdc++.so") != nullptr ||
                             std::strstr(path, "libc++.so") != nullptr ||
                             std::strstr(path, "libc++abi.so") != nullptr);
}

bool call_malloc(const void* next) {
  int known = operators.call_malloc;
  if (known == 0) {
    known = is_standard_library(module_path_of(next)) ? 1 : 2;
    operators.call_malloc = known;
  }
  return known == 1;
}

// A library that was loaded later, as a plug-in's, may be the only one that defines it.
void* find_operator(const char* name) {
  void* const next = find_next_symbol(name);
  void* const found = next == nullptr ? find_symbol(name) : next;
  if (found == nullptr) __builtin_trap();
  return found;
}

AnyNew next_new(New kind) {
  AnyNew& place = operators.make[static_cast<size_t>(kind)];
  if (place == nullptr) [[unlikely]] {
    place = reinterpret_cast<AnyNew>(find_operator(kNewNames[static_cast<size_t>(kind)]));
  }
  return place;
}

AnyDelete next_delete(Delete kind) {
  AnyDelete& place = operators.release[static_cast<size_t>(kind)];
  if (place == nullptr) [[unlikely]] {
    place = reinterpret_cast<AnyDelete>(find_operator(kDeleteNames[static_cast<size_t>(kind)]));
  }
  return place;
}

// While the next operator runs, the countdown is far from its end: should it call malloc
// after all, that is not counted. Where it throws, the countdown stays so until
// the thread's next call.
void* count_new(AnyNew next, size_t size, size_t second, const void* third) {
  const uint64_t before = thread_state.bytes_to_sample;
  if (before > kSetAside) return next(size, second, third);  // nothing is recorded
  if (before < kSetAside / 2) thread_state.set_aside = before;
  thread_state.bytes_to_sample = kSetAside;
  void* const made = next(size, second, third);
  thread_state.bytes_to_sample = thread_state.set_aside;
  return passes(size) ? made : count(made, size);
}

inline void* make(New kind, size_t size, size_t second, const void* third) {
  const AnyNew next = next_new(kind);
  if (call_malloc(reinterpret_cast<const void*>(next))) [[likely]] {
    return next(size, second, third);
  }
  return count_new(next, size, second, third);
}

inline void let_go(Delete kind, void* allocation, size_t second, const void* third) {
  const auto address = reinterpret_cast<uintptr_t>(allocation);
  if (may_be_live(address)) [[unlikely]]
    jescope::shim::release(address);
  next_delete(kind)(allocation, second, third);
}

}  // namespace
}  // namespace jescope::shim

using jescope::shim::Delete;
using jescope::shim::let_go;
using jescope::shim::make;
using jescope::shim::New;

extern "C" {
#pragma GCC visibility push(default)
// NOLINTBEGIN(bugprone-reserved-identifier,readability-identifier-naming): these are the names the
// ABI gives them.

void* _Znwm(size_t size) {
  return make(New::kPlain, size, 0, nullptr);
}
void* _Znam(size_t size) {
  return make(New::kArray, size, 0, nullptr);
}
void* _ZnwmRKSt9nothrow_t(size_t size, size_t tag) {
  return make(New::kNothrow, size, tag, nullptr);
}
void* _ZnamRKSt9nothrow_t(size_t size, size_t tag) {
  return make(New::kArrayNothrow, size, tag, nullptr);
}
void* _ZnwmSt11align_val_t(size_t size, size_t alignment) {
  return make(New::kAligned, size, alignment, nullptr);
}
void* _ZnamSt11align_val_t(size_t size, size_t alignment) {
  return make(New::kArrayAligned, size, alignment, nullptr);
}
void* _ZnwmSt11align_val_tRKSt9nothrow_t(size_t size, size_t alignment, const void* tag) {
  return make(New::kAlignedNothrow, size, alignment, tag);
}
void* _ZnamSt11align_val_tRKSt9nothrow_t(size_t size, size_t alignment, const void* tag) {
  return make(New::kArrayAlignedNothrow, size, alignment, tag);
}

void _ZdlPv(void* allocation) {
  let_go(Delete::kPlain, allocation, 0, nullptr);
}
void _ZdaPv(void* allocation) {
  let_go(Delete::kArray, allocation, 0, nullptr);
}
void _ZdlPvm(void* allocation, size_t size) {
  let_go(Delete::kSized, allocation, size, nullptr);
}
void _ZdaPvm(void* allocation, size_t size) {
  let_go(Delete::kArraySized, allocation, size, nullptr);
}
void _ZdlPvRKSt9nothrow_t(void* allocation, size_t tag) {
  let_go(Delete::kNothrow, allocation, tag, nullptr);
}
void _ZdaPvRKSt9nothrow_t(void* allocation, size_t tag) {
  let_go(Delete::kArrayNothrow, allocation, tag, nullptr);
}
void _ZdlPvSt11align_val_t(void* allocation, size_t alignment) {
  let_go(Delete::kAligned, allocation, alignment, nullptr);
}
void _ZdaPvSt11align_val_t(void* allocation, size_t alignment) {
  let_go(Delete::kArrayAligned, allocation, alignment, nullptr);
}
void _ZdlPvmSt11align_val_t(void* allocation, size_t size, const void* alignment) {
  let_go(Delete::kSizedAligned, allocation, size, alignment);
}
void _ZdaPvmSt11align_val_t(void* allocation, size_t size, const void* alignment) {
  let_go(Delete::kArraySizedAligned, allocation, size, alignment);
}
void _ZdlPvSt11align_val_tRKSt9nothrow_t(void* allocation, size_t alignment, const void* tag) {
  let_go(Delete::kAlignedNothrow, allocation, alignment, tag);
}
void _ZdaPvSt11align_val_tRKSt9nothrow_t(void* allocation, size_t alignment, const void* tag) {
  let_go(Delete::kArrayAlignedNothrow, allocation, alignment, tag);
}

// NOLINTEND(bugprone-reserved-identifier,readability-identifier-naming)
#pragma GCC visibility pop
}
