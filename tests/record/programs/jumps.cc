// SPDX-License-Identifier: Apache-2.0
//
// Control that leaves functions not by their end: exceptions through frames that
// allocate, out of a failing new, in threads; longjmp over them.
#include <setjmp.h>

#include <new>
#include <stdexcept>
#include <string>
#include <thread>
#include <vector>

#include "kept.h"

namespace pitfall {

[[gnu::noinline]] void leak_while_thrown_through() {
  leak(2, 100);
}

struct Guard {
  ~Guard() { leak_while_thrown_through(); }
};

[[gnu::noinline]] void throw_from(int depth) {
  const Guard guard;
  std::vector<std::string> words(5, std::string(100, 'x'));
  if (depth == 0) throw std::runtime_error(words[0]);
  throw_from(depth - 1);
}

int thrown_and_caught() {
  int caught = 0;
  for (int i = 0; i < 100; ++i) {
    try {
      throw_from(20);
    } catch (const std::runtime_error&) {
      ++caught;
    }
  }
  return caught;
}

bool new_fails() {
  try {
    seen(::operator new(seen(~size_t{0} >> 2)));
    return false;
  } catch (const std::bad_alloc&) {
    return seen(::operator new(seen(~size_t{0} >> 2), std::nothrow)) == nullptr;
  }
}

jmp_buf back;

[[gnu::noinline]] void jump_from(int depth) {
  churn(2, 100);
  if (depth == 0) longjmp(back, 1);
  jump_from(depth - 1);
}

int jumped() {
  volatile int times = 0;
  if (setjmp(back) != 0) times = times + 1;
  if (times < 1000) jump_from(20);
  return times;
}

}  // namespace pitfall

int main() {
  int in_thread = 0;
  std::thread([&] { in_thread = pitfall::thrown_and_caught(); }).join();
  std::printf("%d %d ", pitfall::thrown_and_caught(), in_thread);
  std::printf("%d %d\n", pitfall::new_fails(), pitfall::jumped());
}
