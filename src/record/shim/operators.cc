// SPDX-License-Identifier: Apache-2.0
//
// The C++ operators new and delete. Those of libstdc++ and libc++ call malloc, and are
// counted there: their calls are passed on. An allocator that brings its own
// (jemalloc, tcmalloc, mimalloc) does not call malloc, so they are counted here.
//
//   operator new(size) ─▶ target ─▶ libstdc++'s, which calls malloc
//                               └─▶ count_new ─▶ another allocator's
//
// Most of what C++ programs allocate and free comes by here, so a call is one jump.
#include <array>
#include <cstddef>
#include <cstring>
#include <utility>

#include "record/shim/real_functions.h"
#include "record/shim/recorder.h"
#include "record/shim/symbols.h"

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

bool is_standard_library(const char* path) {
  return path != nullptr && (std::strstr(path, "libstdc++.so") != nullptr ||
                             std::strstr(path, "libc++.so") != nullptr ||
                             std::strstr(path, "libc++abi.so") != nullptr);
}

// A library that was loaded later, as a plug-in's, may be the only one that defines it.
void* find_operator(const char* name) {
  void* const next = find_next_symbol(name);
  void* const found = next == nullptr ? find_symbol(name) : next;
  if (found == nullptr) __builtin_trap();
  return found;
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

// The next definitions of those that are counted here.
constinit std::array<AnyNew, static_cast<size_t>(New::kCount)> next_new = {};
constinit std::array<AnyDelete, static_cast<size_t>(Delete::kCount)> next_delete = {};

template <size_t kind>
void* counted_new(size_t size, size_t second, const void* third) {
  return count_new(next_new[kind], size, second, third);
}

template <size_t kind>
void counted_delete(void* allocation, size_t second, const void* third) {
  const auto address = reinterpret_cast<uintptr_t>(allocation);
  if (may_be_live(address)) [[unlikely]]
    release(address);
  next_delete[kind](allocation, second, third);
}

template <size_t kind>
void* first_new(size_t size, size_t second, const void* third);
template <size_t kind>
void first_delete(void* allocation, size_t second, const void* third);

template <size_t... kinds>
constexpr auto first_news(std::index_sequence<kinds...> /*all*/) {
  return std::array<AnyNew, sizeof...(kinds)>{&first_new<kinds>...};
}
template <size_t... kinds>
constexpr auto first_deletes(std::index_sequence<kinds...> /*all*/) {
  return std::array<AnyDelete, sizeof...(kinds)>{&first_delete<kinds>...};
}

// Where calls go: at first to those that find out where they go.
constinit auto new_targets =
    first_news(std::make_index_sequence<static_cast<size_t>(New::kCount)>());
constinit auto delete_targets =
    first_deletes(std::make_index_sequence<static_cast<size_t>(Delete::kCount)>());

// Threads that come here at once find the same. The target comes last: who sees it sees
// the next definition, too.
template <typename Function>
Function settle(const char* name, Function counted, Function& next, Function& target) {
  void* const found = find_operator(name);
  next = reinterpret_cast<Function>(found);
  Function const chosen = is_standard_library(module_path_of(found)) ? next : counted;
  __atomic_store_n(&target, chosen, __ATOMIC_RELEASE);
  return chosen;
}

template <size_t kind>
void* first_new(size_t size, size_t second, const void* third) {
  return settle(kNewNames[kind], &counted_new<kind>, next_new[kind], new_targets[kind])(
      size, second, third);
}

template <size_t kind>
void first_delete(void* allocation, size_t second, const void* third) {
  settle(kDeleteNames[kind], &counted_delete<kind>, next_delete[kind], delete_targets[kind])(
      allocation, second, third);
}

inline void* make(New kind, size_t size, size_t second, const void* third) {
  return __atomic_load_n(&new_targets[static_cast<size_t>(kind)], __ATOMIC_ACQUIRE)(size, second,
                                                                                    third);
}

inline void let_go(Delete kind, void* allocation, size_t second, const void* third) {
  __atomic_load_n(&delete_targets[static_cast<size_t>(kind)], __ATOMIC_ACQUIRE)(allocation, second,
                                                                                third);
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
