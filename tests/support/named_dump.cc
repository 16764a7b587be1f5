// SPDX-License-Identifier: Apache-2.0
#include "tests/support/named_dump.h"

#include <fmt/format.h>

#include <map>
#include <sstream>
#include <vector>

namespace jescope {
namespace {

constexpr uint64_t kBetweenProcesses = 0x100000000;
constexpr uint64_t kText = 0x400000;

class Writer {
 public:
  explicit Writer(const NamedDumpOptions& options)
      : options_(options), text_start_(kText + options.process * kBetweenProcesses) {}

  std::string run(std::span<const NamedStack> stacks) {
    NamedStack all;
    std::string records;
    for (const NamedStack& stack : stacks) {
      if (stack.objects == 0 && stack.total_objects == 0) continue;
      all.objects += stack.objects;
      all.bytes += stack.bytes;
      all.total_objects += stack.total_objects;
      all.total_bytes += stack.total_bytes;
      records += "@" + addresses(stack.frames) + "\n" + counts(stack);
    }
    std::string symbols;
    for (const auto& [name, address] : addresses_) {
      symbols += fmt::format("0x{:016x} {}\n", address, name);
    }
    return fmt::format(
        "--- symbol\nbinary=/opt/app\n{}---\n--- heap\nheap_v2/{}\n{}{}\nMAPPED_LIBRARIES:\n"
        "{:x}-{:x} r-xp 00000000 fe:00 1 /opt/app\n{:x}-{:x} rw-p 00000000 00:00 0 [stack]\n",
        symbols, options_.period, counts(all), records, text_start_, text_start_ + 0x100000,
        text_start_ + 0x800000, text_start_ + 0x900000);
  }

 private:
  // Returns " 0x... 0x...", innermost first.
  std::string addresses(const std::string& frames) {
    std::string text;
    std::istringstream names(frames);
    for (std::string name; std::getline(names, name, ';');) {
      const uint64_t next = text_start_ + 0x10 * (addresses_.size() + 1);
      text = fmt::format(" 0x{:x}", addresses_.emplace(name, next).first->second) + text;
    }
    return text;
  }

  static std::string counts(const NamedStack& stack) {
    return fmt::format("  t*: {}: {} [{}: {}]\n", stack.objects, stack.bytes, stack.total_objects,
                       stack.total_bytes);
  }

  const NamedDumpOptions options_;
  const uint64_t text_start_;
  std::map<std::string, uint64_t> addresses_;
};

}  // namespace

std::string named_dump(std::span<const NamedStack> stacks, const NamedDumpOptions& options) {
  return Writer(options).run(stacks);
}

}  // namespace jescope
