// SPDX-License-Identifier: Apache-2.0
//
// Asks one map after the other for what the earlier ones left without a name.
#include "symbolize/jit/jit_names.h"

#include <fmt/format.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "symbolize/files/file_place.h"
#include "symbolize/files/open_file.h"
#include "symbolize/jit/file_window.h"
#include "symbolize/jit/jitdump.h"
#include "symbolize/jit/perf_map.h"
#include "symbolize/missing_names.h"

namespace jescope {
namespace {

constexpr uint64_t kMostMapBytes = uint64_t{1} << 30;

std::string default_map(uint64_t process_id) {
  return fmt::format("/tmp/perf-{}.map", process_id);
}

class JitNamer {
 public:
  JitNamer(const ModuleQuery& query, const SymbolSearch& search, Diagnostics& diagnostics)
      : query_(query), search_(search), diagnostics_(diagnostics) {
    symbols_.source = "none";
    symbols_.chains.resize(query.offsets.size());
  }

  ModuleSymbols run() {
    if (query_.addresses.size() == query_.offsets.size()) ask_maps();
    explain();
    return std::move(symbols_);
  }

 private:
  void ask_maps() {
    for (const std::string& path : search_.perf_maps) {
      if (!ask(path, {}) && !error_.empty()) warn_of(path);
    }
    if (search_.perf_maps.empty() && query_.process_id != 0) ask_default_map();
  }

  // The number of a process is all that tells whose map it is, and every
  // container begins to count at 1.
  void ask_default_map() {
    const std::string path = default_map(query_.process_id);
    if (!ask(path, search_.sysroot) || symbols_.source == "none") return;
    diagnostics_.note("perf map of " + path, {},
                      fmt::format("names of compiled code are from {}; its process is known by "
                                  "number only",
                                  symbols_.file));
  }

  // Asks the map at `path`. False when it cannot be read; why is in `error_`.
  bool ask(const std::string& path, const std::string& root) {
    error_.clear();
    const Result<FileDescriptor> file = open_regular_file(path, root);
    if (!file) return fail(file.error().message);
    if (FileWindow(file->number()).size_bytes() > kMostMapBytes) return fail("over 1 GiB");
    const std::vector<size_t> rows = unnamed_rows();
    const std::vector<uint64_t> addresses = addresses_of(rows);
    const bool is_dump = is_jitdump(file->number());
    JitMapNames names = is_dump ? read_jitdump(file->number(), addresses)
                                : read_perf_map(file->number(), addresses);
    ++maps_;
    last_map_ = to_text(FilePlace{path, root});
    entries_ += names.entries;
    if (names.unreadable != 0) warn_of_lines(path, names.unreadable, is_dump);
    take(rows, names, is_dump ? "jitdump" : "perf map");
    return true;
  }

  bool fail(std::string message) {
    error_ = std::move(message);
    return false;
  }

  // Takes the names that `last_map_` gave to `rows`.
  void take(const std::vector<size_t>& rows, JitMapNames& names, const char* source) {
    for (size_t i = 0; i < rows.size(); ++i) {
      if (names.frames[i].function.empty()) continue;
      symbols_.chains[rows[i]].push_back(std::move(names.frames[i]));
      if (symbols_.source == "none") symbols_.file = last_map_;
      if (symbols_.source == "none") symbols_.source = source;
    }
  }

  std::vector<size_t> unnamed_rows() const {
    std::vector<size_t> rows;
    for (size_t row = 0; row < symbols_.chains.size(); ++row) {
      if (symbols_.chains[row].empty()) rows.push_back(row);
    }
    return rows;
  }

  std::vector<uint64_t> addresses_of(const std::vector<size_t>& rows) const {
    std::vector<uint64_t> addresses;
    addresses.reserve(rows.size());
    for (const size_t row : rows) addresses.push_back(query_.addresses[row]);
    return addresses;
  }

  void explain() {
    if (query_.module->kind != ModuleKind::kAnonymous || unnamed_rows().empty()) return;
    symbols_.reason = reason();
    symbols_.remedy = remedy_of_kind(query_.module->kind, query_.process_id);
  }

  std::string reason() const {
    if (maps_ != 0) return "code made at run time; " + lack_of_maps();
    if (!search_.perf_maps.empty()) return "code made at run time; the perf map is not readable";
    if (query_.process_id == 0) return reason_of_kind(query_.module->kind);
    return fmt::format("code made at run time; no {}", default_map(query_.process_id));
  }

  std::string lack_of_maps() const {
    const std::string maps = maps_ == 1 ? "the perf map " + last_map_ : "the perf maps";
    if (entries_ == 0) return fmt::format("{} {} no entries", maps, maps_ == 1 ? "has" : "have");
    if (symbols_.source == "none") return "none of it is in " + maps;
    return "some of it is in no entry of " + maps;
  }

  // What the user named by hand must not be passed over in silence.
  void warn_of(const std::string& path) {
    diagnostics_.warn("perf map", path,
                      "expected a perf map or jitdump, got a file that is " + error_);
  }

  void warn_of_lines(const std::string& path, uint64_t lines, bool is_dump) {
    const char* form = is_dump ? "records of jitdump" : "lines \"START SIZE NAME\"";
    diagnostics_.warn("perf map lines", path,
                      fmt::format("expected {}, got {} others; left out", form, lines));
  }

  const ModuleQuery& query_;
  const SymbolSearch& search_;
  Diagnostics& diagnostics_;
  ModuleSymbols symbols_;
  size_t maps_ = 0;  // that could be read
  std::string last_map_;
  uint64_t entries_ = 0;
  std::string error_;
};

}  // namespace

ModuleSymbols name_from_jit_maps(const ModuleQuery& query, const SymbolSearch& search,
                                 Diagnostics& diagnostics) {
  return JitNamer(query, search, diagnostics).run();
}

}  // namespace jescope
