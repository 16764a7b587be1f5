// SPDX-License-Identifier: Apache-2.0
//
// Whether a stopped thread may call into the allocator: not while it is inside it, as it
// may hold a lock there that the call would wait for without end.
#pragma once

#include <optional>
#include <string_view>

#include "record/attach/find_allocator.h"
#include "record/attach/thread_unwinder.h"

namespace jescope {

enum class Moment {
  kSafe,
  kInAllocator,   // one of its frames is jemalloc's
  kForks,         // in fork, during which jemalloc's locks are held
  kStarts,        // the dynamic loader has not finished
  kUnknownCode,   // which code is jemalloc's is not known, and the thread does not wait
  kUnknownStack,  // callers are missing, and the stack may hold jemalloc's
  kCritical,      // in a restartable sequence
};

// Judges by the walk; where callers are missing, by any word on the stack that might be an
// address of jemalloc's code: what is nowhere on the stack is not below it.
Moment judge_moment(const WalkedStack& stack, const ThreadImage& image, const CodeSearch& search,
                    const Allocator& allocator);

// Returns where a thread that is inside the allocator comes out of it: a return address in
// its outermost caller. Nothing: the stack does not tell.
std::optional<uint64_t> way_out(const WalkedStack& stack, const Allocator& allocator);

// True while the thread is in a restartable sequence (rseq(2)), which the kernel would
// forget to restart.
bool is_in_restartable_sequence(pid_t thread, const ByteReader& memory);

// Returns "is inside the allocator" and its like.
std::string_view moment_words(Moment moment);

}  // namespace jescope
