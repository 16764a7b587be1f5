// SPDX-License-Identifier: Apache-2.0
//
// The order of the questions: what is worst for recording comes first.
#include <elf.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <optional>
#include <string_view>

#include "jescope/base/shell_word.h"
#include "jescope/base/system_error.h"
#include "jescope/record/program_file.h"
#include "record/launch/elf_program.h"
#include "record/launch/gained_rights.h"
#include "record/launch/own_allocator.h"
#include "record/launch/script_line.h"

namespace jescope {
namespace {

// Linux follows as many scripts before it gives up (BINPRM in fs/exec.c).
constexpr int kMostScripts = 5;
// What Linux reads of a script's first line (BINPRM_BUF_SIZE).
constexpr size_t kScriptLineBytes = 256;

constexpr const char* kGoHint =
    "go tool pprof http://HOST:PORT/debug/pprof/heap asks the Go runtime, where net/http/pprof "
    "is linked in";

Error impossible(const std::string& path, std::string message, std::string hint = {}) {
  return {ErrorCode::kUsage, path, std::move(message), std::move(hint)};
}

std::string base_name_of(const std::string& path) {
  return path.substr(path.rfind('/') + 1);
}

std::string machine_name(uint16_t machine) {
  switch (machine) {
    case EM_386: return "i386";
    case EM_ARM: return "arm";
    case EM_PPC64: return "ppc64";
    case EM_S390: return "s390x";
    case EM_RISCV: return "riscv";
    case EM_MIPS: return "mips";
    case EM_X86_64: return "x86_64";
    case EM_AARCH64: return "aarch64";
    default: return fmt::format("machine {}", machine);
  }
}

std::optional<Architecture> architecture_of(const ElfProgram& program) {
  if (!program.is_little_endian) return std::nullopt;
  if (program.machine == EM_X86_64) return Architecture::kX86_64;
  if (program.machine == EM_AARCH64) return Architecture::kAarch64;
  return std::nullopt;
}

// How a program with an allocator of its own is profiled.
std::string hint_for(const OwnAllocator& allocator, const std::string& path) {
  if (allocator.name != "jemalloc") return {};
  if (!allocator.can_profile)
    return "build its jemalloc with --enable-prof, and it writes dumps itself";
  return fmt::format(
      "{}=prof:true,prof_final:true {} writes dumps itself; jescope dump PID asks it for one",
      allocator.conf_variable, shell_word(path));
}

// glibc's and musl's loaders honour LD_PRELOAD, and their libraries have what ours calls.
bool is_known_loader(const std::string& path) {
  constexpr std::array<std::string_view, 4> kKnown = {"ld-linux", "ld-musl-", "ld.so", "ld64.so"};
  const std::string name = base_name_of(path);
  return std::ranges::any_of(kKnown,
                             [&](std::string_view known) { return name.starts_with(known); });
}

std::optional<Error> check_kind(const std::string& path, const ElfProgram& program) {
  if (!program.is_64_bits) {
    return impossible(path, fmt::format("expected a program of 64 bits, got one of 32 ({})",
                                        machine_name(program.machine)));
  }
  if (!architecture_of(program)) {
    return impossible(path, fmt::format("expected a program for x86_64 or aarch64, got one for {}",
                                        machine_name(program.machine)));
  }
  return std::nullopt;
}

std::optional<Error> check_rights(const std::string& path) {
  const std::string rights = gained_rights(path);
  if (rights.empty()) return std::nullopt;
  return impossible(path,
                    fmt::format("expected a program that runs with your rights, got one that "
                                "gains others ({}): such programs load no library of a user's",
                                rights),
                    "become that user first, then run jescope record");
}

std::optional<Error> check_static(const std::string& path, const FileBytes& file,
                                  const ElfProgram& program) {
  // A loader is static itself, but it may be called with a program.
  if (!program.interpreter.empty() || is_known_loader(path)) return std::nullopt;
  if (program.is_go) {
    return impossible(path,
                      "expected a program that calls malloc, got one of Go, whose memory its own "
                      "runtime keeps",
                      kGoHint);
  }
  const OwnAllocator allocator = find_own_allocator(file);
  const std::string hint = hint_for(allocator, path);
  return impossible(path,
                    "expected a program that loads libraries, got a static one, into which none "
                    "can be put",
                    hint.empty() ? "link it dynamically to record it" : hint);
}

std::optional<Error> check_malloc(const std::string& path, const FileBytes& file,
                                  const ElfProgram& program, Diagnostics& diagnostics) {
  const OwnAllocator allocator = find_own_allocator(file);
  if (program.defines_malloc) {
    const std::string name = allocator.name.empty() ? "" : " (" + allocator.name + ")";
    const std::string hint = hint_for(allocator, path);
    return impossible(path,
                      "expected a program that takes malloc from a library, got one with a malloc "
                      "of its own" +
                          name + ", which no library comes before",
                      hint.empty() ? "build it without that malloc to record it" : hint);
  }
  if (!allocator.name.empty()) {
    diagnostics.warn("own allocator", path,
                     fmt::format("seems to have {} built in; only what comes to malloc is recorded",
                                 allocator.name),
                     hint_for(allocator, path));
  }
  return std::nullopt;
}

Result<ProgramFile> check_elf(const std::string& path, const FileBytes& file,
                              const ElfProgram& program, Diagnostics& diagnostics) {
  if (std::optional<Error> error = check_kind(path, program)) return *error;
  if (std::optional<Error> error = check_rights(path)) return *error;
  if (std::optional<Error> error = check_static(path, file, program)) return *error;
  if (std::optional<Error> error = check_malloc(path, file, program, diagnostics)) return *error;
  if (program.is_go) {
    diagnostics.warn("go", path, "is a program of Go: only what its C code allocates is recorded",
                     kGoHint);
  }
  if (!program.interpreter.empty() && !is_known_loader(program.interpreter)) {
    diagnostics.warn("interpreter", path,
                     fmt::format("expected the loader of glibc or musl, got {}; recording may not "
                                 "work",
                                 program.interpreter));
  }
  return ProgramFile{false, *architecture_of(program), {}};
}

}  // namespace

Result<ProgramFile> check_program(const std::string& command, const std::string& path_variable,
                                  Diagnostics& diagnostics) {
  std::string path = command;
  ProgramFile script;
  for (int scripts = 0; scripts <= kMostScripts; ++scripts) {
    const FileBytes file(path);
    if (!file.is_open()) {
      diagnostics.warn("unread program", path,
                       system_error(ErrorCode::kUnreadable, path, "to read the program").message +
                           "; it is not checked");
      return ProgramFile{script.needs_shell, own_architecture(), {}};
    }
    if (const std::optional<ElfProgram> program = read_elf_program(file)) {
      Result<ProgramFile> checked = check_elf(path, file, *program, diagnostics);
      if (!checked.ok()) return checked;
      return ProgramFile{script.needs_shell, checked->architecture, {}};
    }
    const std::string next = script_program(file.read(0, kScriptLineBytes));
    script.needs_shell |= next.empty() && scripts == 0;
    const FoundProgram found = find_program(next.empty() ? "/bin/sh" : next, path_variable);
    if (found.path.empty()) {
      return ProgramFile{false, own_architecture(), next.empty() ? "/bin/sh" : next};
    }
    path = found.path;
  }
  return impossible(command, "expected a program behind its scripts, got only more of them");
}

}  // namespace jescope
