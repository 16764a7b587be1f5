// SPDX-License-Identifier: Apache-2.0
//
// Reads jemalloc's file names from their end, because a prefix may hold dots.
#include "jescope/model/dump_name.h"

#include <charconv>
#include <vector>

namespace jescope {
namespace {

// Removes `suffix` from the end of `text` and returns true, if it is there.
bool consume_suffix(std::string_view& text, std::string_view suffix) {
  if (!text.ends_with(suffix)) return false;
  text.remove_suffix(suffix.size());
  return true;
}

// Removes the last ".field" from `text` and returns the field.
std::string_view pop_field(std::string_view& text) {
  const size_t dot = text.rfind('.');
  if (dot == std::string_view::npos) return {};
  const std::string_view field = text.substr(dot + 1);
  text.remove_suffix(text.size() - dot);
  return field;
}

std::optional<uint64_t> parse_number(std::string_view digits) {
  uint64_t number = 0;
  const char* const end = digits.data() + digits.size();
  const auto [stop, error] = std::from_chars(digits.data(), end, number);
  if (digits.empty() || error != std::errc() || stop != end) return std::nullopt;
  return number;
}

// Reads "i17" or "f" into `name`.
bool parse_kind(std::string_view field, DumpName& name) {
  if (field == "f") {
    name.kind = DumpKind::kFinal;
    return true;
  }
  if (field.empty()) return false;
  switch (field[0]) {
    case 'i': name.kind = DumpKind::kInterval; break;
    case 'm': name.kind = DumpKind::kManual; break;
    case 'u': name.kind = DumpKind::kPeak; break;
    default: return false;
  }
  const std::optional<uint64_t> sequence = parse_number(field.substr(1));
  name.kind_sequence = sequence.value_or(0);
  return sequence.has_value();
}

// A pid namespace is an inode number, far above the number of any prefix. The
// first one is the host's own (PROC_PID_INIT_INO in Linux's proc_ns.h).
constexpr uint64_t kLeastPidNamespace = 0xEFFFFFFC;

void take_pid_namespace(std::string_view& rest, DumpName& name) {
  std::string_view before = rest;
  const std::string_view field = pop_field(before);
  if (parse_number(field).value_or(0) < kLeastPidNamespace) return;
  name.pid_namespace = field;
  rest = before;
}

}  // namespace

std::optional<DumpName> parse_dump_name(std::string_view path) {
  std::string_view rest = path.substr(path.rfind('/') + 1);
  if (!consume_suffix(rest, ".gz")) consume_suffix(rest, ".zst");
  if (!consume_suffix(rest, ".heap")) return std::nullopt;
  DumpName name;
  if (!parse_kind(pop_field(rest), name)) return std::nullopt;
  const std::optional<uint64_t> sequence = parse_number(pop_field(rest));
  const std::optional<uint64_t> pid = parse_number(pop_field(rest));
  if (!sequence || !pid) return std::nullopt;
  name.sequence = *sequence;
  name.pid = *pid;
  take_pid_namespace(rest, name);
  name.prefix = rest;
  return name;
}

std::string_view dump_kind_name(DumpKind kind) {
  switch (kind) {
    case DumpKind::kFinal: return "final";
    case DumpKind::kInterval: return "interval";
    case DumpKind::kManual: return "manual";
    case DumpKind::kPeak: return "peak";
  }
  return "";
}

}  // namespace jescope
