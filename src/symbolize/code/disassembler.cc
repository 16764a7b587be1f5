// SPDX-License-Identifier: Apache-2.0
//
// AT&T syntax for x86, as objdump writes it.
#include "symbolize/code/disassembler.h"

#include <capstone/capstone.h>
#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <array>
#include <new>
#include <string_view>
#include <utility>

#include "symbolize/code/unused_machines.h"

namespace jescope {
namespace {

constexpr size_t kMostX86Bytes = 15;
constexpr size_t kArmBytes = 4;

bool has_group(const cs_detail& detail, unsigned group) {
  const uint8_t* const end = detail.groups + detail.groups_count;
  return std::find(detail.groups, end, group) != end;
}

bool is_branch(const cs_detail& detail) {
  return has_group(detail, CS_GRP_JUMP) || has_group(detail, CS_GRP_CALL) ||
         has_group(detail, CS_GRP_BRANCH_RELATIVE);
}

std::optional<LinkAddress> target_of(const cs_x86& x86) {
  if (x86.op_count != 1 || x86.operands[0].type != X86_OP_IMM) return std::nullopt;
  return static_cast<LinkAddress>(x86.operands[0].imm);
}

// The last operand of "tbz w0, #3, 0x1020".
std::optional<LinkAddress> target_of(const cs_arm64& arm) {
  if (arm.op_count == 0 || arm.operands[arm.op_count - 1].type != ARM64_OP_IMM) return std::nullopt;
  return static_cast<LinkAddress>(arm.operands[arm.op_count - 1].imm);
}

std::optional<LinkAddress> data_of(const cs_insn& instruction) {
  const cs_x86& x86 = instruction.detail->x86;
  for (size_t i = 0; i < x86.op_count; ++i) {
    const cs_x86_op& operand = x86.operands[i];
    if (operand.type != X86_OP_MEM || operand.mem.base != X86_REG_RIP) continue;
    return instruction.address + instruction.size + static_cast<uint64_t>(operand.mem.disp);
  }
  return std::nullopt;
}

// What assemblers call a hint that capstone knows by its number only.
std::string_view hint_name(std::string_view number) {
  constexpr auto kHints = std::to_array<std::pair<std::string_view, std::string_view>>({
      {"#0x7", "xpaclri"},
      {"#0x19", "paciasp"},
      {"#0x1b", "pacibsp"},
      {"#0x1d", "autiasp"},
      {"#0x1f", "autibsp"},
      {"#0x20", "bti"},
      {"#0x22", "bti c"},
      {"#0x24", "bti j"},
      {"#0x26", "bti jc"},
  });
  const auto* const found = std::ranges::find(kHints, number, &decltype(kHints)::value_type::first);
  return found == kHints.end() ? std::string_view() : found->second;
}

std::string text_of(const cs_insn& instruction) {
  const std::string_view name = instruction.mnemonic;
  const std::string_view operands = instruction.op_str;
  if (operands.empty()) return std::string(name);
  if (name == "hint" && !hint_name(operands).empty()) return std::string(hint_name(operands));
  // A plain number in a register is written "mov".
  const bool is_plain = name == "movz" && operands.find("lsl") == std::string_view::npos;
  return fmt::format("{} {}", is_plain ? "mov" : name, operands);
}

// An arm64 target is written as an address, not as a number: without '#'.
std::string without_last_hash(std::string text) {
  const size_t hash = text.rfind("#0x");
  return hash == std::string::npos ? text : text.erase(hash, 1);
}

}  // namespace

std::optional<Machine> machine_of(const ElfFile& file) {
  GElf_Ehdr header;
  if (gelf_getehdr(file.elf(), &header) == nullptr) return std::nullopt;
  const bool is_wide = header.e_ident[EI_CLASS] == ELFCLASS64;
  if (!is_wide || header.e_ident[EI_DATA] != ELFDATA2LSB) return std::nullopt;
  if (header.e_machine == EM_X86_64) return Machine::kX86_64;
  if (header.e_machine == EM_AARCH64) return Machine::kArm64;
  return std::nullopt;
}

struct Disassembler::Handle {
  csh library = 0;
  cs_insn* instruction = nullptr;  // room for one

  ~Handle() {
    if (instruction != nullptr) cs_free(instruction, 1);
    cs_close(&library);
  }
};

Disassembler::Disassembler(Machine machine)
    : machine_(machine), handle_(std::make_unique<Handle>()) {
  leave_out_unused_machines();
  const bool is_x86 = machine == Machine::kX86_64;
  const cs_err error = cs_open(is_x86 ? CS_ARCH_X86 : CS_ARCH_ARM64,
                               is_x86 ? CS_MODE_64 : CS_MODE_LITTLE_ENDIAN, &handle_->library);
  if (error != CS_ERR_OK) throw std::bad_alloc();  // it has no other reason here
  cs_option(handle_->library, CS_OPT_DETAIL, CS_OPT_ON);
  if (is_x86) cs_option(handle_->library, CS_OPT_SYNTAX, CS_OPT_SYNTAX_ATT);
  handle_->instruction = cs_malloc(handle_->library);
  if (handle_->instruction == nullptr) throw std::bad_alloc();
}

Disassembler::~Disassembler() = default;

DecodedInstruction Disassembler::decode(Bytes code, LinkAddress address) const {
  const uint8_t* bytes = code.data();
  size_t left = std::min(code.size(), kMostX86Bytes);
  const cs_insn& found = *handle_->instruction;
  if (!cs_disasm_iter(handle_->library, &bytes, &left, &address, handle_->instruction)) {
    return undecoded(code);
  }
  DecodedInstruction decoded{found.size, text_of(found), {}, {}};
  const bool is_x86 = machine_ == Machine::kX86_64;
  if (is_branch(*found.detail)) {
    decoded.target = is_x86 ? target_of(found.detail->x86) : target_of(found.detail->arm64);
  }
  if (is_x86) decoded.data = data_of(found);
  if (!is_x86 && decoded.target) decoded.text = without_last_hash(std::move(decoded.text));
  return decoded;
}

DecodedInstruction Disassembler::undecoded(Bytes code) const {
  if (machine_ == Machine::kX86_64 || code.size() < kArmBytes) {
    return {1, fmt::format(".byte 0x{:02x}", code[0]), {}, {}};
  }
  const uint32_t word = code[0] | code[1] << 8 | code[2] << 16 | uint32_t{code[3]} << 24;
  return {kArmBytes, fmt::format(".word 0x{:08x}", word), {}, {}};
}

}  // namespace jescope
