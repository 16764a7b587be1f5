// SPDX-License-Identifier: Apache-2.0
//
// Joins the rows of each sequence, whose addresses ascend, with the wanted
// addresses: a row that passes no wanted address costs one comparison.
#include "symbolize/dwarf/line_program.h"

#include <algorithm>
#include <limits>
#include <utility>

#include "symbolize/dwarf/entry_ranges.h"
#include "symbolize/dwarf/line_run.h"

namespace jescope {
namespace {

constexpr LinkAddress kNever = std::numeric_limits<LinkAddress>::max();
constexpr LinkAddress kNoRow = kNever;

// Sequences that may cover one address, beside one for each byte of the program;
// a linker that folds equal functions makes some. Damaged programs step back and
// forth over all wanted addresses.
constexpr uint64_t kMostOverlaps = 64;

constexpr size_t kMostPathBytes = 4096;  // PATH_MAX

// Told of rows, finds those that cover wanted addresses. A row covers what lies
// before the sequence's next row:
//
//   rows      0x1000   0x1008   0x1008   0x1010 (end)
//   wanted        ^           ^
//   found     0x1000            the second of 0x1008
class WantedPlaces {
 public:
  WantedPlaces(std::span<const LinkAddress> addresses, LinkAddress last_address,
               size_t program_bytes)
      : addresses_(addresses),
        places_(addresses.size()),
        last_address_(last_address),
        budget_(1 + program_bytes + kMostOverlaps * addresses.size()) {}

  // The next row may be lower than the last one only after this.
  void move(LinkAddress address) {
    is_dropped_ = is_dropped_ || is_tombstone(address);
    if (row_address_ != kNoRow && address >= row_address_) return;
    row_address_ = kNoRow;
    const auto wanted = std::lower_bound(addresses_.begin(), addresses_.end(), address);
    row_ = static_cast<size_t>(wanted - addresses_.begin());
    find_next();
  }

  void row(LinkAddress address, uint32_t file, uint32_t line) {
    if (address > next_) [[unlikely]]
      cover_up_to(address);
    row_address_ = address;
    file_ = file;
    line_ = line;
  }

  void end(LinkAddress address) {
    if (address > next_) cover_up_to(address);
    row_address_ = kNoRow;
    next_ = kNever;
    is_dropped_ = false;
  }

  void file(const LineFile&) {}

  LinePlaces take() { return {std::move(places_), !budget_.is_spent()}; }

 private:
  // Gives the last row what is wanted before `address`, where the next begins.
  void cover_up_to(LinkAddress address) {
    const size_t first = row_;
    for (; row_ < addresses_.size() && addresses_[row_] < address; ++row_) {
      LinePlace& place = places_[row_];
      if (!place.is_covered && addresses_[row_] >= row_address_) place = {file_, line_, true};
    }
    budget_.spend(row_ - first);
    find_next();
  }

  void find_next() {
    const bool is_over = is_dropped_ || row_ == addresses_.size() || budget_.is_spent();
    next_ = is_over ? kNever : addresses_[row_];
  }

  // Linkers put the code that they leave out there. A file's first bytes are
  // its header, so no function has address 0.
  bool is_tombstone(LinkAddress address) const {
    return address == 0 || address >= last_address_ - 1;
  }

  std::span<const LinkAddress> addresses_;
  std::vector<LinePlace> places_;
  LinkAddress last_address_;
  LinkAddress next_ = kNever;  // addresses_[row_]; kNever: the sequence can cover none
  size_t row_ = 0;
  LinkAddress row_address_ = kNoRow;  // of the last row
  uint32_t file_ = 0;
  uint32_t line_ = 0;
  bool is_dropped_ = false;  // the sequence is
  WorkBudget budget_;        // addresses to pass
};

class DefinedFiles {
 public:
  void move(LinkAddress) {}
  void row(LinkAddress, uint32_t, uint32_t) {}
  void end(LinkAddress) {}
  void file(const LineFile& file) { files_.push_back(file); }
  std::vector<LineFile> take() { return std::move(files_); }

 private:
  std::vector<LineFile> files_;
};

bool is_absolute(std::string_view path) {
  return path.starts_with('/');
}

std::string join(std::string folder, std::string_view name) {
  if (!folder.empty() && !folder.ends_with('/')) folder += '/';
  return folder.append(name);
}

}  // namespace

std::optional<LineProgram> LineProgram::read(const DebugSections& sections, const LineUnit& unit) {
  std::optional<LineHeader> header = read_line_header(sections, unit.offset, unit.string_offsets);
  if (!header) return std::nullopt;
  return LineProgram(*std::move(header), unit, sections.is_big_endian());
}

LineProgram::LineProgram(LineHeader header, const LineUnit& unit, bool is_big_endian)
    : header_(std::move(header)), unit_(unit), is_big_endian_(is_big_endian) {
  const unsigned bytes = header_.address_bytes;
  if (bytes == 2 || bytes == 4 || bytes == 8) unit_.address_bytes = bytes;
}

LinePlaces LineProgram::places_at(std::span<const LinkAddress> addresses) const {
  const LinkAddress last =
      unit_.address_bytes >= 8 ? kNever : (LinkAddress{1} << (8 * unit_.address_bytes)) - 1;
  WantedPlaces places(addresses, last, header_.program.size());
  LineRun(header_, unit_.address_bytes).run(is_big_endian_, places);
  return places.take();
}

const LineFile* LineProgram::file_numbered(uint64_t number) const {
  if (number < header_.first_number()) return nullptr;
  number -= header_.first_number();
  if (number < header_.files.size()) return &header_.files[number];
  number -= header_.files.size();
  const std::vector<LineFile>& defined = defined_files();
  return number < defined.size() ? &defined[number] : nullptr;
}

const std::vector<LineFile>& LineProgram::defined_files() const {
  if (std::exchange(has_run_, true)) return defined_files_;
  DefinedFiles defined;
  LineRun(header_, unit_.address_bytes).run(is_big_endian_, defined);
  defined_files_ = defined.take();
  return defined_files_;
}

std::string LineProgram::folder_path(uint64_t number) const {
  const uint64_t row = number - header_.first_number();
  const bool is_listed = number >= header_.first_number() && row < header_.folders.size();
  const std::string_view folder = is_listed ? header_.folders[row] : std::string_view();
  const bool is_unit_folder = is_listed && number == 0;
  if (is_unit_folder || is_absolute(folder)) return std::string(folder);
  return join(std::string(unit_.compilation_folder), folder);
}

std::string LineProgram::file_path(uint64_t number) const {
  const LineFile* file = file_numbered(number);
  if (file == nullptr || file->name.empty()) return {};
  std::string path = is_absolute(file->name) ? std::string(file->name)
                                             : join(folder_path(file->folder), file->name);
  return path.size() <= kMostPathBytes ? path : std::string();
}

}  // namespace jescope
