// SPDX-License-Identifier: Apache-2.0
//
// A program whose heap is known: workload TRUTH [DUMP]. It runs the plan, writes
// its own account to TRUTH and has jemalloc write DUMP. To be run with jemalloc
// preloaded and MALLOC_CONF=prof:true,prof_accum:true,lg_prof_sample:0, so that
// every allocation is in the dump and the two must agree to the byte. Without DUMP
// the account counts bytes as they were asked, and dumps are a recorder's matter.
#include <dlfcn.h>

#include <cstdio>

#include "ledger.h"
#include "plan.h"

namespace {

using Mallctl = int (*)(const char*, void*, size_t*, void*, size_t);

bool dump_heap(const char* path) {
  const auto mallctl = reinterpret_cast<Mallctl>(dlsym(RTLD_DEFAULT, "mallctl"));
  if (mallctl == nullptr) return false;
  return mallctl("prof.dump", nullptr, nullptr, &path, sizeof path) == 0;
}

bool save_truth(const char* path, workload::Counted counted) {
  std::FILE* const out = std::fopen(path, "w");
  if (out == nullptr) return false;
  workload::write_truth(out, counted);
  return std::fclose(out) == 0;
}

}  // namespace

int main(int argument_count, char** arguments) {
  if (argument_count != 2 && argument_count != 3) {
    std::fprintf(stderr, "usage: workload TRUTH [DUMP]\n");
    return 2;
  }
  workload::run_plan();
  const bool dumps = argument_count == 3;
  if (!save_truth(arguments[1], dumps ? workload::Counted::kUsable : workload::Counted::kAsked)) {
    std::fprintf(stderr, "workload: cannot write %s\n", arguments[1]);
    return 1;
  }
  if (dumps && !dump_heap(arguments[2])) {
    std::fprintf(stderr, "workload: jemalloc with profiling is not loaded\n");
    return 1;
  }
  return 0;
}
