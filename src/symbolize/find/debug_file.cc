// SPDX-License-Identifier: Apache-2.0
//
// Lists the candidates in order of trust and takes the first that proves to
// belong to the module. What is cheap to look at comes first: the folders of
// --symbols are walked only when nothing else has the file.
#include "symbolize/find/debug_file.h"

#include <fmt/format.h>
#include <gelf.h>

#include <filesystem>
#include <set>
#include <string_view>
#include <system_error>

#include "symbolize/elf/build_id.h"
#include "symbolize/elf/elf_sections.h"
#include "symbolize/files/file_checksum.h"
#include "symbolize/find/build_id_places.h"
#include "symbolize/find/dump_paths.h"

namespace jescope {
namespace {

struct DebugLink {
  std::string name;  // without folders
  uint32_t checksum = 0;
};

// Returns the section as it is stored; empty when it is not there.
std::string_view stored_bytes(const ElfFile& file, std::string_view section_name) {
  Elf_Scn* const section = file.section(section_name);
  const Elf_Data* const content = section == nullptr ? nullptr : elf_rawdata(section, nullptr);
  if (content == nullptr || content->d_buf == nullptr) return {};
  return {static_cast<const char*>(content->d_buf), content->d_size};
}

// The name, its NUL, up to three more bytes, then the checksum at a multiple of 4.
std::optional<DebugLink> read_debug_link(const ElfFile& file) {
  constexpr size_t kMostLinkBytes = 255;  // NAME_MAX
  const std::string_view bytes = stored_bytes(file, ".gnu_debuglink");
  const std::string_view name = bytes.substr(0, bytes.find('\0'));
  const bool is_name = !name.empty() && name.find('/') == std::string_view::npos;
  if (!is_name || name.size() > kMostLinkBytes) return std::nullopt;
  ByteCursor cursor({reinterpret_cast<const uint8_t*>(bytes.data()), bytes.size()},
                    (name.size() + 4) & ~size_t{3}, is_big_endian(file.elf()));
  const uint32_t checksum = cursor.u32();
  return cursor.has_failed() ? std::nullopt : std::optional(DebugLink{std::string(name), checksum});
}

// Returns the folder the open file is truly in, links resolved, as its root
// sees it; nothing when that cannot be told.
std::optional<FilePlace> real_folder(const ElfFile& file) {
  std::error_code error;
  const std::filesystem::path path =
      std::filesystem::read_symlink(fmt::format("/proc/self/fd/{}", file.descriptor()), error);
  if (error) return std::nullopt;
  const std::string folder = path.parent_path().string();
  if (file.root().empty()) return FilePlace{folder};
  const std::filesystem::path root = std::filesystem::canonical(file.root(), error);
  if (error) return std::nullopt;
  const PathMapping to_inside{root.string(), {}};
  const std::optional<std::string> inside = map_path(std::span(&to_inside, 1), folder);
  if (!inside) return std::nullopt;
  return FilePlace{*inside, file.root()};
}

// The folders of a file: by the name it was opened by, and the one it is truly in.
std::vector<FilePlace> folders_of(const ElfFile& file) {
  std::vector<FilePlace> folders = {{folder_of(file.path()), file.root()}};
  const std::optional<FilePlace> real = real_folder(file);
  if (real && *real != folders.front()) folders.push_back(*real);
  return folders;
}

std::vector<FilePlace> linked_places(const ElfFile& module_file, const std::string& name,
                                     const SymbolSearch& search) {
  std::vector<FilePlace> places;
  const auto add = [&](std::vector<FilePlace> more) {
    places.insert(places.end(), more.begin(), more.end());
  };
  for (const FilePlace& folder : folders_of(module_file)) {
    places.push_back({fmt::format("{}/{}", folder.path, name), folder.root});
    add(places_of(fmt::format("{}/{}", folder.path, name), search));
    places.push_back({fmt::format("{}/.debug/{}", folder.path, name), folder.root});
    add(places_of(fmt::format("{}/.debug/{}", folder.path, name), search));
    for (const std::string& debug_dir : search.debug_dirs) {
      const std::string below = without_climbs(fmt::format("/{}/{}", folder.path, name));
      add(places_everywhere(debug_dir + below, search));
    }
  }
  for (const std::string& symbol_dir : search.symbol_dirs) {
    places.push_back({fmt::format("{}/{}", symbol_dir, name)});
  }
  return places;
}

// True when the file has a section of that name with bytes.
bool has_content(const ElfFile& file, std::string_view name) {
  GElf_Shdr header;
  Elf_Scn* section = file.section(name);
  return section != nullptr && gelf_getshdr(section, &header) != nullptr &&
         header.sh_type != SHT_NOBITS;
}

std::string checksum_text(uint32_t checksum) {
  return fmt::format("0x{:08x}", checksum);
}

// What a search has seen so far.
class Candidates {
 public:
  Candidates(std::string wanted_build_id, Refusal::Why other_build_id)
      : wanted_(std::move(wanted_build_id)), other_build_id_(other_build_id) {}

  bool is_found() const { return best_.has_value(); }

  void consider_by_build_id(const FilePlace& place) {
    if (!is_new(place)) return;
    Result<ElfFile> file = ElfFile::open(place.path, place.root);
    if (!file) return;
    if (file->build_id() != wanted_) return refuse_build_id(*file);
    take(*std::move(file));
  }

  void consider_by_link(const FilePlace& place, const DebugLink& link) {
    if (!is_new(place)) return;
    Result<ElfFile> file = ElfFile::open(place.path, place.root);
    if (!file || !has_debug_info(*file)) return;
    if (!file->build_id().empty() && !wanted_.empty()) {
      return file->build_id() == wanted_ ? take(*std::move(file)) : refuse_build_id(*file);
    }
    const std::optional<uint32_t> checksum = file_checksum(file->descriptor());
    if (checksum == link.checksum) return take(*std::move(file));
    if (checksum) refuse_checksum(*file, *checksum, link.checksum);
  }

  FoundDebugFile result() && {
    return {best_ ? std::move(best_) : std::move(with_symbols_), std::move(refusals_)};
  }

 private:
  // Several ways lead to one place.
  bool is_new(const FilePlace& place) { return seen_.insert(to_text(place)).second; }

  void take(ElfFile file) {
    if (has_debug_info(file)) {
      best_ = std::move(file);
    } else if (!with_symbols_ && has_content(file, ".symtab")) {
      with_symbols_ = std::move(file);
    }
  }

  void refuse_build_id(const ElfFile& file) {
    refuse({to_text(file.place()), other_build_id_, file.build_id(), wanted_});
  }

  void refuse_checksum(const ElfFile& file, uint32_t found, uint32_t wanted) {
    refuse({to_text(file.place()), Refusal::Why::kChecksum, checksum_text(found),
            checksum_text(wanted)});
  }

  void refuse(Refusal refusal) {
    constexpr size_t kEnough = 16;  // a person reads one or two
    if (refusals_.size() < kEnough) refusals_.push_back(std::move(refusal));
  }

  const std::string wanted_;
  const Refusal::Why other_build_id_;
  std::set<std::string> seen_;
  std::optional<ElfFile> best_;          // has debug information
  std::optional<ElfFile> with_symbols_;  // has a symbol table only
  std::vector<Refusal> refusals_;
};

void search_by_build_id(const std::string& build_id, const FileFinder& finder,
                        Candidates& candidates) {
  for (const FilePlace& place : places_of_build_id(build_id, finder.search())) {
    if (candidates.is_found()) return;
    candidates.consider_by_build_id(place);
  }
  if (build_id.empty() || candidates.is_found()) return;
  for (const SymbolDirFile* file : finder.symbol_dirs().with_build_id(build_id)) {
    if (candidates.is_found()) return;
    candidates.consider_by_build_id({file->path});
  }
}

void search_by_link(const ElfFile& module_file, const FileFinder& finder, Candidates& candidates) {
  const std::optional<DebugLink> link = read_debug_link(module_file);
  if (!link) return;
  for (const FilePlace& place : linked_places(module_file, link->name, finder.search())) {
    if (candidates.is_found()) return;
    candidates.consider_by_link(place, *link);
  }
  if (candidates.is_found()) return;
  for (const SymbolDirFile* file : finder.symbol_dirs().with_base_name(link->name)) {
    if (candidates.is_found()) return;
    candidates.consider_by_link({file->path}, *link);
  }
}

// Where a relative link may lead: debug files are often links themselves, and
// then the folder counts that holds the file. With a sysroot, a link of a file
// outside of it climbs nowhere.
std::vector<FilePlace> relative_places(const ElfFile& debug_file, const std::string& path,
                                       const SymbolSearch& search) {
  std::vector<FilePlace> places;
  for (const FilePlace& folder : folders_of(debug_file)) {
    if (folder.root.empty() && !search.sysroot.empty() && has_climb(path)) continue;
    places.push_back({fmt::format("{}/{}", folder.path, path), folder.root});
  }
  const std::string beside = fmt::format("{}/{}", folder_of(debug_file.path()), path);
  for (FilePlace& place : places_of(beside, search)) places.push_back(std::move(place));
  return places;
}

// Returns DIR/.dwz/x86_64-linux-gnu/a.debug of each debug folder, for a link
// to ../../.dwz/x86_64-linux-gnu/a.debug from wherever.
std::vector<FilePlace> dwz_places(const std::string& path, const SymbolSearch& search) {
  constexpr std::string_view kFolder = ".dwz/";
  const size_t at = path.rfind(kFolder);
  const bool is_inside = at != std::string::npos && !has_climb(path.substr(at));
  const std::string rest = is_inside ? path.substr(at + kFolder.size()) : base_name(path);
  std::vector<FilePlace> places;
  for (const std::string& debug_dir : search.debug_dirs) {
    const std::string in_folder = fmt::format("{}/.dwz/{}", debug_dir, rest);
    for (FilePlace& place : places_everywhere(in_folder, search)) {
      places.push_back(std::move(place));
    }
  }
  return places;
}

std::vector<FilePlace> alt_places(const ElfFile& debug_file, const AltLink& link,
                                  const SymbolSearch& search) {
  std::vector<FilePlace> places = link.path.starts_with('/')
                                      ? places_of(link.path, search)
                                      : relative_places(debug_file, link.path, search);
  for (FilePlace& place : dwz_places(link.path, search)) places.push_back(std::move(place));
  return places;
}

}  // namespace

bool has_debug_info(const ElfFile& file) {
  return has_content(file, ".debug_info") || has_content(file, ".zdebug_info");
}

FoundDebugFile find_debug_file(const ElfFile& module_file, const FileFinder& finder) {
  Candidates candidates(module_file.build_id(), Refusal::Why::kBuildId);
  search_by_build_id(module_file.build_id(), finder, candidates);
  if (!candidates.is_found()) search_by_link(module_file, finder, candidates);
  return std::move(candidates).result();
}

std::optional<AltLink> read_alt_link(const ElfFile& debug_file) {
  const std::string_view bytes = stored_bytes(debug_file, ".gnu_debugaltlink");
  const size_t path_end = bytes.find('\0');
  if (path_end == std::string_view::npos) return std::nullopt;
  const std::string_view id = bytes.substr(path_end + 1);
  return AltLink{std::string(bytes.substr(0, path_end)), build_id_text(id.data(), id.size())};
}

FoundDebugFile find_alt_file(const ElfFile& debug_file, const AltLink& link,
                             const FileFinder& finder) {
  Candidates candidates(link.build_id, Refusal::Why::kSharedBuildId);
  if (link.build_id.empty()) return {};
  for (const FilePlace& place : alt_places(debug_file, link, finder.search())) {
    if (candidates.is_found()) break;
    candidates.consider_by_build_id(place);
  }
  if (!candidates.is_found()) search_by_build_id(link.build_id, finder, candidates);
  return std::move(candidates).result();
}

}  // namespace jescope
