// SPDX-License-Identifier: Apache-2.0
//
// The sentences, from the worst case to the mildest.
#include "symbolize/missing_names.h"

#include <fmt/format.h>

#include "symbolize/distribution.h"

namespace jescope {
namespace {

bool has_all_names(const FoundNames& found) {
  if (found.unnamed != 0 || found.bounds) return false;
  return !found.wants_lines || (found.dwarf && found.without_line == 0);
}

bool has_whole_debug_info(const FoundNames& found) {
  return !found.unreadable_debug_info && !found.damaged_debug_info && !found.lacks_debug_parts &&
         !found.lacks_split_files;
}

// Why a module without debug information has the names it has.
std::string reason_of_symbols(const FoundNames& found) {
  if (found.symtab) {
    return found.unnamed == 0 ? "no debug information, so no lines and no inlined functions"
                              : "no debug information, and no symbol covers some of its code";
  }
  if (found.mini_debug_info) return "stripped: MiniDebugInfo names functions, without lines";
  if (found.dynsym) return "stripped: only exported functions have names";
  if (found.bounds) return "stripped: only the bounds of its functions are known";
  return "stripped: no symbol covers its code";
}

// The package manager's own way to a debug file of that build-id.
std::string install_by_build_id(Distribution distribution, const std::string& build_id) {
  switch (distribution) {
    case Distribution::kFedora:
      return fmt::format("dnf --enablerepo='*debug*' install 'debuginfo(build-id) = {}'", build_id);
    case Distribution::kSuse:
      return fmt::format("zypper install --plus-content debug 'debuginfo(build-id)={}'", build_id);
    default: return {};
  }
}

std::string fetch_from_server(Distribution distribution) {
  return fmt::format("DEBUGINFOD_URLS={} jescope symbols --debuginfod DUMP",
                     debuginfod_url(distribution));
}

// For modules of packages.
std::string remedy_of_package(const std::string& build_id, std::string_view path,
                              const std::string& sysroot) {
  const Distribution distribution = distribution_in(sysroot);
  const std::string package = debug_package(distribution, path);
  if (!package.empty()) return "apt-get install " + package;
  const std::string install = install_by_build_id(distribution, build_id);
  return install.empty() ? fetch_from_server(distribution) : install;
}

std::string remedy_by_symbols(std::string_view what_holds) {
  return fmt::format("jescope symbols --symbols DIR DUMP  # DIR holds {}", what_holds);
}

// Names or lines that a few places lack, as the code in which a program begins,
// are not worth a word.
bool is_much(size_t lacking, const FoundNames& found) {
  constexpr size_t kLeastPlaces = 2;
  constexpr size_t kOnePlaceIn = 20;
  return lacking >= kLeastPlaces && lacking > found.places / kOnePlaceIn;
}

// Why a module with whole debug information lacks names or lines.
std::string reason_of_dwarf(const FoundNames& found) {
  if (is_much(found.unnamed, found)) return "some of its code has no debug information";
  const bool lacks_lines = found.wants_lines && is_much(found.unnamed + found.without_line, found);
  return lacks_lines ? "some of its code has no source lines" : "";
}

}  // namespace

std::string source_name(const FoundNames& found) {
  if (found.dwarf) return "DWARF";
  if (found.symtab) return "symtab";
  if (found.mini_debug_info) return "MiniDebugInfo";
  if (found.dynsym) return "dynsym";
  return found.bounds ? "bounds" : "none";
}

std::string reason_of_names(const FoundNames& found, const ElfFile& file) {
  if (has_all_names(found) && has_whole_debug_info(found)) return {};
  if (found.unreadable_debug_info) {
    return "its debug information is damaged or compressed in an unknown way";
  }
  if (found.damaged_debug_info) return "some of its debug information is damaged";
  if (found.lacks_split_files) return "its debug information is split, and .dwo files are not here";
  if (found.lacks_debug_parts) {
    const std::string missing = "a part of its debug information is in a file not found here";
    return found.refusal.empty() ? missing : missing + ": " + found.refusal;
  }
  if (found.dwarf) return reason_of_dwarf(found);
  if (!found.refusal.empty()) return found.refusal;
  const std::string reason = reason_of_symbols(found);
  return file.build_id().empty() ? reason + "; and no build-id to find a debug file by" : reason;
}

std::string remedy_of_names(const FoundNames& found, const ElfFile& file, std::string_view path,
                            const std::string& sysroot) {
  if (reason_of_names(found, file).empty()) return {};
  if (found.unreadable_debug_info || found.damaged_debug_info) {
    return remedy_by_symbols("an intact copy of its debug file");
  }
  if (found.lacks_split_files) return remedy_by_symbols("the .dwo files or the .dwp");
  if (found.lacks_debug_parts) return remedy_by_symbols("the file its debug file shares (dwz)");
  if (found.dwarf) return {};
  if (file.build_id().empty()) {
    return remedy_by_symbols("the unstripped file; link with -Wl,--build-id to match debug files");
  }
  return is_package_path(path)
             ? remedy_of_package(file.build_id(), path, sysroot)
             : remedy_by_symbols(
                   fmt::format("the unstripped or debug file of build-id {}", file.build_id()));
}

std::string reason_of_kind(ModuleKind kind) {
  switch (kind) {
    case ModuleKind::kFile: return {};
    case ModuleKind::kVirtual: return "the kernel's own code, in no file";
    case ModuleKind::kAnonymous: return "code made at run time, in no file";
    case ModuleKind::kUnmapped: return "in no mapping of the dump";
  }
  return {};
}

std::string remedy_of_kind(ModuleKind kind, uint64_t process_id) {
  if (kind != ModuleKind::kAnonymous) return {};
  const std::string process = process_id == 0 ? "PID" : fmt::format("{}", process_id);
  return fmt::format(
      "jcmd {0} Compiler.perfmap  # where the JVM runs; then --perf-map FILE, its "
      "/tmp/perf-{0}.map",
      process);
}

std::string reason_of_file(const Error& error, const Module& module) {
  if (module.deleted) return fmt::format("the mapped file was deleted; {}", error.message);
  return error.message;
}

std::string remedy_of_file(const Module& module) {
  if (module.is_program) {
    return "jescope symbols --program FILE DUMP  # FILE is a copy of the program that ran";
  }
  if (module.deleted) return remedy_by_symbols("a copy of the file that was mapped");
  return "jescope symbols --sysroot DIR DUMP  # DIR is the image, unpacked";
}

}  // namespace jescope
