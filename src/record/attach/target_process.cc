// SPDX-License-Identifier: Apache-2.0
#include "record/attach/target_process.h"

#include <fmt/format.h>

#include <algorithm>
#include <cerrno>

#include "record/attach/process_files.h"

namespace jescope {

Result<std::unique_ptr<TargetProcess>> TargetProcess::open(pid_t process) {
  Result<ProcessStatus> status = find_process(process);
  if (!status.ok()) return std::move(status).error();
  std::unique_ptr<TargetProcess> target(new TargetProcess());
  target->status_ = *std::move(status);
  target->memory_ = open_process_memory(target->living_thread());
  if (target->memory_ == nullptr) return no_rights(process, target->status_);
  target->look_again();
  if (target->areas_.empty()) return no_rights(process, target->status_);
  return target;
}

void TargetProcess::look_again() {
  unwinder_.reset();
  areas_ = parse_process_maps(read_process_file(living_thread(), "maps"));
  unwinder_ = std::make_unique<ThreadUnwinder>(areas_, *memory_);
}

std::vector<ThreadLook> look_at_threads(pid_t process) {
  std::vector<ThreadLook> threads;
  for (const pid_t id : list_thread_ids(process)) {
    const std::string folder = fmt::format("task/{}/", id);
    const ProcessStatus status =
        parse_process_status(read_process_file(process, folder + "status"));
    const std::string call = read_process_file(process, folder + "syscall");
    threads.push_back({id, status.name, status.state, !call.empty() && call != "running\n"});
  }
  const auto waits = [](const ThreadLook& thread) { return thread.waits; };
  std::stable_partition(threads.begin(), threads.end(), waits);
  return threads;
}

}  // namespace jescope
