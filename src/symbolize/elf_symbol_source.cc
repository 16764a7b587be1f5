// SPDX-License-Identifier: Apache-2.0
//
// Puts the parts together for one module: its file, its debug file, then names
// from DWARF and, where DWARF has none, from the symbol tables.
#include "jescope/symbolize/elf_symbol_source.h"

#include <utility>

#include "symbolize/missing_names.h"
#include "symbolize/module_file.h"
#include "symbolize/module_namer.h"

namespace jescope {
namespace {

class ElfSymbolSource : public SymbolSource {
 public:
  explicit ElfSymbolSource(ElfSearch search) : search_(std::move(search)) {}

  ModuleSymbols look_up(const Module& module, std::span<const uint64_t> offsets,
                        Diagnostics& diagnostics) override {
    if (module.kind != ModuleKind::kFile) return unnamed(offsets, reason_of_kind(module.kind));
    const Result<ElfFile> file = open_module_file(module, search_);
    if (!file) {
      warn_of_program(module, file.error(), diagnostics);
      return unnamed(offsets, reason_of_file(file.error(), module));
    }
    return name_module(*file, search_, offsets, diagnostics);
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

  ElfSearch search_;
};

}  // namespace

std::unique_ptr<SymbolSource> make_elf_symbol_source(ElfSearch search) {
  return std::make_unique<ElfSymbolSource>(std::move(search));
}

}  // namespace jescope
