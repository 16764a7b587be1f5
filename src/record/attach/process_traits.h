// SPDX-License-Identifier: Apache-2.0
//
// What kind of process it is, and why it cannot be worked with, in words.
#pragma once

#include <sys/types.h>

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "jescope/base/result.h"
#include "record/attach/process_maps.h"

namespace jescope {

// Of /proc/TID/status.
struct ProcessStatus {
  std::string name;
  char state = '?';
  pid_t thread = 0;         // Pid: of which it tells
  pid_t process = 0;        // Tgid: the process of which it is a thread
  pid_t inner_process = 0;  // the last of NStgid: the process's number in its own namespace
  pid_t tracer = 0;         // TracerPid; 0: nobody traces it
  uint32_t user = 0;        // the real user's number
  int seccomp = 0;          // 0: none, 1: strict, 2: a filter
  bool is_kernels = false;  // Kthread
  uint64_t pending = 0;     // SigPnd: the signals that wait to reach the thread, as below
  uint64_t ignored = 0;     // SigIgn: the signals it ignores, a bit each, SIGHUP the lowest
};

ProcessStatus parse_process_status(std::string_view text);

// Returns the status of a thread; nothing: it has ended.
std::optional<ProcessStatus> find_living_thread(pid_t thread);

// What decides whether we may trace a process.
struct TracingRights {
  uint32_t own_user = 0;
  uint32_t user = 0;           // the process's
  bool may_trace_all = false;  // CAP_SYS_PTRACE
  int scope = 0;               // of Yama, /proc/sys/kernel/yama/ptrace_scope; 0: no Yama
};

// Returns "process 1234", with which errors begin.
std::string where_of(pid_t process);

// Returns the error of a process that we must not trace, with what would allow it.
Error no_rights(pid_t process, const TracingRights& rights);

// The same for this user and process.
Error no_rights(pid_t process, const ProcessStatus& status);

// Returns the status of a process that can be stopped: it runs, is of this kind of
// processor, and nobody else traces it. Where its first thread has ended, of which /proc
// tells nothing more, the status of the first that lives.
Result<ProcessStatus> find_process(pid_t process);

// Returns the name of the allocator that a process has instead of jemalloc, told by
// its modules: "tcmalloc", "mimalloc", "musl", "glibc"; empty: unknown.
std::string other_allocator(const std::vector<MappedArea>& areas);

}  // namespace jescope
