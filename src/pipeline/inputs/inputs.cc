// SPDX-License-Identifier: Apache-2.0
//
// Looks at arguments on disk. In a folder, files named *.heap (also .gz, .zst)
// are dumps; their order is that of their names or, where these are none of
// jemalloc's, of their times. Patterns as "*.i*.heap" are
// expanded.
#include "pipeline/inputs/inputs.h"

#include <fcntl.h>
#include <fmt/format.h>
#include <fnmatch.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <filesystem>
#include <optional>
#include <string_view>
#include <system_error>
#include <utility>

#include "jescope/fetch/url.h"
#include "jescope/model/dump_name.h"

namespace jescope {
namespace {

namespace fs = std::filesystem;

// Returns the first four bytes of a regular file; fewer: it has no more.
std::string first_bytes(const std::string& path) {
  struct stat status = {};
  if (stat(path.c_str(), &status) != 0 || !S_ISREG(status.st_mode)) return {};
  const int descriptor = open(path.c_str(), O_RDONLY | O_CLOEXEC | O_NONBLOCK);
  if (descriptor < 0) return {};
  std::array<char, 4> bytes = {};
  const ssize_t got = read(descriptor, bytes.data(), bytes.size());
  close(descriptor);
  return {bytes.data(), static_cast<size_t>(std::max<ssize_t>(got, 0))};
}

bool is_elf_file(const std::string& path) {
  return first_bytes(path) ==
         "\x7f"
         "ELF";
}

bool is_script(const std::string& path) {
  return first_bytes(path).starts_with("#!");
}

bool is_dump_name(std::string_view name) {
  return name.ends_with(".heap") || name.ends_with(".heap.gz") || name.ends_with(".heap.zst");
}

bool is_folder(const std::string& path) {
  std::error_code error;
  return path != "-" && fs::is_directory(path, error);
}

// Returns the files of which the last part matches a pattern, sorted; none where
// `path` is no pattern. Where there is no shell, nobody else expands them.
std::vector<std::string> files_matching(const std::string& path) {
  const size_t slash = path.rfind('/');
  const std::string folder = slash == std::string::npos ? "." : path.substr(0, slash + 1);
  const std::string pattern = slash == std::string::npos ? path : path.substr(slash + 1);
  std::vector<std::string> files;
  if (pattern.find_first_of("*?[") == std::string::npos) return files;
  std::error_code error;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    const std::string name = entry->path().filename().string();
    std::error_code unknown;
    const bool is_wanted = ::fnmatch(pattern.c_str(), name.c_str(), FNM_PERIOD) == 0 &&
                           entry->is_regular_file(unknown);
    if (is_wanted) files.push_back(slash == std::string::npos ? name : folder + name);
  }
  std::ranges::sort(files);
  return files;
}

// Each time is asked for once: a file may be written to while others are compared.
void sort_by_time(std::vector<std::string>& paths) {
  std::vector<std::pair<fs::file_time_type, std::string>> files;
  files.reserve(paths.size());
  for (std::string& path : paths) {
    std::error_code error;
    const fs::file_time_type written = fs::last_write_time(path, error);
    files.emplace_back(written, std::move(path));
  }
  std::ranges::sort(files);
  std::ranges::transform(files, paths.begin(), [](auto& file) { return std::move(file.second); });
}

Result<std::vector<std::string>> dumps_in(const std::string& folder) {
  std::error_code error;
  std::vector<std::string> dumps;
  bool has_folders = false;
  for (fs::directory_iterator entry(folder, error), end; !error && entry != end;
       entry.increment(error)) {
    std::error_code unknown;
    const bool is_dump = is_dump_name(entry->path().filename().string());
    has_folders |= entry->is_directory(unknown);
    if (is_dump && entry->is_regular_file(unknown)) dumps.push_back(entry->path().string());
  }
  if (error) return Error{ErrorCode::kUnreadable, folder, error.message(), {}};
  if (dumps.empty()) {
    return Error{ErrorCode::kUnreadable, folder, "expected *.heap files in the folder, got none",
                 has_folders ? "folders within it are not searched; name one of them" : ""};
  }
  const auto has_name = [](const std::string& dump) { return parse_dump_name(dump).has_value(); };
  if (std::ranges::any_of(dumps, has_name)) {
    std::ranges::sort(dumps);
  } else {
    sort_by_time(dumps);
  }
  return dumps;
}

// A typing error must not end in a confusing message further down.
Result<Done> check_exists(const std::string& path) {
  std::error_code error;
  if (path == "-" || is_remote(path) || fs::exists(path, error)) return Done();
  if (!files_matching(path).empty()) return Done();
  const std::optional<std::string> url = remote_address(path, Scheme::kImplied);
  return Error{ErrorCode::kUnreadable, without_user_info(path),
               "expected a heap dump or a folder of dumps, got no such file",
               url ? without_user_info(*url) + " would be a running program's" : std::string()};
}

Error unexpected(const char* option, const char* expected, const std::string& got) {
  return {ErrorCode::kUnreadable, option, fmt::format("expected {}, got {}", expected, got), {}};
}

// What the user names for symbols must be there, too.
std::optional<Error> check_symbol_paths(const Request& request) {
  std::error_code error;
  if (!request.program.empty() && !fs::is_regular_file(request.program, error)) {
    return unexpected("--program", "an ELF file", request.program);
  }
  if (!request.sysroot.empty() && !fs::is_directory(request.sysroot, error)) {
    return unexpected("--sysroot", "a folder", request.sysroot);
  }
  for (const std::string& symbols : request.symbol_dirs) {
    if (!fs::is_directory(symbols, error) && !fs::is_regular_file(symbols, error)) {
      return unexpected("--symbols", "a folder or an ELF file", symbols);
    }
  }
  return std::nullopt;
}

std::optional<Error> check_process(const Request& request) {
  if (!request.live_process) return std::nullopt;
  std::error_code error;
  if (fs::exists(fmt::format("/proc/{}", *request.live_process), error)) return std::nullopt;
  return unexpected("--pid", "a running process",
                    fmt::format("none with number {}", *request.live_process));
}

// The first of several is the program, by habit, which is often not at hand.
std::optional<Error> check_first(const std::vector<std::string>& words) {
  if (words.size() < 2 || check_exists(words.front()).ok()) return std::nullopt;
  const bool is_dump = is_dump_name(words.front());
  if (is_dump || remote_address(words.front(), Scheme::kImplied)) return std::nullopt;
  return Error{ErrorCode::kUnreadable, words.front(),
               "expected a program or a heap dump, got no such file",
               "leave the program out: the dump itself says which it is of"};
}

// Appends the dumps that `words` mean to `dumps`.
std::optional<Error> expand(const std::vector<std::string>& words,
                            std::vector<std::string>& dumps) {
  for (const std::string& word : words) {
    if (Result<Done> exists = check_exists(word); !exists.ok()) return std::move(exists).error();
    std::error_code error;
    const bool is_there = word == "-" || is_remote(word) || fs::exists(word, error);
    if (is_remote(word) || !is_folder(word)) {
      const std::vector<std::string> files =
          is_there ? std::vector<std::string>() : files_matching(word);
      if (is_there) dumps.push_back(word);
      if (!is_there) dumps.insert(dumps.end(), files.begin(), files.end());
      continue;
    }
    Result<std::vector<std::string>> found = dumps_in(word);
    if (!found.ok()) return std::move(found).error();
    dumps.insert(dumps.end(), found->begin(), found->end());
  }
  return std::nullopt;
}

// Moves the first of diff's two inputs to `base`.
std::optional<Error> take_base(std::vector<std::string>& words, std::vector<std::string>& base) {
  if (words.size() != 2) {
    const bool is_folder_alone = words.size() == 1 && is_folder(words.front());
    return Error{ErrorCode::kUsage, "diff",
                 fmt::format("expected two inputs, BASE and NEW, got {}", words.size()),
                 is_folder_alone ? "jescope trend DIR follows the dumps of a folder"
                                 : "jescope diff BASE NEW; jescope trend DUMP... follows more"};
  }
  base.push_back(words.front());
  words.erase(words.begin());
  return std::nullopt;
}

// jeprof --symbols PROGRAM; the questions stand in standard input.
Result<Inputs> symbols_inputs(const std::vector<std::string>& words) {
  if (words.size() != 1 || !is_elf_file(words.front())) {
    return Error{ErrorCode::kUsage, "--symbols",
                 "expected one ELF file, got " +
                     (words.size() == 1 ? words.front() : fmt::format("{} files", words.size())),
                 "jeprof --symbols PROGRAM < MAPS_AND_ADDRESSES"};
  }
  return Inputs{words.front(), {"-"}, {}, nullptr};
}

}  // namespace

Result<Inputs> find_inputs(const Request& request) {
  if (const std::optional<Error> error = check_symbol_paths(request)) return *error;
  if (const std::optional<Error> error = check_process(request)) return *error;
  std::vector<std::string> words = request.inputs;
  if (request.jeprof && request.jeprof->mode == JeprofMode::kSymbols) return symbols_inputs(words);
  // A wrapper's script is no program, but people give it: $(which java).
  if (request.jeprof && words.size() > 1 && is_script(words.front())) words.erase(words.begin());
  if (std::optional<Error> error = check_first(words)) return *error;
  for (const std::string& word : words) {
    if (Result<Done> exists = check_exists(word); !exists.ok()) return exists.error();
  }
  Inputs inputs;
  inputs.program = request.program;
  if (words.size() > 1 && is_elf_file(words.front())) {
    if (inputs.program.empty()) inputs.program = words.front();
    words.erase(words.begin());
  }
  inputs.remote = std::make_shared<RemoteDumps>(request, inputs.program);
  std::vector<std::string> base = request.comparison.base;
  if (request.command == Command::kDiff && base.empty()) {
    if (std::optional<Error> error = take_base(words, base)) return *error;
  } else if (request.command == Command::kDiff && words.size() != 1) {
    return Error{ErrorCode::kUsage,
                 "diff",
                 fmt::format("expected one input beside --base, got {}", words.size()),
                 {}};
  }
  if (std::optional<Error> error = expand(words, inputs.dumps)) return *error;
  if (std::optional<Error> error = expand(base, inputs.base)) return *error;
  if (inputs.dumps.empty()) {
    return Error{ErrorCode::kUsage, "arguments", "expected a heap dump, got none",
                 "jescope top DUMP"};
  }
  return inputs;
}

bool is_empty_folder(const Request& request) {
  return std::ranges::all_of(request.inputs, [](const std::string& input) {
    return is_folder(input) && !dumps_in(input).ok();
  });
}

}  // namespace jescope
