// SPDX-License-Identifier: Apache-2.0
//
// One function for each way into the allocator.
#include <cstdlib>
#include <new>

#include "calls.h"
#include "ledger.h"

namespace workload {
namespace {

constexpr std::align_val_t kAlignment{256};
constexpr size_t kFirstBytes = 100;  // before realloc

CallPath malloc_path("workload::plain_malloc;workload::run_plan;main");
CallPath calloc_path("workload::plain_calloc;workload::run_plan;main");
CallPath realloc_path("workload::plain_realloc;workload::run_plan;main");
CallPath new_path("workload::plain_new;workload::run_plan;main");
CallPath aligned_new_path("workload::aligned_new;workload::run_plan;main");
CallPath memalign_path("workload::plain_posix_memalign;workload::run_plan;main");

}  // namespace

void plain_malloc(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* const object = malloc_path.took(std::malloc(order.bytes), order.bytes);
    if (i < order.freed) malloc_path.give_back(object, order.bytes);
  }
}

void plain_calloc(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* const object = calloc_path.took(std::calloc(2, order.bytes / 2), order.bytes / 2 * 2);
    if (i < order.freed) calloc_path.give_back(object, order.bytes / 2 * 2);
  }
}

void plain_realloc(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* object = realloc_path.took(std::malloc(kFirstBytes), kFirstBytes);
    realloc_path.will_free(object, kFirstBytes);
    object = realloc_path.took(std::realloc(object, order.bytes), order.bytes);
    if (i < order.freed) realloc_path.give_back(object, order.bytes);
  }
}

void plain_new(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* const object = new_path.took(::operator new(order.bytes), order.bytes);
    if (i >= order.freed) continue;
    new_path.will_free(object, order.bytes);
    ::operator delete(object);
  }
}

void aligned_new(Order order) {
  // libstdc++ asks the C library for whole alignments.
  constexpr auto kWhole = static_cast<size_t>(kAlignment);
  const size_t whole_bytes = (order.bytes + kWhole - 1) / kWhole * kWhole;
  for (int i = 0; i < order.objects; ++i) {
    void* const object =
        aligned_new_path.took(::operator new(order.bytes, kAlignment), whole_bytes);
    if (i >= order.freed) continue;
    aligned_new_path.will_free(object, whole_bytes);
    ::operator delete(object, kAlignment);
  }
}

void plain_posix_memalign(Order order) {
  for (int i = 0; i < order.objects; ++i) {
    void* object = nullptr;
    if (posix_memalign(&object, 1024, order.bytes) != 0) std::abort();
    memalign_path.took(object, order.bytes);
    if (i < order.freed) memalign_path.give_back(object, order.bytes);
  }
}

}  // namespace workload
