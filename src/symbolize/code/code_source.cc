// SPDX-License-Identifier: Apache-2.0
#include "jescope/symbolize/code_source.h"

#include <utility>

#include "symbolize/code/code_reader.h"
#include "symbolize/code/isolated_code.h"
#include "symbolize/find/module_file.h"

namespace jescope {
namespace {

class FileCodeSource : public CodeSource {
 public:
  explicit FileCodeSource(SymbolSearch search) : finder_(std::move(search)) {
    finder_.symbol_dirs();  // walked once for all the processes that may be forked from here
  }

  std::vector<ModuleCode> read(std::span<const CodeQuery> queries, Diagnostics&) override {
    std::vector<ModuleCode> answers;
    for (const CodeQuery& query : queries) answers.push_back(read_module(query));
    return answers;
  }

 private:
  ModuleCode read_module(const CodeQuery& query) const {
    const ModuleKind kind = query.module.module->kind;
    if (kind == ModuleKind::kAnonymous) return {{}, "it was made at run time and is in no file"};
    if (kind != ModuleKind::kFile) return {{}, "it is no file"};
    const Result<ElfFile> file = open_module_file(query.module, finder_);
    if (!file) return {{}, "its file is " + file.error().message};
    return read_code(*file, finder_, query.wanted);
  }

  const FileFinder finder_;
};

}  // namespace

std::unique_ptr<CodeSource> make_code_source(SymbolSearch search) {
  return std::make_unique<FileCodeSource>(std::move(search));
}

std::unique_ptr<CodeSource> make_isolated_code_source(SymbolSearch search, WorkerLimits limits,
                                                      Progress* progress) {
  return isolate_code(make_code_source(std::move(search)), limits, progress);
}

}  // namespace jescope
