// SPDX-License-Identifier: Apache-2.0
//
// Names from files on this machine. Of an ELF module: DWARF (2 to 5, with
// inlined functions), then .symtab, MiniDebugInfo, .dynsym, and at last the
// bounds of functions in .eh_frame. A symbol names a place only if it covers
// it; there is no nearest symbol. Of code made at run time: the maps that
// just-in-time compilers write.
//
// Files are untrusted: only regular files are opened, a file whose layout does
// not fit what was mapped is refused as another build, and reading a module
// happens in a process of its own with bounded memory and time.
#pragma once

#include <chrono>
#include <cstdint>
#include <memory>
#include <string>
#include <vector>

#include "jescope/base/progress.h"
#include "jescope/symbolize/symbol_source.h"

namespace jescope {

// --path-map OLD=NEW: what the dump calls OLD/x is looked for at NEW/x.
struct PathMapping {
  std::string old_prefix;
  std::string new_prefix;
};

struct SymbolSearch {
  std::string program;  // file to use for the dump's executable; empty: the path in the dump
  std::string sysroot;  // folder in which all paths of the dump are looked up; empty: "/"
  std::vector<std::string> debug_dirs = {"/usr/lib/debug"};  // hold .build-id/xx/yyyy.debug
  // Folders, searched through, of modules and debug files with any name.
  std::vector<std::string> symbol_dirs = {};
  std::vector<PathMapping> path_map = {};
  // Folders under which /a/b/c.so is first looked for, as PREFIX/a/b/c.so, then as
  // PREFIX/b/c.so and PREFIX/c.so: jeprof's --lib_prefix.
  std::vector<std::string> lib_prefixes = {};
  std::vector<std::string> debuginfod_caches = {};  // folders that hold <build-id>/debuginfo
  std::vector<std::string> perf_maps = {};          // files; empty: <sysroot>/tmp/perf-<pid>.map
  bool is_live_here = false;                        // the process runs on this machine now (--pid)
  uint64_t live_process = 0;                        // its number on this machine then; 0: unknown
  unsigned threads = 1;                             // for one module
  std::string cache_dir = {};  // folder for answers to keep; empty: none are kept
};

// How one module's reading is bounded.
struct WorkerLimits {
  uint64_t memory_bytes = uint64_t{4} << 30;  // private
  std::chrono::seconds time{120};
  unsigned workers =
      0;  // modules read at a time, and threads for one; 0: as many as there are cores
};

// debuginfod: only asked when the user wants it (--debuginfod).
struct DebuginfodFetch {
  bool is_wanted = false;
  std::string urls = {};  // as in DEBUGINFOD_URLS, separated by spaces
  std::chrono::seconds time{90};
};

// Returns the source that reads modules in this process. For tests and for
// those who isolate it themselves.
std::unique_ptr<ModuleSource> make_symbol_source(SymbolSearch search);

// Returns the source that reads each module in a process of its own, forked
// from a small one that is started here: call it before a profile is loaded and
// before there are threads. A module whose reader crashes, or takes too much
// memory or time, has no names, a reason and a warning.
// `progress`, unless it is null, is told how many modules are done.
std::unique_ptr<SymbolSource> make_isolated_source(SymbolSearch search, WorkerLimits limits,
                                                   Progress* progress = nullptr);

// Returns a source that asks `inner`, fetches the debug files it lacks into the
// first of `search`'s debuginfod_caches, and asks it again for their modules.
// Only modules with a build-id are fetched for. What could not be fetched is one
// warning. `progress`, unless it is null, is told of each module.
std::unique_ptr<SymbolSource> fetch_missing(std::unique_ptr<SymbolSource> inner,
                                            const SymbolSearch& search, DebuginfodFetch fetch,
                                            Progress* progress = nullptr);

}  // namespace jescope
