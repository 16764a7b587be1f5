// SPDX-License-Identifier: Apache-2.0
//
// Puts the parts together for one module: its file, its debug file, then names
// from DWARF and, where DWARF has none, from the symbol tables.
#include "jescope/symbolize/symbol_search.h"

#include <utility>

#include "symbolize/missing_names.h"
#include "symbolize/find/module_file.h"
#include "symbolize/module_namer.h"

namespace jescope {
namespace {

class FileSource : public ModuleSource {
 public:
  explicit FileSource(SymbolSearch search) : search_(std::move(search)) {}

  ModuleSymbols look_up(const ModuleQuery& query, Diagnostics& diagnostics) override {
    const Module& module = *query.module;
    const std::span<const uint64_t> offsets = query.offsets;
    if (module.kind != ModuleKind::kFile) return unnamed(offsets, reason_of_kind(module.kind));
    const Result<ElfFile> file = open_module_file(module, search_);
    if (!file) {
      warn_of_program(module, file.error(), diagnostics);
      return unnamed(offsets, reason_of_file(file.error(), module));
    }
    ModuleSymbols symbols = name_module(*file, search_, offsets, diagnostics);
    symbols.file = file->path();
    return symbols;
  }

 private:
  // What the user named by hand must not be passed over in silence.
  void warn_of_program(const Module& module, const Error& error, Diagnostics& diagnostics) const {
    if (!module.is_program || search_.program.empty()) return;
    diagnostics.warn("program", search_.program,
                     "expected the program that wrote the dump, got " + error.message);
  }

  static ModuleSymbols unnamed(std::span<const uint64_t> offsets, std::string reason) {
    return {{}, "none", std::move(reason), std::vector<SymbolChain>(offsets.size())};
  }

  SymbolSearch search_;
};

}  // namespace

std::unique_ptr<ModuleSource> make_symbol_source(SymbolSearch search) {
  return std::make_unique<FileSource>(std::move(search));
}

std::unique_ptr<SymbolSource> make_isolated_source(SymbolSearch search, WorkerLimits) {
  return make_symbol_source(std::move(search));
}

}  // namespace jescope
