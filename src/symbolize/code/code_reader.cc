// SPDX-License-Identifier: Apache-2.0
//
//   offsets ──segments──▶ addresses ──symbols, bounds──▶ functions ──decode──▶ texts
//                                              targets ──symbols, PLT──▶ names ──▲
#include "symbolize/code/code_reader.h"

#include <fmt/format.h>
#include <gelf.h>

#include <algorithm>
#include <utility>

#include "symbolize/code/disassembler.h"
#include "symbolize/code/module_code.h"
#include "symbolize/elf/lone_debug_file.h"

namespace jescope {
namespace {

std::string machine_words(const ElfFile& file) {
  GElf_Ehdr header;
  const unsigned machine =
      gelf_getehdr(file.elf(), &header) == nullptr ? EM_NONE : header.e_machine;
  switch (machine) {
    case EM_386: return "32-bit x86";
    case EM_ARM: return "32-bit ARM";
    case EM_PPC64: return "64-bit PowerPC";
    case EM_S390: return "s390x";
    case EM_RISCV: return "RISC-V";
    case EM_LOONGARCH: return "LoongArch";
    case EM_AARCH64: return "big-endian arm64";
    default: return fmt::format("machine {}", machine);
  }
}

class CodeReader {
 public:
  CodeReader(const ElfFile& file, const FileFinder& finder, Machine machine)
      : file_(file), code_(file, finder, machine), disassembler_(machine) {}

  std::vector<FunctionCode> read(std::span<const uint64_t> wanted) {
    std::vector<FunctionCode> functions;
    for (const FunctionExtent& extent : extents_of(wanted)) functions.push_back(decode(extent));
    const std::vector<LinkAddress> targets = distinct_targets();
    const std::vector<std::string> names = code_.names_at(targets);
    for (const Reference& reference : references_) {
      const auto at = std::ranges::lower_bound(targets, reference.target) - targets.begin();
      append_name(functions[reference.function], reference, names[static_cast<size_t>(at)]);
    }
    return functions;
  }

 private:
  // A jump or call whose target is to be named.
  struct Reference {
    size_t function = 0;
    size_t instruction = 0;
    LinkAddress target = 0;
  };

  std::vector<FunctionExtent> extents_of(std::span<const uint64_t> wanted) const {
    std::vector<LinkAddress> addresses;
    for (const uint64_t offset : wanted) {
      const std::optional<LinkAddress> address = link_address(file_.segments(), offset);
      if (address) addresses.push_back(*address);
    }
    std::ranges::sort(addresses);
    std::vector<FunctionExtent> extents;
    for (const std::optional<FunctionExtent>& extent : code_.functions_at(addresses)) {
      if (extent) extents.push_back(*extent);
    }
    std::ranges::stable_sort(extents, {}, &FunctionExtent::start);
    const auto is_same = [](const FunctionExtent& a, const FunctionExtent& b) {
      return a.start == b.start;
    };
    extents.erase(std::unique(extents.begin(), extents.end(), is_same), extents.end());
    return extents;
  }

  FunctionCode decode(const FunctionExtent& extent) {
    FunctionCode function;
    function.name = code_name(extent.name);
    function.address = extent.start;
    function.file_offset = code_.file_offset(extent.start);
    function.size_bytes = extent.size_bytes;
    const Bytes code =
        code_.bytes_at(extent.start, std::min<uint64_t>(extent.size_bytes, kMostBytes));
    size_t at = 0;
    while (at < code.size() && function.instructions.size() < kMostInstructionsOfFunction &&
           decoded_ < kMostInstructions) {
      const LinkAddress address = extent.start + at;
      const DecodedInstruction decoded = disassembler_.decode(code.subspan(at), address);
      add(function, static_cast<uint32_t>(at), decoded);
      at += decoded.size_bytes;
    }
    function.is_cut = at < extent.size_bytes;
    ++functions_;
    return function;
  }

  void add(FunctionCode& function, uint32_t offset, const DecodedInstruction& decoded) {
    const size_t row = function.instructions.size();
    function.instructions.push_back(
        {offset, static_cast<uint32_t>(decoded.size_bytes), decoded.text});
    ++decoded_;
    std::string& text = function.instructions.back().text;
    if (decoded.target) {
      references_.push_back({functions_, row, *decoded.target});
    } else if (decoded.data) {
      text += fmt::format("  # {:#x}", *decoded.data);
      const std::string name = code_.name_of_slot(*decoded.data);
      if (!name.empty()) text += fmt::format(" <{}>", name);
    }
  }

  std::vector<LinkAddress> distinct_targets() const {
    std::vector<LinkAddress> targets;
    targets.reserve(references_.size());
    for (const Reference& reference : references_) targets.push_back(reference.target);
    std::ranges::sort(targets);
    targets.erase(std::unique(targets.begin(), targets.end()), targets.end());
    return targets;
  }

  // A jump within the function tells how far from its start: "<+0x34>".
  static void append_name(FunctionCode& function, const Reference& reference,
                          const std::string& name) {
    const uint64_t distance = reference.target - function.address;  // wraps around before it
    std::string& text = function.instructions[reference.instruction].text;
    if (distance != 0 && distance < function.size_bytes) {
      text += fmt::format(" <+{:#x}>", distance);
    } else if (!name.empty()) {
      text += fmt::format(" <{}>", name);
    }
  }

  static constexpr uint64_t kMostBytes = 15 * uint64_t{kMostInstructionsOfFunction};

  const ElfFile& file_;
  const CodeOfModule code_;
  const Disassembler disassembler_;
  size_t functions_ = 0;  // that are decoded
  size_t decoded_ = 0;    // instructions of all of them
  std::vector<Reference> references_;
};

}  // namespace

ModuleCode read_code(const ElfFile& file, const FileFinder& finder,
                     std::span<const uint64_t> wanted) {
  const std::optional<Machine> machine = machine_of(file);
  if (!machine) {
    return {{}, fmt::format("expected a module of x86-64 or arm64, got {}", machine_words(file))};
  }
  if (lacks_code(file)) return {{}, "only its debug file is here, which has no code"};
  return {CodeReader(file, finder, *machine).read(wanted), {}};
}

}  // namespace jescope
