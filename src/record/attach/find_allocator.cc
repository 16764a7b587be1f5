// SPDX-License-Identifier: Apache-2.0
#include "record/attach/find_allocator.h"

#include <algorithm>
#include <array>
#include <set>

#include "record/attach/process_files.h"
#include "record/attach/registers.h"

namespace jescope {
namespace {

// Local functions without jemalloc's prefix lie between those that have it; what is
// further apart is other code.
constexpr uint64_t kLargestGap = 8192;

constexpr std::string_view kMallctl = "mallctl";

// What jemalloc exports, behind its prefix.
constexpr std::array kPublic = {"malloc",
                                "calloc",
                                "realloc",
                                "free",
                                "memalign",
                                "aligned_alloc",
                                "valloc",
                                "pvalloc",
                                "mallocx",
                                "rallocx",
                                "xallocx",
                                "posix_memalign",
                                "sallocx",
                                "dallocx",
                                "sdallocx",
                                "nallocx",
                                "mallctl",
                                "mallctlnametomib",
                                "free_sized",
                                "mallctlbymib",
                                "malloc_stats_print",
                                "malloc_usable_size",
                                "free_aligned_sized"};

struct Module {
  const MappedArea* area = nullptr;  // that begins with the ELF header
  ElfImage image;
};

std::string_view file_name(std::string_view path) {
  return path.substr(path.rfind('/') + 1);
}

std::vector<Module> list_modules(const std::vector<MappedArea>& areas, const ByteReader& memory) {
  std::vector<Module> modules;
  for (const MappedArea& area : areas) {
    const bool may_be_one = area.is_readable && area.mapping.file_offset == 0 &&
                            (area.is_file() || area.mapping.path == "[vdso]");
    if (!may_be_one) continue;
    if (std::optional<ElfImage> image = read_elf_image(memory, area.mapping.start)) {
      modules.push_back({&area, *std::move(image)});
    }
  }
  return modules;
}

// A module's functions from both of its tables.
class ModuleFunctions {
 public:
  ModuleFunctions(pid_t process, const Module& module, const ByteReader& memory)
      : module_(module), memory_(memory) {
    if (module.area->is_file()) file_ = open_mapped_file(process, *module.area, memory);
  }

  std::vector<FunctionSymbol> find(const SymbolChoice& choice) const {
    std::vector<FunctionSymbol> found = find_dynamic_functions(memory_, module_.image, choice);
    std::vector<FunctionSymbol> more = find_in_file(choice);
    std::ranges::move(more, std::back_inserter(found));
    return found;
  }

  std::vector<FunctionSymbol> find_in_file(const SymbolChoice& choice) const {
    if (file_ == nullptr) return {};
    return find_file_functions(*file_, module_.image, choice);
  }

 private:
  const Module& module_;
  const ByteReader& memory_;
  std::unique_ptr<ByteReader> file_;
};

std::vector<LoadedRange> merge_ranges(std::vector<LoadedRange> ranges, uint64_t largest_gap) {
  std::ranges::sort(ranges, {}, &LoadedRange::start);
  std::vector<LoadedRange> merged;
  for (const LoadedRange& range : ranges) {
    if (!merged.empty() && range.start <= merged.back().end + largest_gap) {
      merged.back().end = std::max(merged.back().end, range.end);
    } else {
      merged.push_back(range);
    }
  }
  return merged;
}

// Returns jemalloc's code where it was linked into a module with other code; nothing
// where no name tells its inner functions.
std::vector<LoadedRange> linked_code(const ModuleFunctions& functions, const std::string& prefix) {
  std::set<std::string, std::less<>> exported;
  for (const char* const name : kPublic) exported.insert(prefix + name);
  bool knows_inner = false;
  std::vector<LoadedRange> ranges;
  const auto is_wanted = [&](std::string_view name) {
    const bool is_inner = name.starts_with("je_") || name.starts_with(prefix + "je_") ||
                          (!prefix.empty() && name.starts_with(prefix));
    return is_inner || exported.contains(name);
  };
  for (const FunctionSymbol& function : functions.find({"", is_wanted})) {
    const bool is_outer = exported.contains(function.name);
    knows_inner |= !is_outer;
    ranges.push_back(function.code);
  }
  if (!knows_inner) return {};
  return merge_ranges(std::move(ranges), kLargestGap);
}

// A library of jemalloc alone, as distributions have it, is jemalloc's from end to end.
bool is_allocator_alone(const Module& module) {
  return file_name(module.area->mapping.path).find("jemalloc") != std::string_view::npos &&
         file_name(module.area->mapping.path).find(".so") != std::string_view::npos;
}

void add_allocators(const Module& module, const ModuleFunctions& functions, CodeSearch& found) {
  const auto is_like_it = [](std::string_view name) {
    return name.ends_with(kMallctl) || name.ends_with("mallctlbymib");
  };
  const std::vector<FunctionSymbol> candidates = functions.find({kMallctl, is_like_it});
  const auto has_twin = [&](const std::string& name) {
    return std::ranges::find(candidates, name, &FunctionSymbol::name) != candidates.end();
  };
  std::set<uint64_t> seen;
  for (const FunctionSymbol& candidate : candidates) {
    const std::optional<std::string> prefix = mallctl_prefix(candidate.name, has_twin);
    if (!prefix || !seen.insert(candidate.code.start).second) continue;
    Allocator allocator{candidate.name, module.area->mapping.path, candidate.code.start, {}};
    allocator.code = is_allocator_alone(module) ? std::vector{module.image.extent()}
                                                : linked_code(functions, *prefix);
    found.allocators.push_back(std::move(allocator));
  }
}

void add_functions(const ModuleFunctions& functions, std::string_view has,
                   const std::set<std::string, std::less<>>& names,
                   std::vector<LoadedRange>& ranges) {
  const auto is_wanted = [&](std::string_view name) { return names.contains(name); };
  for (const FunctionSymbol& function : functions.find({has, is_wanted})) {
    ranges.push_back(function.code);
  }
}

// Returns the place of an instruction that makes a system call in an area; 0: none.
uint64_t find_system_call(const MappedArea& area, const ByteReader& memory) {
  constexpr uint64_t kMostBytes = 4 << 20;
  if (!area.mapping.executable || !area.is_readable) return 0;
  const std::string code =
      memory.bytes(area.mapping.start, std::min(area.size_bytes(), kMostBytes));
  const std::string_view wanted = system_call_code();
  for (size_t at = code.find(wanted); at != std::string::npos; at = code.find(wanted, at + 1)) {
    if (at % code_alignment() == 0) return area.mapping.start + at;
  }
  return 0;
}

// The kernel's own page is in every process and never changes; else any code does.
uint64_t find_system_call(const std::vector<MappedArea>& areas, const ByteReader& memory) {
  for (const bool wants_kernels : {true, false}) {
    for (const MappedArea& area : areas) {
      if ((area.mapping.path == "[vdso]") != wants_kernels) continue;
      if (!wants_kernels && (!area.is_file() || area.is_writable)) continue;
      const uint64_t found = find_system_call(area, memory);
      if (found != 0) return found;
    }
  }
  return 0;
}

bool is_loader(const Module& module) {
  const std::string_view name = file_name(module.area->mapping.path);
  // musl's loader is its C library: all threads begin in it.
  return name.starts_with("ld-") && name.find("musl") == std::string_view::npos;
}

}  // namespace

std::optional<std::string> mallctl_prefix(std::string_view name,
                                          const std::function<bool(const std::string&)>& has_twin) {
  constexpr std::array<std::string_view, 5> kInUse = {"", "je_", "_rjem_", "jemalloc_", "rjem_"};
  if (!name.ends_with(kMallctl)) return std::nullopt;
  const std::string prefix(name.substr(0, name.size() - kMallctl.size()));
  const bool is_in_use = std::ranges::find(kInUse, prefix) != kInUse.end();
  if (is_in_use || has_twin(prefix + "mallctlbymib")) return prefix;
  return std::nullopt;
}

CodeSearch search_code(pid_t process, const std::vector<MappedArea>& areas,
                       const ByteReader& memory) {
  CodeSearch found;
  for (const Module& module : list_modules(areas, memory)) {
    const ModuleFunctions functions(process, module, memory);
    add_allocators(module, functions, found);
    add_functions(functions, "fork", {"fork", "_Fork", "__fork", "__libc_fork", "vfork"},
                  found.forks);
    if (is_loader(module)) found.loader = module.image.extent();
  }
  found.system_call = find_system_call(areas, memory);
  return found;
}

std::string find_nameless_allocator(const std::vector<MappedArea>& areas,
                                    const ByteReader& memory) {
  constexpr uint64_t kMostBytes = 64 << 20;
  for (const MappedArea& area : areas) {
    const bool may_hold_text = area.is_file() && area.is_readable && !area.is_writable;
    if (!may_hold_text || area.size_bytes() > kMostBytes) continue;
    const std::string bytes = memory.bytes(area.mapping.start, area.size_bytes());
    if (bytes.find("<jemalloc>: ") != std::string::npos) return area.mapping.path;
  }
  return {};
}

bool is_in(const std::vector<LoadedRange>& ranges, uint64_t address) {
  return std::ranges::any_of(ranges,
                             [&](const LoadedRange& range) { return range.holds(address); });
}

}  // namespace jescope
