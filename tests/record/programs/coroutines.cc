// SPDX-License-Identifier: Apache-2.0
//
// Stacks that were not begun by a call: makecontext's, and hand-made ones as fiber
// libraries have them. A hand-made stack ends where no page is, and what stands where an
// unwinder looks for the caller is one of several kinds of garbage:
//
//   lowest page                                        top of the mapping
//   ├── … frames of allocate_on_fiber … ──┤ return address │ (not mapped)
//                                          garbage here
#include <sys/mman.h>
#include <ucontext.h>

#include <array>
#include <cstdint>
#include <cstring>

#include "kept.h"

namespace pitfall {

constexpr size_t kStackBytes = 64 * 1024;

[[gnu::noinline]] void leak_on_context() {
  leak(10, 2000);
}

[[gnu::noinline]] void leak_on_fiber() {
  leak(10, 2500);
}

// A stack above and below which nothing is mapped.
char* make_stack() {
  void* const memory =
      mmap(nullptr, kStackBytes + 2 * 4096, PROT_NONE, MAP_PRIVATE | MAP_ANONYMOUS, -1, 0);
  require(memory != MAP_FAILED, "memory");
  char* const lowest = static_cast<char*>(memory) + 4096;
  require(mprotect(lowest, kStackBytes, PROT_READ | PROT_WRITE) == 0, "a stack");
  return lowest;
}

ucontext_t main_context;
ucontext_t other_context;

void context_main() {
  for (int i = 0; i < 5; ++i) {
    leak_on_context();
    swapcontext(&other_context, &main_context);
  }
}

void run_contexts() {
  getcontext(&other_context);
  other_context.uc_stack.ss_sp = make_stack();
  other_context.uc_stack.ss_size = kStackBytes;
  other_context.uc_link = &main_context;
  makecontext(&other_context, context_main, 0);
  for (int i = 0; i < 5; ++i) swapcontext(&main_context, &other_context);
}

#ifdef __x86_64__

extern "C" void switch_stack(void** from, void* to);

// Without unwind information, as such code usually is.
asm(R"(
  .text
  .type switch_stack, @function
switch_stack:
  pushq %rbp
  pushq %rbx
  pushq %r12
  pushq %r13
  pushq %r14
  pushq %r15
  movq %rsp, (%rdi)
  movq %rsi, %rsp
  popq %r15
  popq %r14
  popq %r13
  popq %r12
  popq %rbx
  popq %rbp
  ret
  .size switch_stack, . - switch_stack
)");

void* main_stack = nullptr;
void* fiber_stack = nullptr;

[[noreturn]] void allocate_on_fiber() {
  leak_on_fiber();
  switch_stack(&fiber_stack, main_stack);
  std::abort();
}

[[gnu::noinline]] int wide_function(int seed) {
  volatile char wide[3000];
  std::memset(const_cast<char*>(wide), seed, sizeof wide);
  return wide[seed];
}

// A fiber whose caller is `return_address` and whose frame pointer is `frame_pointer`.
void run_fiber(uintptr_t return_address, uintptr_t frame_pointer) {
  auto* const top = reinterpret_cast<uintptr_t*>(make_stack() + kStackBytes);
  top[-1] = return_address;
  top[-2] = reinterpret_cast<uintptr_t>(allocate_on_fiber);
  top[-3] = frame_pointer;
  for (int saved = 4; saved <= 8; ++saved) top[-saved] = 0x1111111111111111;
  switch_stack(&main_stack, top - 8);
}

void run_fibers() {
  static std::array<uintptr_t, 2> in_circle;
  in_circle = {reinterpret_cast<uintptr_t>(in_circle.data()),
               reinterpret_cast<uintptr_t>(leak_on_fiber)};
  const auto own_code = reinterpret_cast<uintptr_t>(run_fibers) + 40;
  const auto wide_code = reinterpret_cast<uintptr_t>(wide_function) + 40;
  const auto some_data = reinterpret_cast<uintptr_t>(&main_stack);
  for (const uintptr_t address :
       {uintptr_t{0}, uintptr_t{1}, uintptr_t{0x5a5a5a5a5a5a5a5a}, uintptr_t{0x7ffff0000000},
        ~uintptr_t{0}, own_code, wide_code, some_data}) {
    run_fiber(address, 0);
    run_fiber(address, 0x5a5a5a5a5a5a5a5a);
    run_fiber(address, in_circle[0]);
    run_fiber(address, some_data | 1);
  }
}

#else

void run_fibers() {
  leak_on_fiber();
}

#endif

}  // namespace pitfall

int main() {
  pitfall::run_contexts();
  pitfall::run_fibers();
  std::printf("%d\n", pitfall::wide_function(7));
}
