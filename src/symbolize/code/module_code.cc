// SPDX-License-Identifier: Apache-2.0
#include "symbolize/code/module_code.h"

#include <fmt/format.h>

#include <algorithm>
#include <cctype>
#include <utility>

#include "jescope/symbolize/demangle.h"
#include "symbolize/elf/mini_debug_info.h"
#include "symbolize/find/debug_file.h"

namespace jescope {
namespace {

// A name is repeated at every call; the whole of it tells little more.
constexpr size_t kMostNameBytes = 300;
constexpr uint64_t kMostEntryBytes = 16;

// Returns ".cold" of "_Z1fv.cold", ".constprop.0" of "f.constprop.0": how the
// compiler marked a piece or a copy; empty for a whole function.
std::string_view mark_of(std::string_view symbol) {
  symbol = symbol.substr(0, symbol.find('@'));
  const size_t dot = symbol.find('.', 1);
  const bool is_mark = dot != std::string_view::npos && dot + 1 < symbol.size() &&
                       std::islower(static_cast<unsigned char>(symbol[dot + 1])) != 0;
  return is_mark ? symbol.substr(dot) : std::string_view();
}

std::string short_enough(std::string name) {
  if (name.size() <= kMostNameBytes) return name;
  size_t end = kMostNameBytes;
  while (end > 0 && (static_cast<unsigned char>(name[end]) & 0xc0) == 0x80) --end;
  return name.substr(0, end) + "…";
}

// Returns "f(int)" or "f(int)+0x12"; empty where the symbol may not reach so far.
std::string name_in(const SymbolAt& symbol, LinkAddress address) {
  const bool is_start = symbol.start == address;
  if (symbol.name.empty() || (!is_start && !symbol.has_size)) return {};
  const std::string name = short_enough(code_name(symbol.name));
  return is_start ? name : fmt::format("{}+{:#x}", name, address - symbol.start);
}

bool holds(const LoadSegment& segment, LinkAddress address) {
  return segment.executable && address >= segment.address &&
         address - segment.address < segment.file_bytes;
}

}  // namespace

std::string code_name(std::string_view symbol) {
  if (symbol.empty()) return {};
  const std::string name = demangle(symbol);
  const std::string_view mark = mark_of(symbol);
  return mark.empty() || name.ends_with(mark) ? name : fmt::format("{} [clone {}]", name, mark);
}

CodeOfModule::CodeOfModule(const ElfFile& file, const FileFinder& finder, Machine machine)
    : file_(file), machine_(machine), slots_(JumpSlots::read(file, machine)) {
  if (!has_debug_info(file)) debug_file_ = find_debug_file(file, finder).file;
  inner_file_ = read_mini_debug_info(file);
  const auto add = [&](const ElfFile& from, SymbolKind kind) {
    SymbolTable table = SymbolTable::read(from, kind, file.segments());
    if (!table.is_empty()) symbols_.push_back(std::move(table));
  };
  add(file, SymbolKind::kSymtab);
  if (debug_file_) add(*debug_file_, SymbolKind::kSymtab);
  if (inner_file_) add(*inner_file_, SymbolKind::kSymtab);
  add(file, SymbolKind::kDynsym);
  bounds_ = FunctionBounds::read(file, debug_file_ ? *debug_file_ : file);
}

std::vector<std::optional<FunctionExtent>> CodeOfModule::functions_at(
    std::span<const LinkAddress> addresses) const {
  const std::vector<std::optional<AddressRange>> bounds = bounds_.ranges_at(addresses);
  std::vector<std::optional<FunctionExtent>> found(addresses.size());
  for (const SymbolTable& table : symbols_) {
    const std::vector<SymbolAt> symbols = table.symbols_at(addresses);
    for (size_t i = 0; i < symbols.size(); ++i) {
      if (found[i] || symbols[i].name.empty()) continue;
      // A symbol without a size names what the unwinder's tables say is of it.
      const bool is_bounded = bounds[i] && bounds[i]->start == symbols[i].start;
      if (!symbols[i].has_size && !is_bounded) continue;
      const uint64_t size_bytes =
          symbols[i].has_size ? symbols[i].size_bytes : bounds[i]->end - bounds[i]->start;
      found[i] = FunctionExtent{symbols[i].start, size_bytes, symbols[i].name};
    }
  }
  for (size_t i = 0; i < found.size(); ++i) {
    if (found[i] || !bounds[i]) continue;
    found[i] = FunctionExtent{bounds[i]->start, bounds[i]->end - bounds[i]->start, {}};
  }
  return found;
}

const LoadSegment* CodeOfModule::segment_of(LinkAddress address) const {
  const auto found = std::ranges::find_if(
      file_.segments(), [&](const LoadSegment& segment) { return holds(segment, address); });
  return found == file_.segments().end() ? nullptr : &*found;
}

Bytes CodeOfModule::bytes_at(LinkAddress address, uint64_t most_bytes) const {
  const LoadSegment* const segment = segment_of(address);
  if (segment == nullptr) return {};
  const uint64_t skipped = address - segment->address;
  const uint64_t size_bytes = file_.size_bytes();
  if (segment->file_offset > size_bytes || skipped > size_bytes - segment->file_offset) return {};
  const uint64_t offset = segment->file_offset + skipped;
  const uint64_t length =
      std::min({most_bytes, segment->file_bytes - skipped, size_bytes - offset});
  return file_.bytes().subspan(offset, length);
}

uint64_t CodeOfModule::file_offset(LinkAddress address) const {
  const LoadSegment* const segment = segment_of(address);
  return segment == nullptr ? 0 : segment->file_offset + (address - segment->address);
}

std::vector<std::string> CodeOfModule::names_at(std::span<const LinkAddress> addresses) const {
  std::vector<std::string> names(addresses.size());
  for (const SymbolTable& table : symbols_) {
    const std::vector<SymbolAt> symbols = table.symbols_at(addresses);
    for (size_t i = 0; i < symbols.size(); ++i) {
      if (names[i].empty()) names[i] = name_in(symbols[i], addresses[i]);
    }
  }
  for (size_t i = 0; i < names.size(); ++i) {
    if (names[i].empty()) names[i] = name_of_plt_entry(addresses[i]);
  }
  return names;
}

std::string CodeOfModule::name_of_slot(LinkAddress address) const {
  const std::string_view name = slots_.name_at(address);
  return name.empty() ? std::string() : short_enough(demangle(name));
}

std::string CodeOfModule::name_of_plt_entry(LinkAddress address) const {
  if (slots_.is_empty()) return {};
  const Bytes entry = bytes_at(address, kMostEntryBytes);
  const std::optional<LinkAddress> slot = slot_of_plt_entry(entry, address, machine_);
  const std::string name = slot ? name_of_slot(*slot) : std::string();
  return name.empty() ? name : name + "@plt";
}

}  // namespace jescope
