// SPDX-License-Identifier: Apache-2.0
//
// The sentences, from the worst case to the mildest.
#include "symbolize/missing_names.h"

#include <fmt/format.h>

namespace jescope {
namespace {

std::string how_to_mend(const ElfFile& file) {
  if (file.build_id().empty()) return "it has no build-id, so no debug file can be matched";
  return fmt::format("install the debug file of build-id {}", file.build_id());
}

}  // namespace

std::string source_name(const FoundNames& found) {
  if (found.dwarf) return "DWARF";
  if (found.symtab) return "symtab";
  return found.dynsym ? "dynsym" : "none";
}

std::string reason_of_names(const FoundNames& found, const ElfFile& file) {
  if (found.unreadable_debug_info) {
    return "its debug information is damaged or compressed in an unknown way";
  }
  if (found.lacks_debug_parts) return "a part of its debug information is in a file not found here";
  if (found.dwarf) return found.unnamed == 0 ? "" : "some code has no debug information";
  if (found.symtab) {
    return "no debug information, so no lines and no inlined functions; " + how_to_mend(file);
  }
  return "stripped: only exported functions have names; " + how_to_mend(file);
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

std::string reason_of_file(const Error& error, const Module& module) {
  if (module.deleted)
    return fmt::format("the file was deleted; what has its name is {}", error.message);
  return error.message;
}

}  // namespace jescope
