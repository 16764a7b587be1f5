// SPDX-License-Identifier: Apache-2.0
//
// The program the user names stands for the dump's own; every other module is
// looked up by its path in the sysroot. A deleted file's path may lead to its
// successor, which the comparison with the map finds out.
#include "symbolize/find/module_file.h"

#include <utility>

namespace jescope {
namespace {

Result<ElfFile> open_candidate(const Module& module, const SymbolSearch& search) {
  if (module.is_program && !search.program.empty()) return ElfFile::open(search.program, {});
  return ElfFile::open(module.path, search.sysroot);
}

Error refused(const ElfFile& file, std::string message) {
  return Error{ErrorCode::kUnreadable, file.path(), std::move(message), {}};
}

}  // namespace

Result<ElfFile> open_module_file(const Module& module, const SymbolSearch& search) {
  Result<ElfFile> file = open_candidate(module, search);
  if (!file) return file;
  if (file->segments().empty()) return refused(*file, "not a linked program or library");
  if (!fit_mapping(file->segments(), module.ranges)) {
    return refused(*file, "another build: its code does not fit the dump's map");
  }
  return file;
}

}  // namespace jescope
