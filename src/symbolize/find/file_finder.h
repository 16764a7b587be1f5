// SPDX-License-Identifier: Apache-2.0
//
// What every search for a file needs: the user's wishes, and the files below
// the folders of --symbols, which are walked once and only when they are needed.
#pragma once

#include <mutex>
#include <utility>

#include "jescope/symbolize/symbol_search.h"
#include "symbolize/find/symbol_dirs.h"

namespace jescope {

class FileFinder {
 public:
  explicit FileFinder(SymbolSearch search) : search_(std::move(search)) {}

  const SymbolSearch& search() const { return search_; }

  // The first call walks the folders; may be called from several threads.
  const SymbolDirs& symbol_dirs() const {
    std::call_once(walk_once_, [&] { symbol_dirs_ = SymbolDirs::walk(search_.symbol_dirs); });
    return symbol_dirs_;
  }

 private:
  const SymbolSearch search_;
  mutable std::once_flag walk_once_;
  mutable SymbolDirs symbol_dirs_;
};

}  // namespace jescope
