// SPDX-License-Identifier: Apache-2.0
#include "symbolize/worker/worker_limits.h"

#include <fcntl.h>
#include <sys/resource.h>
#include <unistd.h>

#include <algorithm>
#include <thread>

#include "symbolize/files/open_file.h"

namespace jescope {
namespace {

// Sanitizers reserve terabytes of address space that they do not use.
#if defined(__SANITIZE_ADDRESS__)
constexpr bool kIsSanitized = true;
#else
constexpr bool kIsSanitized = false;
#endif

constexpr unsigned kMostWorkers = 8;

void limit(__rlimit_resource_t resource, uint64_t most) {
  rlimit bound = {};
  if (::getrlimit(resource, &bound) != 0) return;
  bound.rlim_cur = std::min<rlim_t>(bound.rlim_max, most);
  ::setrlimit(resource, &bound);
}

void be_killed_first() {
  const FileDescriptor file(::open("/proc/self/oom_score_adj", O_WRONLY | O_CLOEXEC));
  if (file.is_open()) (void)!::write(file.number(), "1000", 4);
}

}  // namespace

void limit_worker(const WorkerLimits& limits) {
  const auto seconds = static_cast<uint64_t>(limits.time.count());
  be_killed_first();
  limit(RLIMIT_CORE, 0);
  limit(RLIMIT_CPU, seconds * std::max(1u, limits.workers));
  if (!kIsSanitized) limit(RLIMIT_DATA, limits.memory_bytes);
  ::alarm(static_cast<unsigned>(seconds));
}

WorkerLimits fit_to_machine(WorkerLimits limits) {
  const auto pages = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PHYS_PAGES)));
  const auto page_bytes = static_cast<uint64_t>(std::max(0L, ::sysconf(_SC_PAGESIZE)));
  if (pages * page_bytes != 0) {
    limits.memory_bytes = std::min(limits.memory_bytes, pages * page_bytes / 2);
  }
  if (limits.workers == 0) {
    limits.workers = std::clamp(std::thread::hardware_concurrency(), 1u, kMostWorkers);
  }
  return limits;
}

}  // namespace jescope
