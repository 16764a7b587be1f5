// SPDX-License-Identifier: Apache-2.0
//
// Reads one level at a time, jumping from sibling to sibling.
#include "symbolize/dwarf/entry_tree.h"

#include <algorithm>

#include "symbolize/dwarf/entry_scanner.h"

namespace jescope {
namespace {

constexpr int kMostDepth = 256;  // of entries; damaged files nest without end

bool is_container(const EntryHead& head) {
  return head.abbreviation->has_children && head.kind() != EntryKind::kOther;
}

}  // namespace

std::optional<Entry> EntryTree::scope_of(const Entry& entry) {
  Entry scope = {entry.unit, entry.unit->header.first_entry()};
  Entry around = scope;
  for (int depth = 0; depth < kMostDepth; ++depth) {
    const Container* next = container_around(entry, around);
    if (next == nullptr) return scope;
    around.offset = next->offset;
    if (next->kind != EntryKind::kBlock) scope = around;
  }
  return std::nullopt;
}

std::vector<Entry> EntryTree::types_in(const Entry& scope) {
  std::vector<Entry> types;
  append_types(scope, 0, types);
  return types;
}

void EntryTree::append_types(const Entry& outer, int depth, std::vector<Entry>& types) {
  if (depth == kMostDepth) return;
  for (const Container& container : containers_in(outer)) {
    const Entry entry = {outer.unit, container.offset};
    if (container.kind == EntryKind::kType) types.push_back(entry);
    if (container.kind == EntryKind::kBlock) append_types(entry, depth + 1, types);
  }
}

void EntryTree::learn(const DwarfUnit& unit, std::vector<ScopeContent> seen) {
  learned_.clear();
  for (ScopeContent& content : seen) {
    const Entry scope = {&unit, content.scope};
    learned_.insert_or_assign(scope.address(), std::move(content.containers));
  }
}

void EntryTree::clear() {
  learned_.clear();
  containers_.clear();
}

// Returns the child of `outer` that holds `entry`; null: it is a child itself.
const Container* EntryTree::container_around(const Entry& entry, const Entry& outer) {
  const std::vector<Container>& inside = containers_in(outer);
  const auto behind = std::partition_point(
      inside.begin(), inside.end(),
      [&](const Container& container) { return container.offset < entry.offset; });
  if (behind == inside.begin()) return nullptr;
  const Container& before = *std::prev(behind);
  return entry.offset < before.end ? &before : nullptr;
}

// References into an unordered_map stay valid while it grows.
const std::vector<Container>& EntryTree::containers_in(const Entry& entry) {
  const auto learned = learned_.find(entry.address());
  if (learned != learned_.end()) return learned->second;
  const auto [found, is_new] = containers_.try_emplace(entry.address());
  std::vector<Container>& containers = found->second;
  if (!is_new || budget_.is_spent()) return containers;
  EntryScanner scanner(*entry.unit, entry.offset);
  EntryHead head;
  if (!scanner.next(head) || head.is_end() || !head.abbreviation->has_children) return containers;
  while (scanner.next(head) && !head.is_end()) {
    const EntryHead here = head;
    scanner.pass_children(here);
    if (is_container(here)) containers.push_back({here.offset, scanner.position(), here.kind()});
  }
  budget_.spend(scanner.position() - entry.offset);
  return containers;
}

}  // namespace jescope
