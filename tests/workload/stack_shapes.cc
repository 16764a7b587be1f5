// SPDX-License-Identifier: Apache-2.0
//
// One function for each shape of a stack: what the linker cannot see, what the
// compiler folds away, what repeats, what crosses modules and threads.
#include <cstdlib>
#include <vector>

#include "calls.h"
#include "ledger.h"
#include "shared_library.h"

namespace workload {

// Allocates in a function the symbol table knows only as a local one.
static CallPath local_path(
    "workload::file_local;workload::call_file_local;workload::run_plan;main");

[[gnu::noinline]] static void file_local(Order order) {
  for (int i = 0; i < order.objects; ++i) local_path.took(std::malloc(order.bytes), order.bytes);
}

void call_file_local(Order order) {
  file_local(order);
}

// Two instances of one template are two functions.
struct Padded {
  char bytes[48];
};

static CallPath long_path(
    "workload::allocate_as<long>;workload::call_template;workload::run_plan;main");
static CallPath padded_path(
    "workload::allocate_as<workload::Padded>;workload::call_template;workload::run_plan;main");

template <typename Element>
[[gnu::noinline]] void allocate_as(CallPath& path, Order order) {
  for (int i = 0; i < order.objects; ++i) {
    path.took(std::malloc(order.bytes * sizeof(Element)), order.bytes * sizeof(Element));
  }
}

void call_template(Order order) {
  allocate_as<long>(long_path, order);
  allocate_as<Padded>(padded_path, order);
}

// Only the debug information knows these two were functions.
static CallPath inlined_path(
    "workload::inlined_leaf;workload::inlined_middle;workload::call_inlined;"
    "workload::run_plan;main");

[[gnu::always_inline]] inline void inlined_leaf(size_t bytes) {
  inlined_path.took(std::malloc(bytes), bytes);
}
[[gnu::always_inline]] inline void inlined_middle(Order order) {
  for (int i = 0; i < order.objects; ++i) inlined_leaf(order.bytes);
}

void call_inlined(Order order) {
  inlined_middle(order);
}

static CallPath lambda_path("operator();workload::call_lambda;workload::run_plan;main");

void call_lambda(Order order) {
  const auto allocate = [](size_t bytes) { lambda_path.took(std::malloc(bytes), bytes); };
  for (int i = 0; i < order.objects; ++i) allocate(order.bytes);
}

static CallPath constructor_path(
    "workload::Buffer::Buffer;workload::call_constructor;workload::run_plan;main");

class Buffer {
 public:
  explicit Buffer(size_t bytes);

 private:
  void* start_;
};

[[gnu::noinline]] Buffer::Buffer(size_t bytes)
    : start_(constructor_path.took(std::malloc(bytes), bytes)) {}

void call_constructor(Order order) {
  for (int i = 0; i < order.objects; ++i) Buffer buffer(order.bytes);
}

static CallPath library_path(
    "workload::allocate_in_library;workload::call_library;workload::run_plan;main");
static CallPath back_path(
    "workload::called_back;workload::call_back;workload::call_library;workload::run_plan;main");

static void* called_back(size_t bytes) {
  return back_path.took(std::malloc(bytes), bytes);
}

void call_library(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    library_path.took(allocate_in_library(order.bytes), order.bytes);
    call_back(called_back, order.bytes);
  }
}

// The standard library's own frames stand between the allocator and us.
static CallPath vector_path("workload::fill_vector;workload::run_plan;main");

void fill_vector(size_t bytes) {
  std::vector<char> kept;
  kept.reserve(bytes);
  vector_path.took(kept.data(), bytes);
  vector_path.will_free(kept.data(), bytes);
}

// Allocates in the innermost of `depth` + 1 calls of one function.
static CallPath recursion_path(
    "workload::recurse;workload::recurse;workload::recurse;workload::recurse;"
    "workload::run_plan;main");

[[gnu::noinline]] void recurse(int depth, Order order) {
  if (depth > 0) {
    recurse(depth - 1, order);
    return;
  }
  for (int i = 0; i < order.objects; ++i)
    recursion_path.took(std::malloc(order.bytes), order.bytes);
}

}  // namespace workload
