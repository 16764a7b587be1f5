// SPDX-License-Identifier: Apache-2.0
//
// Collects the parts of each section first, then inflates all of them at once,
// the largest first. Nearly always one of them, .debug_info, is most of the
// work, so further threads save what the others take.
#include "symbolize/dwarf/debug_sections.h"

#include <algorithm>
#include <atomic>
#include <optional>
#include <string_view>
#include <system_error>
#include <thread>

#include "symbolize/dwarf/inflate.h"
#include "symbolize/dwarf/stored_section.h"
#include "symbolize/elf/elf_sections.h"

namespace jescope {
namespace {

// DWARF shrinks to a third or a fourth; tables of zeros to a thousandth.
constexpr uint64_t kMostRatio = 64;
constexpr uint64_t kForSmallSections = uint64_t{16} << 20;
constexpr uint64_t kMostInAll = uint64_t{6} << 30;

// Without ".debug_" and ".dwo"; empty: never read.
constexpr std::array<std::string_view, kDebugSections> kNames = {
    "info", "types",  "abbrev",   "line", "line_str", "str",     "str_offsets",
    "addr", "ranges", "rnglists", "",     "cu_index", "tu_index"};

std::optional<size_t> row_of(std::string_view name, DebugFlavour flavour) {
  if (!name.starts_with(".debug_") && !name.starts_with(".zdebug_")) return std::nullopt;
  name.remove_prefix(name.find('_') + 1);
  const bool is_index = name == "cu_index" || name == "tu_index";  // never has ".dwo"
  if (flavour == DebugFlavour::kSplit && !is_index) {
    if (!name.ends_with(".dwo")) return std::nullopt;
    name.remove_suffix(4);
  }
  const auto* const row = std::find(kNames.begin(), kNames.end(), name);
  if (row == kNames.end() || name.empty()) return std::nullopt;
  return static_cast<size_t>(row - kNames.begin());
}

bool is_joined(size_t row) {
  return row == static_cast<size_t>(DebugSection::kInfo) ||
         row == static_cast<size_t>(DebugSection::kTypes);
}

bool is_bomb(const StoredSection& part) {
  return part.inflated_bytes > kForSmallSections &&
         (part.inflated_bytes - kForSmallSections) / kMostRatio > part.stored.size();
}

// Where a part's bytes go.
struct Job {
  const StoredSection* part = nullptr;
  std::span<uint8_t> inflated;
  bool is_done = false;
};

void inflate_jobs(std::vector<Job>& jobs, std::atomic<size_t>& next) {
  for (size_t i = next++; i < jobs.size(); i = next++) {
    jobs[i].is_done = inflate(jobs[i].part->coding, jobs[i].part->stored, jobs[i].inflated);
  }
}

// Starts up to `count` threads; where there are none to be had, fewer.
std::vector<std::thread> start_helpers(size_t count, std::vector<Job>& jobs,
                                       std::atomic<size_t>& next) {
  std::vector<std::thread> helpers;
  try {
    while (helpers.size() < count) helpers.emplace_back([&] { inflate_jobs(jobs, next); });
  } catch (const std::system_error&) {
    return helpers;
  }
  return helpers;
}

void inflate_all(std::vector<Job>& jobs, unsigned threads) {
  if (jobs.empty()) return;
  std::stable_sort(jobs.begin(), jobs.end(), [](const Job& left, const Job& right) {
    return left.part->stored.size() > right.part->stored.size();
  });
  std::atomic<size_t> next = 0;
  const size_t wanted = std::clamp<size_t>(threads, 1, jobs.size());
  std::vector<std::thread> helpers = start_helpers(wanted - 1, jobs, next);
  inflate_jobs(jobs, next);
  for (std::thread& helper : helpers) helper.join();
}

// The sections of one file on their way into memory.
class SectionParts {
 public:
  SectionParts(const ElfFile& file, DebugFlavour flavour) {
    Elf_Scn* section = nullptr;
    while ((section = elf_nextscn(file.elf(), section)) != nullptr) {
      const std::string_view name = file.section_name(section);
      if (const auto row = row_of(name, flavour))
        add(*row, read_stored_section(file, section, name));
    }
  }

  // Fills `sections`; what is copied or inflated is added to `memory`.
  void place(std::array<Bytes, kDebugSections>& sections, std::vector<MappedBytes>& memory,
             unsigned threads) {
    std::vector<Job> jobs;
    for (size_t row = 0; row < kDebugSections; ++row) {
      if (!parts_[row].empty()) sections[row] = place_row(parts_[row], memory, jobs);
    }
    inflate_all(jobs, threads);
    for (const Job& job : jobs) {
      if (!job.is_done) drop(sections, job.inflated);
    }
  }

  bool is_damaged() const { return is_damaged_; }

 private:
  void add(size_t row, const std::optional<StoredSection>& part) {
    if (part && part->inflated_bytes == 0) return;
    if (!part || is_bomb(*part) || part->inflated_bytes > left_bytes_) {
      is_damaged_ = true;
    } else if (parts_[row].empty() || is_joined(row)) {
      left_bytes_ -= part->inflated_bytes;
      parts_[row].push_back(*part);
    }
  }

  Bytes place_row(const std::vector<StoredSection>& parts, std::vector<MappedBytes>& memory,
                  std::vector<Job>& jobs) {
    if (parts.size() == 1 && parts.front().coding == Coding::kPlain) return parts.front().stored;
    uint64_t bytes = 0;
    for (const StoredSection& part : parts) bytes += part.inflated_bytes;
    MappedBytes fresh = MappedBytes::fresh(bytes);
    if (fresh.is_empty()) {
      is_damaged_ = true;
      return {};
    }
    std::span<uint8_t> left = fresh.writable();
    for (const StoredSection& part : parts) {
      jobs.push_back({&part, left.first(part.inflated_bytes)});
      left = left.subspan(part.inflated_bytes);
    }
    memory.push_back(std::move(fresh));
    return memory.back().bytes();
  }

  // Leaves the section out that has `lost` in it.
  void drop(std::array<Bytes, kDebugSections>& sections, std::span<const uint8_t> lost) {
    is_damaged_ = true;
    for (Bytes& section : sections) {
      const bool has_it = !section.empty() && lost.data() >= section.data() &&
                          lost.data() < section.data() + section.size();
      if (has_it) section = {};
    }
  }

  std::array<std::vector<StoredSection>, kDebugSections> parts_;
  uint64_t left_bytes_ = kMostInAll;
  bool is_damaged_ = false;
};

}  // namespace

DebugSections DebugSections::read(const ElfFile& file, DebugFlavour flavour, unsigned threads) {
  DebugSections result;
  result.is_big_endian_ = jescope::is_big_endian(file.elf());
  SectionParts parts(file, flavour);
  parts.place(result.bytes_, result.inflated_, threads);
  result.is_damaged_ = parts.is_damaged();
  return result;
}

}  // namespace jescope
