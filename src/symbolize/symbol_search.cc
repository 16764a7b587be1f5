// SPDX-License-Identifier: Apache-2.0
//
// Puts the parts together for one module: its file, its debug file, then names
// from DWARF and, where DWARF has none, from the symbol tables.
#include "jescope/symbolize/symbol_search.h"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <optional>
#include <utility>

#include "symbolize/elf/call_sites.h"
#include "symbolize/elf/own_vdso.h"
#include "symbolize/find/module_file.h"
#include "symbolize/jit/jit_names.h"
#include "symbolize/missing_names.h"
#include "symbolize/module_namer.h"

namespace jescope {
namespace {

class FileSource : public ModuleSource {
 public:
  // Walks the folders of --symbols now, once for all the processes that may
  // be forked from here to read modules.
  explicit FileSource(SymbolSearch search) : finder_(std::move(search)) { finder_.symbol_dirs(); }

  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics& diagnostics) override {
    warn_of_cut_walk(diagnostics);
    warn_of_closed_process(diagnostics);
    const Module& module = *query.module;
    const std::span<const uint64_t> offsets = query.offsets;
    if (module.kind != ModuleKind::kFile) return name_without_file(query, diagnostics);
    const Result<ElfFile> file = open_module_file(query, finder_);
    if (!file) {
      std::optional<ModuleSymbols> names = name_shared_memory(query, diagnostics);
      if (names) return *std::move(names);
      warn_of_program(module, file.error(), diagnostics);
      return unnamed(offsets, reason_of_file(file.error(), module), remedy_of_file(module));
    }
    warn_of_other_build(*file, query, diagnostics);
    ModuleSymbols symbols = name_module(*file, finder_, query, diagnostics);
    symbols.file = to_text(file->place());
    return symbols;
  }

 private:
  void warn_of_cut_walk(Diagnostics& diagnostics) const {
    if (!finder_.symbol_dirs().is_cut()) return;
    diagnostics.warn("symbol folders", "--symbols",
                     "expected folders of a sane size, got too many files; some are left out");
  }

  void warn_of_closed_process(Diagnostics& diagnostics) const {
    const uint64_t process = finder_.search().live_process;
    if (!finder_.search().is_live_here || process == 0) return;
    const std::string root = fmt::format("/proc/{}/root/.", process);
    if (::access(root.c_str(), F_OK) == 0 || errno != EACCES) return;
    diagnostics.warn(
        "closed process", "--pid",
        fmt::format("expected to look into process {}, got permission denied", process),
        "run as root or as the process's user");
  }

  ModuleSymbols name_without_file(const ModuleQuery& query, Diagnostics& diagnostics) const {
    const ModuleKind kind = query.module->kind;
    if (kind == ModuleKind::kAnonymous) {
      return name_from_jit_maps(query, finder_.search(), diagnostics);
    }
    if (std::optional<ModuleSymbols> names = name_vdso(query, diagnostics)) {
      return *std::move(names);
    }
    return unnamed(query.offsets, reason_of_kind(kind), remedy_of_kind(kind, query.process_id));
  }

  std::optional<ModuleSymbols> name_vdso(const ModuleQuery& query, Diagnostics& diagnostics) const {
    if (query.module->kind != ModuleKind::kVirtual || !finder_.search().is_live_here) {
      return std::nullopt;
    }
    const std::optional<ElfFile> file = own_vdso(*query.module);
    if (!file) return std::nullopt;
    ModuleSymbols symbols = name_module(*file, finder_, query, diagnostics);
    symbols.reason = symbols.source == "none" ? reason_of_kind(query.module->kind) : "";
    symbols.remedy.clear();
    return symbols;
  }

  // Compilers that map their code twice, once to write it, do so by a file in
  // memory: "/memfd:doublemapper (deleted)", "/dev/zero".
  std::optional<ModuleSymbols> name_shared_memory(const ModuleQuery& query,
                                                  Diagnostics& diagnostics) const {
    if (!query.module->deleted && !query.module->path.starts_with("/dev/")) return std::nullopt;
    Diagnostics unheard;  // but notes: what is wrong with a map is said where it should name code
    ModuleSymbols symbols = name_from_jit_maps(query, finder_.search(), unheard);
    if (symbols.source == "none") return std::nullopt;
    for (const Diagnostic& said : unheard.list()) {
      if (said.severity == Severity::kNote) diagnostics.note(said.kind, said.where, said.message);
    }
    return symbols;
  }

  // What the user named by hand must not be passed over in silence.
  void warn_of_program(const Module& module, const Error& error, Diagnostics& diagnostics) const {
    if (!module.is_program || finder_.search().program.empty()) return;
    diagnostics.warn("program", finder_.search().program,
                     "expected the program that wrote the dump, got " + error.message);
  }

  static void warn_of_other_build(const ElfFile& file, const ModuleQuery& query,
                                  Diagnostics& diagnostics) {
    if (!query.are_call_sites) return;
    const CallSites sites = count_call_sites(file, query.offsets);
    if (!sites.suggest_another_build()) return;
    diagnostics.warn("another build", to_text(file.place()),
                     "it may be another build: " + to_text(sites),
                     "jescope symbols --symbols DIR DUMP  # DIR holds the file that was mapped");
  }

  static ModuleSymbols unnamed(std::span<const uint64_t> offsets, std::string reason,
                               std::string remedy) {
    return {
        {}, "none", std::move(reason), std::vector<SymbolChain>(offsets.size()), std::move(remedy)};
  }

  const FileFinder finder_;
};

}  // namespace

std::unique_ptr<ModuleSource> make_symbol_source(SymbolSearch search) {
  return std::make_unique<FileSource>(std::move(search));
}

}  // namespace jescope
