// SPDX-License-Identifier: Apache-2.0
//
// A library that allocates as it is loaded and unloaded, has thread-local storage of
// the dynamic model, and leaks when it is asked to.
#include <string>
#include <vector>

#include "kept.h"

namespace {

std::vector<std::string> words(100, std::string(40, 'x'));
thread_local std::vector<int> of_thread;

[[gnu::constructor]] void as_loaded() {
  pitfall::churn(20, 500);
}

[[gnu::destructor]] void as_unloaded() {
  pitfall::churn(20, 500);
}

}  // namespace

extern "C" {

void plugin_work() {
  of_thread.push_back(1);
  pitfall::churn(20, 90);
}

[[gnu::noinline]] void plugin_leak() {
  pitfall::leak(50, 1000);
}
}
