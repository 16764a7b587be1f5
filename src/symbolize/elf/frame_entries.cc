// SPDX-License-Identifier: Apache-2.0
//
// Steps from entry to entry by their lengths; a CIE is read when an entry
// first refers to it, and only its head, so that the time is linear in the
// section whatever it says.
#include "symbolize/elf/frame_entries.h"

#include <algorithm>
#include <limits>
#include <optional>
#include <unordered_map>

namespace jescope {
namespace {

constexpr uint64_t kMostCieHeadBytes = 256;

// How a table writes addresses (DW_EH_PE_...).
constexpr uint8_t kAbsolute = 0x00;
constexpr uint8_t kFormMask = 0x0f;
constexpr uint8_t kRelationMask = 0x70;
constexpr uint8_t kIndirect = 0x80;
constexpr uint8_t kRelativeToPlace = 0x10;
constexpr uint8_t kUleb = 0x01;
constexpr uint8_t kSleb = 0x09;
constexpr uint8_t kSigned = 0x08;

// How a CIE's entries write addresses.
struct AddressForm {
  uint8_t encoding = kAbsolute;
  unsigned address_bytes = 8;
};

struct EntryHead {
  uint64_t start = 0;  // of the field behind the length
  uint64_t end = 0;    // one past the entry
  uint64_t id = 0;     // which CIE, or that it is one
  uint64_t behind_id = 0;
  bool is_wide = false;  // 64-bit DWARF
};

class FrameReader {
 public:
  FrameReader(const FrameSection& section,
              const std::function<void(LinkAddress, LinkAddress)>& found)
      : section_(section), found_(found) {}

  void run() {
    uint64_t position = 0;
    while (const std::optional<EntryHead> head = read_head(position)) {
      if (head->end > head->start && !is_cie(*head)) read_entry(*head);
      position = head->end;
    }
  }

 private:
  ByteCursor cursor_at(uint64_t position) const {
    return {section_.bytes, position, section_.is_big_endian};
  }

  // Returns nothing at the end of what can be read. A length of 0 ends the
  // table of one input file; the next one's may follow.
  std::optional<EntryHead> read_head(uint64_t position) const {
    ByteCursor cursor = cursor_at(position);
    EntryHead head;
    uint64_t length = cursor.u32();
    head.is_wide = length == std::numeric_limits<uint32_t>::max();
    if (head.is_wide) length = cursor.u64();
    head.start = cursor.position();
    if (cursor.has_failed() || length > cursor.left_bytes()) return std::nullopt;
    head.end = head.start + length;
    if (length == 0) return head;
    head.id = head.is_wide ? cursor.u64() : cursor.u32();
    head.behind_id = cursor.position();
    if (head.behind_id > head.end) return std::nullopt;
    return head;
  }

  bool is_cie(const EntryHead& head) const {
    if (section_.kind == FrameTable::kEhFrame) return head.id == 0;
    return head.id == (head.is_wide ? ~uint64_t{0} : std::numeric_limits<uint32_t>::max());
  }

  void read_entry(const EntryHead& head) {
    const bool is_distance = section_.kind == FrameTable::kEhFrame;
    const std::optional<AddressForm>& form = form_of(is_distance ? head.start - head.id : head.id);
    if (!form) return;
    ByteCursor cursor = cursor_at(head.behind_id);
    const uint64_t base = (form->encoding & kRelationMask) == kRelativeToPlace
                              ? section_.address + head.behind_id
                              : 0;
    const LinkAddress start = in_address_space(base + number(cursor, *form));
    const uint64_t length_bytes = length(cursor, *form);
    if (cursor.has_failed() || cursor.position() > head.end) return;
    if (length_bytes != 0 && start + length_bytes > start) found_(start, start + length_bytes);
  }

  const std::optional<AddressForm>& form_of(uint64_t cie) {
    const auto [known, is_new] = forms_.try_emplace(cie);
    if (is_new) known->second = read_form(cie);
    return known->second;
  }

  std::optional<AddressForm> read_form(uint64_t cie) const {
    const std::optional<EntryHead> head = read_head(cie);
    if (!head || head->end == head->start || !is_cie(*head)) return std::nullopt;
    const uint64_t end = std::min(head->end, head->behind_id + kMostCieHeadBytes);
    ByteCursor cursor(section_.bytes.first(end), head->behind_id, section_.is_big_endian);
    AddressForm form{kAbsolute, section_.address_bytes};
    const uint8_t version = cursor.u8();
    const std::string_view augmentation = cursor.text();
    if (version >= 4) {
      form.address_bytes = cursor.u8();
      cursor.skip(1);  // bytes of a segment's number
    }
    if (augmentation == "eh") cursor.skip(section_.address_bytes);
    cursor.skip_leb();                                  // alignment of code
    cursor.skip_leb();                                  // alignment of data
    version == 1 ? cursor.skip(1) : cursor.skip_leb();  // register of the return address
    if (augmentation.starts_with('z')) read_augmentation(cursor, augmentation, form);
    const bool is_known = augmentation.empty() || augmentation[0] == 'z' || augmentation == "eh";
    if (cursor.has_failed() || !is_known || !is_readable(form)) return std::nullopt;
    return form;
  }

  static void read_augmentation(ByteCursor& cursor, std::string_view letters, AddressForm& form) {
    cursor.skip_leb();  // length of what follows
    for (const char letter : letters.substr(1)) {
      if (letter == 'R') form.encoding = cursor.u8();
      if (letter == 'L') cursor.skip(1);
      if (letter == 'P') {
        const AddressForm personality{cursor.u8(), form.address_bytes};
        number(cursor, personality);
      }
    }
  }

  // Relative to something else than their own place are only the addresses of
  // machines whose tables no linker writes any more.
  static bool is_readable(const AddressForm& form) {
    const uint8_t relation = form.encoding & kRelationMask;
    return (form.encoding & kIndirect) == 0 && (relation == 0 || relation == kRelativeToPlace) &&
           (form.address_bytes == 4 || form.address_bytes == 8);
  }

  static unsigned bytes_of(const AddressForm& form) {
    switch (form.encoding & kFormMask & ~kSigned) {
      case 2: return 2;
      case 3: return 4;
      case 4: return 8;
      default: return form.address_bytes;
    }
  }

  static uint64_t number(ByteCursor& cursor, const AddressForm& form) {
    const uint8_t written = form.encoding & kFormMask;
    if (written == kSleb) return static_cast<uint64_t>(cursor.sleb());
    const uint64_t value = length(cursor, form);
    if ((written & kSigned) == 0 || written == kUleb) return value;
    const unsigned unused_bits = 64 - 8 * bytes_of(form);
    return static_cast<uint64_t>(static_cast<int64_t>(value << unused_bits) >> unused_bits);
  }

  // The same without a sign.
  static uint64_t length(ByteCursor& cursor, const AddressForm& form) {
    const uint8_t written = form.encoding & kFormMask & ~kSigned;
    return written == kUleb ? cursor.uleb() : cursor.number(bytes_of(form));
  }

  LinkAddress in_address_space(uint64_t address) const {
    return section_.address_bytes == 4 ? address & std::numeric_limits<uint32_t>::max() : address;
  }

  const FrameSection& section_;
  const std::function<void(LinkAddress, LinkAddress)>& found_;
  std::unordered_map<uint64_t, std::optional<AddressForm>> forms_;
};

}  // namespace

void for_each_frame_entry(const FrameSection& section,
                          const std::function<void(LinkAddress, LinkAddress)>& found) {
  FrameReader(section, found).run();
}

}  // namespace jescope
