// SPDX-License-Identifier: Apache-2.0
//
// The index of call frame information (.eh_frame_hdr), of which libunwind searches the
// table:
//
//   version:1 = 1, form of the pointer:1, of the count:1 = 0x03, of the table:1 = 0x3b
//   pointer to .eh_frame: 4 or 8   count: 4   table: count × (function: 4, entry: 4)
#include "record/attach/thread_unwinder.h"

#include <elf.h>
#include <libunwind.h>

#include <algorithm>
#include <cstring>
#include <map>
#include <unordered_map>

#include "record/attach/elf_image.h"
#include "record/attach/remote_memory.h"

// Part of libunwind's library for other processes, though in no header of it.
extern "C" {
int UNW_OBJ(dwarf_search_unwind_table)(unw_addr_space_t space, unw_word_t address,
                                       unw_dyn_info_t* table, unw_proc_info_t* found,
                                       int needs_info, void* reader);
void UNW_OBJ(dwarf_put_unwind_info)(unw_addr_space_t space, unw_proc_info_t* info, void* reader);
}

namespace jescope {
namespace {

constexpr size_t kMostFrames = 1024;
constexpr uint64_t kMostStack = 1 << 20;
constexpr uint64_t kRedZone = 128;
constexpr uint64_t kPage = 4096;
constexpr size_t kMostPages = 16384;  // 64 MiB

std::optional<unw_dyn_info_t> read_frame_index(const ByteReader& memory, const ElfImage& image) {
  const Elf64_Phdr* const segment = image.segment(PT_GNU_EH_FRAME);
  if (segment == nullptr) return std::nullopt;
  constexpr uint8_t kFourBytes = 0x03;
  constexpr uint8_t kFromIndex = 0x3b;  // four bytes with a sign, counted from the index
  constexpr uint8_t kEightBytes = 0x0c;
  const uint64_t place = segment->p_vaddr + image.bias;
  std::array<uint8_t, 4> forms = {};
  if (!memory.read_value(place, forms) || forms[0] != 1) return std::nullopt;
  if (forms[2] != kFourBytes || forms[3] != kFromIndex) return std::nullopt;
  const uint64_t count_at = place + 4 + ((forms[1] & 0x0f) == kEightBytes ? 8 : 4);
  uint32_t count = 0;
  if (!memory.read_value(count_at, count) || count == 0) return std::nullopt;
  if (uint64_t{count} * 8 > segment->p_memsz) return std::nullopt;
  unw_dyn_info_t info = {};
  info.format = UNW_INFO_FORMAT_REMOTE_TABLE;
  info.start_ip = image.extent().start;
  info.end_ip = image.extent().end;
  info.u.rti.segbase = place;
  info.u.rti.table_data = count_at + 4;
  info.u.rti.table_len = count;  // in words of eight bytes
  return info;
}

}  // namespace

// The process as libunwind sees it.
class ThreadUnwinder::Space {
 public:
  Space(const std::vector<MappedArea>& areas, const ByteReader& memory);
  Space(const Space&) = delete;
  Space& operator=(const Space&) = delete;
  ~Space() { unw_destroy_addr_space(space_); }

  WalkedStack walk(const ThreadImage& image);

 private:
  static int find_proc_info(unw_addr_space_t space, unw_word_t address, unw_proc_info_t* found,
                            int needs_info, void* reader);
  static int access_memory(unw_addr_space_t space, unw_word_t address, unw_word_t* word,
                           int is_write, void* reader);
  static int access_register(unw_addr_space_t space, unw_regnum_t number, unw_word_t* word,
                             int is_write, void* reader);

  bool read_word(uint64_t address, uint64_t& word);
  bool read_constant(uint64_t address, uint64_t& word);
  const unw_dyn_info_t* index_of(uint64_t address);
  const MappedArea* beginning_of(const MappedArea& area) const;

  const std::vector<MappedArea>& areas_;
  const ByteReader& memory_;
  unw_accessors_t accessors_ = {};
  unw_addr_space_t space_ = nullptr;
  const ThreadImage* image_ = nullptr;
  std::unordered_map<uint64_t, std::string> pages_;  // of what cannot be written to
  std::map<uint64_t, std::optional<unw_dyn_info_t>> index_by_module_;
};

ThreadUnwinder::Space::Space(const std::vector<MappedArea>& areas, const ByteReader& memory)
    : areas_(areas), memory_(memory) {
  accessors_.find_proc_info = find_proc_info;
  accessors_.put_unwind_info = UNW_OBJ(dwarf_put_unwind_info);
  accessors_.get_dyn_info_list_addr = [](auto...) { return -UNW_ENOINFO; };
  accessors_.access_mem = access_memory;
  accessors_.access_reg = access_register;
  accessors_.access_fpreg = [](auto...) { return -UNW_EBADREG; };
  accessors_.resume = [](auto...) { return -UNW_EINVAL; };
  accessors_.get_proc_name = [](auto...) { return -UNW_ENOINFO; };
  space_ = unw_create_addr_space(&accessors_, 0);
  unw_set_caching_policy(space_, UNW_CACHE_GLOBAL);
}

int ThreadUnwinder::Space::find_proc_info(unw_addr_space_t space, unw_word_t address,
                                          unw_proc_info_t* found, int needs_info, void* reader) {
  const unw_dyn_info_t* const index = static_cast<Space*>(reader)->index_of(address);
  if (index == nullptr) return -UNW_ENOINFO;
  unw_dyn_info_t table = *index;
  return UNW_OBJ(dwarf_search_unwind_table)(space, address, &table, found, needs_info, reader);
}

int ThreadUnwinder::Space::access_memory(unw_addr_space_t, unw_word_t address, unw_word_t* word,
                                         int is_write, void* reader) {
  if (is_write != 0) return -UNW_EINVAL;
  uint64_t value = 0;
  if (!static_cast<Space*>(reader)->read_word(address, value)) return -UNW_EINVAL;
  *word = value;
  return 0;
}

int ThreadUnwinder::Space::access_register(unw_addr_space_t, unw_regnum_t number, unw_word_t* word,
                                           int is_write, void* reader) {
  const ThreadImage* const image = static_cast<Space*>(reader)->image_;
  const std::optional<uint64_t> value = numbered_register(image->registers, number);
  if (is_write != 0 || !value) return -UNW_EBADREG;
  *word = *value;
  return 0;
}

bool ThreadUnwinder::Space::read_word(uint64_t address, uint64_t& word) {
  const uint64_t from_start = address - image_->stack_start;
  const size_t copied = image_->stack.size();
  if (address >= image_->stack_start && copied >= sizeof word &&
      from_start <= copied - sizeof word) {
    std::memcpy(&word, image_->stack.data() + from_start, sizeof word);
    return true;
  }
  const MappedArea* const area = find_area(areas_, address);
  if (area == nullptr || !area->is_readable) return false;
  if (area->is_writable || !area->holds(address + sizeof word - 1)) {
    return memory_.read_value(address, word);
  }
  return read_constant(address, word);
}

bool ThreadUnwinder::Space::read_constant(uint64_t address, uint64_t& word) {
  const uint64_t start = address / kPage * kPage;
  const uint64_t offset = address - start;
  if (offset > kPage - sizeof word) return memory_.read_value(address, word);
  if (pages_.size() > kMostPages) pages_.clear();
  const auto [page, is_new] = pages_.try_emplace(start);
  if (is_new) page->second = memory_.bytes(start, kPage);
  if (page->second.empty()) return false;
  std::memcpy(&word, page->second.data() + offset, sizeof word);
  return true;
}

// Returns the area with the header of the module of which `area` is a piece, or null.
const MappedArea* ThreadUnwinder::Space::beginning_of(const MappedArea& area) const {
  for (auto row = static_cast<size_t>(&area - areas_.data()) + 1; row-- > 0;) {
    const MappedArea& at = areas_[row];
    if (at.mapping.path != area.mapping.path) {
      if (at.is_file()) return nullptr;
      continue;
    }
    if (at.mapping.file_offset == 0) return &at;
  }
  return nullptr;
}

const unw_dyn_info_t* ThreadUnwinder::Space::index_of(uint64_t address) {
  const MappedArea* const area = find_area(areas_, address);
  const bool may_have = area != nullptr && (area->is_file() || area->mapping.path == "[vdso]");
  const MappedArea* const first = may_have ? beginning_of(*area) : nullptr;
  if (first == nullptr) return nullptr;
  const auto [known, is_new] = index_by_module_.try_emplace(first->mapping.start);
  if (is_new) {
    const std::optional<ElfImage> image = read_elf_image(memory_, first->mapping.start);
    if (image) known->second = read_frame_index(memory_, *image);
  }
  return known->second ? &*known->second : nullptr;
}

WalkedStack ThreadUnwinder::Space::walk(const ThreadImage& image) {
  WalkedStack stack;
  image_ = &image;
  unw_cursor_t cursor;
  if (unw_init_remote(&cursor, space_, this) != 0) {
    stack.frames.push_back({code_address(image.registers), true});
    stack.is_cut = true;
    return stack;
  }
  bool is_exact = true;
  unw_word_t last_stack = 0;
  while (true) {
    unw_word_t address = 0;
    unw_word_t frame_end = 0;
    unw_get_reg(&cursor, UNW_REG_IP, &address);
    unw_get_reg(&cursor, UNW_REG_SP, &frame_end);
    if (address == 0) break;
    stack.frames.push_back({address, is_exact});
    is_exact = unw_is_signal_frame(&cursor) > 0;
    stack.has_signal |= is_exact;
    const int step = unw_step(&cursor);
    // A frame that does not grow the stack is a damaged one's; a signal's may be anywhere.
    const bool is_stuck = frame_end == last_stack && stack.frames.size() > 2 && !is_exact;
    last_stack = frame_end;
    if (step == 0) break;
    stack.is_cut = step < 0 || is_stuck || stack.frames.size() >= kMostFrames;
    if (stack.is_cut) break;
  }
  return stack;
}

ThreadUnwinder::ThreadUnwinder(const std::vector<MappedArea>& areas, const ByteReader& memory)
    : space_(std::make_unique<Space>(areas, memory)) {}

ThreadUnwinder::~ThreadUnwinder() = default;

WalkedStack ThreadUnwinder::walk(const ThreadImage& image) {
  return space_->walk(image);
}

std::optional<ThreadImage> take_image(pid_t thread, const std::vector<MappedArea>& areas) {
  const std::optional<GeneralRegisters> registers = read_general_registers(thread);
  if (!registers) return std::nullopt;
  ThreadImage image{*registers, stack_address(*registers) - kRedZone, {}};
  // A new thread's stack may be mapped since the areas were read.
  const MappedArea* const area = find_area(areas, stack_address(*registers));
  const uint64_t end = area == nullptr ? image.stack_start + (64 << 10) : area->mapping.end;
  image.stack.resize(std::min(end - image.stack_start, kMostStack));
  const size_t got = read_remote(thread, image.stack_start, image.stack.data(), image.stack.size());
  image.stack.resize(got);
  return image;
}

}  // namespace jescope
