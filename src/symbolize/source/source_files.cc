// SPDX-License-Identifier: Apache-2.0
//
// Opens the first place that holds the file, looks at what was opened (not at
// what was asked for), and keeps its bytes.
#include "jescope/symbolize/source_files.h"

#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <climits>
#include <limits>
#include <optional>
#include <utility>
#include <vector>

#include "symbolize/files/file_place.h"
#include "symbolize/files/open_file.h"
#include "symbolize/find/dump_paths.h"
#include "symbolize/source/name_ends.h"

namespace jescope {
namespace {

constexpr uint64_t kMostFileBytes = uint64_t{32} << 20;
constexpr uint64_t kMostBytes = uint64_t{256} << 20;
constexpr size_t kMostLineBytes = 4096;
constexpr std::string_view kMisnamed = "refused: it is not named as source files are";
constexpr std::string_view kUnknownTarget =
    "refused: without /proc nobody tells what a link leads to";
constexpr std::string_view kByteOrderMark = "\xEF\xBB\xBF";

Error unreadable(const std::string& file, std::string_view reason) {
  return Error{ErrorCode::kUnreadable, file, std::string(reason), {}};
}

// Every place where the user lets `file` be looked for, best first.
std::vector<FilePlace> places_below(const std::string& file, const SourceSearch& search) {
  std::vector<FilePlace> places;
  const auto add_ends = [&](const std::string& path) {
    for (const std::string& end : name_ends(path)) {
      for (const std::string& root : search.roots) places.push_back({end, root});
    }
  };
  if (const auto mapped = map_path(search.path_map, without_climbs(file))) add_ends(*mapped);
  add_ends(file);
  return places;
}

std::vector<FilePlace> places_to_try(const std::string& file, const SourceSearch& search) {
  std::vector<FilePlace> places = places_below(file, search);
  if (!search.where_built || !file.starts_with('/')) return places;
  SymbolSearch built;
  built.sysroot = search.sysroot;
  built.path_map = search.path_map;
  for (FilePlace& place : places_of(file, built)) places.push_back(std::move(place));
  return places;
}

// The name behind all symbolic links; empty where the system does not tell.
std::string name_of(const FileDescriptor& file) {
  const std::string link = "/proc/self/fd/" + std::to_string(file.number());
  std::array<char, PATH_MAX> target;
  const ssize_t length = ::readlink(link.c_str(), target.data(), target.size());
  return length > 0 ? std::string(target.data(), static_cast<size_t>(length)) : std::string();
}

// Returns the first `bytes` of the file, fewer where it has become shorter.
std::optional<std::string> read_bytes(const FileDescriptor& file, uint64_t bytes) {
  std::string text(bytes, '\0');
  size_t got = 0;
  while (got < text.size()) {
    const ssize_t more = ::read(file.number(), text.data() + got, text.size() - got);
    if (more < 0 && errno == EINTR) continue;
    if (more < 0) return std::nullopt;
    if (more == 0) break;
    got += static_cast<size_t>(more);
  }
  text.resize(got);
  return text;
}

std::string without_end(std::string_view line) {
  if (line.ends_with('\r')) line.remove_suffix(1);
  if (line.size() <= kMostLineBytes) return std::string(line);
  size_t end = kMostLineBytes;
  while (end > kMostLineBytes - 4 && (line[end] & 0xC0) == 0x80) --end;
  return std::string(line.substr(0, end)) + "…";
}

// Where every 64th line begins: a file has up to 32 million.
class LineIndex {
 public:
  explicit LineIndex(std::string_view bytes) {
    for (size_t at = 0; at < bytes.size(); ++count_) {
      if (count_ % kStep == 0) starts_.push_back(static_cast<uint32_t>(at));
      at = std::min(bytes.find('\n', at), bytes.size() - 1) + 1;
    }
  }

  uint64_t count() const { return count_; }

  // Returns a line at or before `number`, and where it begins.
  std::pair<uint32_t, size_t> begin(uint32_t number) const {
    const uint32_t block = (number - 1) / kStep;
    return {block * kStep + 1, starts_[block]};
  }

 private:
  static constexpr uint32_t kStep = 64;
  uint64_t count_ = 0;
  std::vector<uint32_t> starts_;
};

std::string line_at(std::string_view bytes, const LineIndex& index, uint32_t number) {
  const std::pair<uint32_t, size_t> begin = index.begin(number);
  size_t at = begin.second;
  for (uint32_t line = begin.first; line < number; ++line) at = bytes.find('\n', at) + 1;
  const std::string_view rest = bytes.substr(at);
  return without_end(rest.substr(0, rest.find('\n')));
}

// Some systems ended lines with CR alone.
void unify_line_ends(std::string& text) {
  if (text.find('\n') == std::string::npos) std::ranges::replace(text, '\r', '\n');
}

// Returns what may be read of an open file; the error's message is a reason.
Result<std::string> text_of(const FileDescriptor& file, uint64_t bytes, uint64_t bytes_left) {
  const std::string name = name_of(file);
  if (name.empty()) return unreadable(name, kUnknownTarget);
  if (!is_source_name(name)) return unreadable(name, kMisnamed);
  if (bytes > kMostFileBytes) return unreadable(name, "refused: it has more than 32 MiB");
  if (bytes > bytes_left) return unreadable(name, "left out: 256 MiB of source have been read");
  std::optional<std::string> text = read_bytes(file, bytes);
  if (!text) return unreadable(name, "not readable");
  if (text->find('\0') != std::string::npos) return unreadable(name, "refused: it is not text");
  if (text->starts_with(kByteOrderMark)) text->erase(0, kByteOrderMark.size());
  unify_line_ends(*text);
  return *std::move(text);
}

// Why nothing is opened for this name; empty: it may be.
std::string_view reason_to_refuse(const std::string& file, const SourceSearch& search) {
  if (!search.any()) return kSourceNotWanted;
  const bool has_zero = file.find('\0') != std::string::npos;  // open(2) would end there
  return has_zero || !is_source_name(file) ? kMisnamed : std::string_view();
}

}  // namespace

struct SourceFiles::File {
  std::string place;
  std::string reason;  // why it is not read; empty: it is
  int64_t modified_seconds = 0;
  std::string bytes;
  LineIndex lines;
};

SourceFiles::SourceFiles(SourceSearch search)
    : search_(std::move(search)), bytes_left_(kMostBytes) {}
SourceFiles::SourceFiles(SourceFiles&&) noexcept = default;
SourceFiles::~SourceFiles() = default;

SourceFiles::File SourceFiles::open_first(const std::string& file) {
  std::string reason(reason_to_refuse(file, search_));
  if (!reason.empty()) return {{}, reason, 0, {}, LineIndex({})};
  reason = kSourceNotFound;
  for (const FilePlace& place : places_to_try(file, search_)) {
    const Result<FileDescriptor> opened = open_regular_file(place.path, place.root);
    struct stat status = {};
    if (!opened.ok() || ::fstat(opened->number(), &status) != 0) {
      if (!opened.ok() && reason == kSourceNotFound) reason = opened.error().message;
      continue;
    }
    Result<std::string> text = text_of(*opened, static_cast<uint64_t>(status.st_size), bytes_left_);
    if (!text.ok()) return {{}, text.error().message, 0, {}, LineIndex({})};
    bytes_left_ -= text->size();
    LineIndex lines(*text);
    return {to_text(place), {}, status.st_mtim.tv_sec, *std::move(text), std::move(lines)};
  }
  return {{}, reason, 0, {}, LineIndex({})};
}

const SourceFiles::File& SourceFiles::find(const std::string& file) {
  std::unique_ptr<File>& known = files_[file];
  if (!known) known = std::make_unique<File>(open_first(file));
  return *known;
}

Result<SourceText> SourceFiles::read(const std::string& file, std::span<const uint32_t> numbers) {
  const File& found = find(file);
  if (!found.reason.empty()) return unreadable(file, found.reason);
  SourceText text{found.place, found.modified_seconds, found.lines.count(), {}};
  for (const uint32_t number : numbers) {
    if (number == 0 || number > text.line_count) continue;
    text.lines.push_back({number, line_at(found.bytes, found.lines, number)});
  }
  return text;
}

}  // namespace jescope
