// SPDX-License-Identifier: Apache-2.0
//
// libunwind takes one step in a process that does not exist: its code is this one's, its
// registers hold invented addresses far from each other and from all that is real.
//
//   sp = 1 << 60    fp = 2 << 60    base = 3 << 60    link = 4 << 60
//   what is read from a stack: 5 << 60, 5 << 60 | 1 << 40, ... one for each read
//
// Where the step arrives tells what it did: a new stack pointer of (2 << 60) + 16 is
// fp + 16. So each rule of call frame information is understood that needs no more
// than a Row can say, and no stack of the program is touched.
#include "record/shim/stack/call_frames.h"

#include <libunwind.h>

#include <cstring>

#include "record/shim/stack/mappings.h"
#include "record/shim/system/pointer.h"

// libunwind's search in a table as .eh_frame_hdr has it; it has no declaration for others.
extern "C" int UNW_OBJ(dwarf_search_unwind_table)(unw_addr_space_t space, unw_word_t address,
                                                  unw_dyn_info_t* table, unw_proc_info_t* info,
                                                  int need_unwind_info, void* argument);

namespace jescope::shim {
namespace {

constexpr unsigned kAnchorShift = 60;
constexpr unsigned kReadShift = 40;
constexpr uint64_t kStackPointer = uint64_t{1} << kAnchorShift;
constexpr uint64_t kFramePointer = uint64_t{2} << kAnchorShift;
constexpr uint64_t kBase = uint64_t{3} << kAnchorShift;
constexpr uint64_t kLink = uint64_t{4} << kAnchorShift;
constexpr uint64_t kRead = uint64_t{5} << kAnchorShift;
constexpr int64_t kFarthest = int64_t{1} << 30;

// A damaged or hostile table makes a step as long as it likes.
constexpr unsigned kMostReads = 20'000;
constexpr unsigned kMostStackReads = 16;

#if defined(__x86_64__)
constexpr int kPcNumber = UNW_X86_64_RIP;
constexpr int kFramePointerNumber = UNW_X86_64_RBP;
constexpr int kBaseNumber = UNW_X86_64_RBX;
constexpr int kLinkNumber = -1;
constexpr int kReturnNumber = UNW_X86_64_RIP;
#else
constexpr int kPcNumber = UNW_AARCH64_PC;
constexpr int kFramePointerNumber = UNW_AARCH64_X29;
constexpr int kBaseNumber = UNW_AARCH64_X19;
constexpr int kLinkNumber = UNW_AARCH64_X30;
constexpr int kReturnNumber = UNW_AARCH64_X30;
#endif

// What the one step may look at, and what it looked at.
struct Step {
  uintptr_t pc = 0;
  Module module;
  bool has_table = false;
  unsigned reads = 0;
  unsigned stack_reads = 0;
  uint64_t read_from[kMostStackReads] = {};
  uintptr_t readable_page = 1;  // the page last seen to be readable; 1: none
};

// How .eh_frame_hdr begins, where linkers write it as all of them do.
struct TableHead {
  uint8_t version;
  uint8_t frames_encoding;
  uint8_t count_encoding;
  uint8_t table_encoding;
  int32_t frames;
  uint32_t count;
};

bool is_readable_page(Step& step, uintptr_t address) {
  constexpr uintptr_t kPage = 4096;
  if (address / kPage == step.readable_page) return true;
  if (!is_readable(address & ~uintptr_t{7})) return false;
  step.readable_page = address / kPage;
  return true;
}

bool read_module_word(Step& step, uintptr_t address, uint64_t& word) {
  if (address < step.module.begin || address >= step.module.end) return false;
  if (!is_readable_page(step, address) || !is_readable_page(step, address + 7)) return false;
  std::memcpy(&word, pointer_to<const void>(address), sizeof word);
  return true;
}

bool is_invented(uint64_t address) {
  return ((address + kFarthest) >> kAnchorShift) != 0;
}

// Invents what the stack holds there.
bool read_stack_word(Step& step, uint64_t address, uint64_t& word) {
  if (step.stack_reads == kMostStackReads) return false;
  step.read_from[step.stack_reads] = address;
  word = kRead | (uint64_t{step.stack_reads} << kReadShift) | uint64_t{1} << (kReadShift - 1);
  ++step.stack_reads;
  return true;
}

int access_memory(unw_addr_space_t, unw_word_t address, unw_word_t* word, int write,
                  void* argument) {
  auto& step = *static_cast<Step*>(argument);
  if (write != 0 || ++step.reads > kMostReads) return -UNW_EINVAL;
  uint64_t read = 0;
  const bool is_read = is_invented(address) ? read_stack_word(step, address, read)
                                            : read_module_word(step, address, read);
  *word = read;
  return is_read ? 0 : -UNW_EINVAL;
}

int access_register(unw_addr_space_t, unw_regnum_t number, unw_word_t* word, int write,
                    void* argument) {
  if (write != 0) return -UNW_EREADONLYREG;
  if (number == kPcNumber) {
    *word = static_cast<const Step*>(argument)->pc;
  } else if (number == UNW_REG_SP) {
    *word = kStackPointer;
  } else if (number == kFramePointerNumber) {
    *word = kFramePointer;
  } else if (number == kBaseNumber) {
    *word = kBase;
  } else if (number == kLinkNumber) {
    *word = kLink;
  } else {
    return -UNW_EBADREG;
  }
  return 0;
}

int access_float_register(unw_addr_space_t, unw_regnum_t, unw_fpreg_t*, int, void*) {
  return -UNW_EBADREG;
}

// Reads the head of the table; false unless it is of the one form that linkers write.
bool read_table_head(Step& step, TableHead& head) {
  constexpr uint8_t kRelativeTo4Bytes = 0x1b;  // DW_EH_PE_pcrel | DW_EH_PE_sdata4
  constexpr uint8_t kUnsigned4Bytes = 0x03;    // DW_EH_PE_udata4
  constexpr uint8_t kTableOf4Bytes = 0x3b;     // DW_EH_PE_datarel | DW_EH_PE_sdata4
  uint64_t words[2];
  const uintptr_t begin = step.module.eh_frame_hdr;
  if (!read_module_word(step, begin, words[0]) || !read_module_word(step, begin + 8, words[1])) {
    return false;
  }
  std::memcpy(&head, words, sizeof head);
  return head.version == 1 && head.frames_encoding == kRelativeTo4Bytes &&
         head.count_encoding == kUnsigned4Bytes && head.table_encoding == kTableOf4Bytes;
}

int find_procedure(unw_addr_space_t space, unw_word_t address, unw_proc_info_t* info,
                   int need_unwind_info, void* argument) {
  auto& step = *static_cast<Step*>(argument);
  TableHead head = {};
  if (step.module.eh_frame_hdr % 4 != 0 || !read_table_head(step, head)) return -UNW_ENOINFO;
  constexpr uintptr_t kHeadBytes = 12;
  unw_dyn_info_t table = {};
  table.format = UNW_INFO_FORMAT_REMOTE_TABLE;
  table.start_ip = step.module.begin;
  table.end_ip = step.module.end;
  table.u.rti.segbase = step.module.eh_frame_hdr;
  table.u.rti.table_data = step.module.eh_frame_hdr + kHeadBytes;
  table.u.rti.table_len = head.count;  // in words; an entry has 8 bytes
  const int found =
      UNW_OBJ(dwarf_search_unwind_table)(space, address, &table, info, need_unwind_info, argument);
  step.has_table = found >= 0;
  return found;
}

void put_unwind_info(unw_addr_space_t, unw_proc_info_t*, void*) {}

int get_dynamic_list(unw_addr_space_t, unw_word_t*, void*) {
  return -UNW_ENOINFO;
}

unw_addr_space_t make_space() {
  unw_accessors_t accessors = {};
  accessors.find_proc_info = &find_procedure;
  accessors.put_unwind_info = &put_unwind_info;
  accessors.get_dyn_info_list_addr = &get_dynamic_list;
  accessors.access_mem = &access_memory;
  accessors.access_reg = &access_register;
  accessors.access_fpreg = &access_float_register;
  unw_addr_space* const space = unw_create_addr_space(&accessors, 0);
  if (space != nullptr) unw_set_caching_policy(space, UNW_CACHE_NONE);
  return space;
}

// Says an invented address as a place; false for what is not one.
bool place_of(uint64_t address, Place& place) {
  const uint64_t anchor = (address + kFarthest) >> kAnchorShift;
  const auto offset = static_cast<int64_t>(address - (anchor << kAnchorShift));
  if (offset < -kFarthest || offset >= kFarthest) return false;
  if (anchor == kStackPointer >> kAnchorShift) place.anchor = Anchor::kStackPointer;
  if (anchor == kFramePointer >> kAnchorShift) place.anchor = Anchor::kFramePointer;
  if (anchor == kBase >> kAnchorShift) place.anchor = Anchor::kBase;
  place.offset = static_cast<int32_t>(offset);
  return place.anchor != Anchor::kNone;
}

bool read_cfa(const Step& step, uint64_t cfa, Row& row) {
  if (cfa >> kAnchorShift != kRead >> kAnchorShift) return place_of(cfa, row.cfa);
  const uint64_t index = (cfa >> kReadShift) & 0xff;
  const uint64_t middle = uint64_t{1} << (kReadShift - 1);
  const auto added = static_cast<int64_t>((cfa & ((uint64_t{1} << kReadShift) - 1)) - middle);
  if (index >= step.stack_reads || added < -kFarthest || added >= kFarthest) return false;
  row.cfa_is_loaded = true;
  row.cfa_added = static_cast<int32_t>(added);
  return place_of(step.read_from[index], row.cfa);
}

// Where a register of the caller was saved.
bool read_place(unw_cursor_t& cursor, int number, uint64_t cfa, Place& place) {
  unw_save_loc_t saved = {};
  if (unw_get_save_loc(&cursor, number, &saved) < 0) return false;
  place = {};
  // Undefined is as good as kept: it is a guess then, and every use is checked.
  if (saved.type != UNW_SLT_MEMORY) return saved.type == UNW_SLT_NONE || saved.u.regnum == number;
  const auto offset = static_cast<int64_t>(saved.u.addr - cfa);
  if (offset >= -kFarthest && offset < kFarthest) {
    place = {Anchor::kCfa, static_cast<int32_t>(offset)};
    return true;
  }
  return place_of(saved.u.addr, place);
}

Row read_row(const Step& step, unw_cursor_t& cursor) {
  Row row;
  unw_word_t cfa = 0;
  if (unw_get_reg(&cursor, UNW_REG_SP, &cfa) < 0 || !read_cfa(step, cfa, row)) return {};
  if (!read_place(cursor, kReturnNumber, cfa, row.return_address)) return {};
  if (!read_place(cursor, kFramePointerNumber, cfa, row.fp)) return {};
  if (!read_place(cursor, kBaseNumber, cfa, row.base)) row.base = {};
#if defined(__x86_64__)
  if (row.return_address.anchor == Anchor::kNone) return {};
#endif
  row.kind = RowKind::kFrame;
  return row;
}

// Too large for the stack of a signal handler or a coroutine; used under the lock.
constinit unw_cursor_t step_cursor = {};

}  // namespace

Row compute_row(uintptr_t address, const Module& module) {
  static constinit unw_addr_space_t space = nullptr;
  if (space == nullptr) space = make_space();
  if (space == nullptr || module.eh_frame_hdr == 0) return {};
  Step step;
  step.pc = address;
  step.module = module;
  if (unw_init_remote(&step_cursor, space, &step) < 0) return {};
  const int stepped = unw_step(&step_cursor);
  if (!step.has_table || stepped < 0) return {};
  if (stepped > 0) return read_row(step, step_cursor);
  Row end;
  end.kind = RowKind::kEnd;
  return end;
}

}  // namespace jescope::shim
