// SPDX-License-Identifier: Apache-2.0
//
// Lists the candidates in order of trust and takes the first that proves to
// belong to the module.
#include "symbolize/find/debug_file.h"

#include <elfutils/libdwelf.h>
#include <fmt/format.h>

#include <cstring>
#include <string_view>
#include <vector>

#include "symbolize/elf/build_id.h"
#include "symbolize/files/file_checksum.h"

namespace jescope {
namespace {

struct DebugLink {
  std::string name;  // without folders
  uint32_t checksum = 0;
};

std::optional<DebugLink> read_debug_link(const ElfFile& file) {
  GElf_Word checksum = 0;
  const char* name = dwelf_elf_gnu_debuglink(file.elf(), &checksum);
  if (name == nullptr || *name == '\0' || std::strchr(name, '/') != nullptr) return std::nullopt;
  return DebugLink{name, checksum};
}

// Returns "/a/b" for "/a/b/c", "." for "c".
std::string folder_of(const std::string& path) {
  const size_t slash = path.rfind('/');
  return slash == std::string::npos ? "." : path.substr(0, slash);
}

std::vector<std::string> linked_paths(const std::string& module_path, const std::string& name,
                                      const SymbolSearch& search) {
  const std::string folder = folder_of(module_path);
  std::vector<std::string> paths = {fmt::format("{}/{}", folder, name),
                                    fmt::format("{}/.debug/{}", folder, name)};
  for (const std::string& debug_dir : search.debug_dirs) {
    paths.push_back(fmt::format("{}/{}/{}", debug_dir, folder, name));
  }
  return paths;
}

// Opens `path` inside the sysroot, then outside: debug files are often kept
// where the dump is read, and the build-id proves which file it is.
std::vector<ElfFile> open_everywhere(const std::string& path, const SymbolSearch& search) {
  std::vector<ElfFile> files;
  if (path.empty()) return files;
  if (!search.sysroot.empty()) {
    if (Result<ElfFile> file = ElfFile::open(path, search.sysroot))
      files.push_back(*std::move(file));
  }
  if (Result<ElfFile> file = ElfFile::open(path, {})) files.push_back(*std::move(file));
  return files;
}

std::optional<ElfFile> find_by_build_id(const std::string& build_id, const SymbolSearch& search) {
  for (const std::string& debug_dir : search.debug_dirs) {
    for (ElfFile& file : open_everywhere(build_id_path(debug_dir, build_id), search)) {
      if (file.build_id() == build_id) return std::move(file);
    }
  }
  return std::nullopt;
}

bool belongs_to(const ElfFile& candidate, const ElfFile& module_file, const DebugLink& link) {
  if (!candidate.build_id().empty() && !module_file.build_id().empty()) {
    return candidate.build_id() == module_file.build_id();
  }
  return file_checksum(candidate.descriptor()) == link.checksum;
}

std::optional<ElfFile> find_by_link(const ElfFile& module_file, const SymbolSearch& search) {
  const std::optional<DebugLink> link = read_debug_link(module_file);
  if (!link) return std::nullopt;
  for (const std::string& path : linked_paths(module_file.path(), link->name, search)) {
    for (ElfFile& file : open_everywhere(path, search)) {
      if (has_debug_info(file) && belongs_to(file, module_file, *link)) return std::move(file);
    }
  }
  return std::nullopt;
}

}  // namespace

bool has_debug_info(const ElfFile& file) {
  for (const std::string_view name : {".debug_info", ".zdebug_info"}) {
    GElf_Shdr header;
    Elf_Scn* section = file.section(name);
    if (section != nullptr && gelf_getshdr(section, &header) != nullptr &&
        header.sh_type != SHT_NOBITS) {
      return true;
    }
  }
  return false;
}

std::optional<ElfFile> find_debug_file(const ElfFile& module_file, const SymbolSearch& search) {
  if (std::optional<ElfFile> file = find_by_build_id(module_file.build_id(), search)) return file;
  return find_by_link(module_file, search);
}

std::optional<AltLink> read_alt_link(const ElfFile& debug_file) {
  Elf_Scn* section = debug_file.section(".gnu_debugaltlink");
  Elf_Data* content = section == nullptr ? nullptr : elf_rawdata(section, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return std::nullopt;
  const std::string_view bytes(static_cast<const char*>(content->d_buf), content->d_size);
  const size_t path_end = bytes.find('\0');
  if (path_end == std::string_view::npos) return std::nullopt;
  const std::string_view id = bytes.substr(path_end + 1);
  return AltLink{std::string(bytes.substr(0, path_end)), to_hex(id.data(), id.size())};
}

std::optional<ElfFile> find_alt_file(const ElfFile& debug_file, const AltLink& link,
                                     const SymbolSearch& search) {
  const std::string path = link.path.starts_with('/')
                               ? link.path
                               : fmt::format("{}/{}", folder_of(debug_file.path()), link.path);
  for (ElfFile& file : open_everywhere(path, search)) {
    if (file.build_id() == link.build_id) return std::move(file);
  }
  return find_by_build_id(link.build_id, search);
}

}  // namespace jescope
