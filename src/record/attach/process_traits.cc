// SPDX-License-Identifier: Apache-2.0
//
//   Name:       redis-server
//   State:      S (sleeping)
//   Tgid:       1234
//   Pid:        1234
//   TracerPid:  0
//   Uid:        33 33 33 33
//   NStgid:     1234 7
//   SigPnd:     0000000000000010
//   Seccomp:    2
#include "record/attach/process_traits.h"

#include <elf.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <charconv>
#include <cstring>
#include <utility>

#include "record/attach/byte_reader.h"
#include "record/attach/process_files.h"
#include "record/attach/registers.h"

namespace jescope {
namespace {

// Returns what stands behind "key:" in a text of such lines; empty: nothing.
std::string_view value_of(std::string_view text, std::string_view key) {
  while (!text.empty()) {
    const std::string_view line = text.substr(0, text.find('\n'));
    text.remove_prefix(std::min(line.size() + 1, text.size()));
    if (!line.starts_with(key) || line.substr(key.size(), 1) != ":") continue;
    const std::string_view value = line.substr(key.size() + 1);
    return value.substr(std::min(value.find_first_not_of(" \t"), value.size()));
  }
  return {};
}

template <typename Number>
Number number_of(std::string_view text, int base = 10) {
  Number number = 0;
  std::from_chars(text.data(), text.data() + text.size(), number, base);
  return number;
}

std::string_view last_word(std::string_view text) {
  return text.substr(text.find_last_of(" \t") + 1);
}

Error unfit(pid_t process, std::string_view got, std::string hint = {}) {
  return {ErrorCode::kUnreadable, where_of(process),
          fmt::format("expected a running program, got {}", got), std::move(hint)};
}

// The first bytes of the program's file, which tell its processor.
Result<Done> check_machine(pid_t process, const ProcessStatus& status) {
  const std::string header = read_process_file(status.thread, "exe", sizeof(Elf64_Ehdr));
  if (header.size() < 20 || !header.starts_with(ELFMAG)) return Done();
  uint16_t machine = 0;
  std::memcpy(&machine, header.data() + offsetof(Elf64_Ehdr, e_machine), sizeof machine);
  if (header[EI_CLASS] == ELFCLASS32) {
    return unfit(process, "a 32-bit one, which jescope cannot stop safely");
  }
  if (machine == own_machine()) return Done();
  return unfit(process, fmt::format("one of another processor (ELF machine {})", machine),
               "use the jescope built for it");
}

bool has_ended(const ProcessStatus& status) {
  return status.state == 'Z' || status.state == 'X';
}

ProcessStatus status_of(pid_t thread) {
  return parse_process_status(read_process_file(thread, "status"));
}

// Returns the status of the first of a process's threads that live; nothing: none does.
std::optional<ProcessStatus> find_first_living_thread(pid_t process) {
  for (const pid_t thread : list_thread_ids(process)) {
    std::optional<ProcessStatus> status = find_living_thread(thread);
    if (status && status->process == process) return status;
  }
  return std::nullopt;
}

Result<Done> check_state(pid_t process, const ProcessStatus& status) {
  if (has_ended(status)) {
    return unfit(process, "one that has ended and is not yet reaped (a zombie)");
  }
  const bool has_program = !read_process_link(status.thread, "exe").empty() ||
                           !read_process_file(status.thread, "cmdline").empty();
  if (status.is_kernels || !has_program) return unfit(process, "a thread of the kernel");
  if (status.tracer != 0) {
    const ProcessStatus tracer = status_of(status.tracer);
    return unfit(process,
                 fmt::format("one that process {} ({}) traces already", status.tracer, tracer.name),
                 "end that debugger or tracer first");
  }
  if (status.state == 'T' || status.state == 't') {
    return unfit(process, "one that is stopped", fmt::format("kill -CONT {}", process));
  }
  if (status.seccomp == 1) {
    return unfit(process, "one in seccomp's strict mode, which may open no file");
  }
  return Done();
}

bool has_capability(unsigned bit) {
  const std::string text = read_kernel_file("/proc/self/status");
  return (number_of<uint64_t>(value_of(text, "CapEff"), 16) >> bit & 1) != 0;
}

int yama_scope() {
  const std::string text = read_kernel_file("/proc/sys/kernel/yama/ptrace_scope");
  return number_of<int>(text);
}

}  // namespace

ProcessStatus parse_process_status(std::string_view text) {
  ProcessStatus status;
  status.name = value_of(text, "Name");
  const std::string_view state = value_of(text, "State");
  if (!state.empty()) status.state = state.front();
  status.thread = number_of<pid_t>(value_of(text, "Pid"));
  status.process = number_of<pid_t>(value_of(text, "Tgid"));
  status.inner_process = number_of<pid_t>(last_word(value_of(text, "NStgid")));
  if (status.inner_process == 0) status.inner_process = status.process;
  status.tracer = number_of<pid_t>(value_of(text, "TracerPid"));
  status.user = number_of<uint32_t>(value_of(text, "Uid"));
  status.seccomp = number_of<int>(value_of(text, "Seccomp"));
  status.pending = number_of<uint64_t>(value_of(text, "SigPnd"), 16);
  status.ignored = number_of<uint64_t>(value_of(text, "SigIgn"), 16);
  status.is_kernels = value_of(text, "Kthread") == "1";
  return status;
}

std::optional<ProcessStatus> find_living_thread(pid_t thread) {
  ProcessStatus status = status_of(thread);
  if (status.process == 0 || has_ended(status)) return std::nullopt;
  return status;
}

std::string where_of(pid_t process) {
  return fmt::format("process {}", process);
}

Error no_rights(pid_t process, const TracingRights& rights) {
  constexpr std::string_view kPod =
      "in a pod: securityContext.capabilities.add: [SYS_PTRACE], and from a container beside it "
      "shareProcessNamespace: true";
  Error error{ErrorCode::kUnreadable, where_of(process), {}, {}};
  const auto say = [&](std::string got, std::string hint) {
    error.message = "expected the right to trace it, got none: " + std::move(got);
    error.hint = std::move(hint);
    return error;
  };
  if (rights.scope == 3) {
    return say("kernel.yama.ptrace_scope is 3, which forbids tracing to all until the next boot",
               "record from the program's start: jescope record -- CMD");
  }
  if (rights.may_trace_all) {
    return say(
        "a security module, or a container around it with more rights than this one, "
        "forbids it",
        "run jescope inside its container, or on the node as root");
  }
  if (rights.own_user != rights.user) {
    return say(fmt::format("it is of user {}, and this is user {} without CAP_SYS_PTRACE",
                           rights.user, rights.own_user),
               fmt::format("sudo jescope dump {}; {}", process, kPod));
  }
  if (rights.scope > 0) {
    return say(
        fmt::format("kernel.yama.ptrace_scope is {}, which wants CAP_SYS_PTRACE", rights.scope),
        fmt::format("sudo jescope dump {}; {}", process, kPod));
  }
  return say("it has more rights than this user, or seccomp forbids ptrace",
             fmt::format("sudo jescope dump {}; {}", process, kPod));
}

Error no_rights(pid_t process, const ProcessStatus& status) {
  constexpr unsigned kSysPtrace = 19;
  return no_rights(process, {getuid(), status.user, has_capability(kSysPtrace), yama_scope()});
}

Result<ProcessStatus> find_process(pid_t process) {
  ProcessStatus status = status_of(process);
  if (process <= 0 || status.process == 0) {
    return unfit(process, "none with that number",
                 "numbers differ between containers: take the one seen from here");
  }
  if (status.process != process) {
    return unfit(process, fmt::format("thread {} of process {}", process, status.process),
                 fmt::format("jescope dump {}", status.process));
  }
  if (has_ended(status)) status = find_first_living_thread(process).value_or(status);
  if (Result<Done> fits = check_state(process, status); !fits.ok()) return fits.error();
  if (Result<Done> fits = check_machine(process, status); !fits.ok()) return fits.error();
  return status;
}

std::string other_allocator(const std::vector<MappedArea>& areas) {
  constexpr std::array<std::pair<std::string_view, std::string_view>, 6> kNames = {{
      {"tcmalloc", "tcmalloc"},
      {"mimalloc", "mimalloc"},
      {"jescope_record", "jescope's recorder"},
      {"ld-musl", "musl"},
      {"libc.so.6", "glibc"},
      {"libc-2.", "glibc"},
  }};
  for (const auto& [part, name] : kNames) {
    const auto has_part = [part = part](const MappedArea& area) {
      const std::string& path = area.mapping.path;
      return path.find(part, path.rfind('/') + 1) != std::string::npos;
    };
    if (std::ranges::any_of(areas, has_part)) return std::string(name);
  }
  return {};
}

}  // namespace jescope
