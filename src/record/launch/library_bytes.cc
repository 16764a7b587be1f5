// SPDX-License-Identifier: Apache-2.0
#include <elf.h>
#include <fmt/format.h>

#include <optional>

#include "jescope/base/system_error.h"
#include "jescope/record/placed_library.h"
#include "record/launch/elf_program.h"
#include "record/launch/file_bytes.h"
#include "record/launch/recorder_library.h"

namespace jescope {
namespace {

// The library is some hundred KiB; what is much larger is another file.
constexpr size_t kMostLibraryBytes = size_t{64} << 20;

bool is_library_for(const ElfProgram& file, Architecture architecture) {
  const uint16_t machine = architecture == Architecture::kX86_64 ? EM_X86_64 : EM_AARCH64;
  return file.is_64_bits && file.is_little_endian && file.machine == machine && file.type == ET_DYN;
}

}  // namespace

Result<std::string> library_bytes(const std::string& path, Architecture architecture) {
  const std::string_view name = architecture_name(architecture);
  if (path.empty()) {
    const std::string_view bytes = recorder_library(architecture);
    if (!bytes.empty()) return std::string(bytes);
    return Error{ErrorCode::kUsage, "record",
                 fmt::format("expected a recorder for {} in this build of jescope, got none", name),
                 "--library FILE takes one from a file"};
  }
  const FileBytes file(path);
  if (!file.is_open()) return system_error(ErrorCode::kUsage, "--library", "to read " + path);
  const std::optional<ElfProgram> elf = read_elf_program(file);
  if (!elf || !is_library_for(*elf, architecture)) {
    return Error{ErrorCode::kUsage,
                 "--library",
                 fmt::format("expected a shared library for {}, got {}", name, path),
                 {}};
  }
  return file.read(0, kMostLibraryBytes);
}

}  // namespace jescope
