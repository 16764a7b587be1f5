// SPDX-License-Identifier: Apache-2.0
#include "symbolize/dwarf/entry_tree.h"

#include <dwarf.h>

#include <algorithm>
#include <functional>

namespace jescope {
namespace {

constexpr int kMostDepth = 256;  // of entries; damaged files nest without end

bool is_block(Dwarf_Die entry) {
  const int tag = dwarf_tag(&entry);
  return tag == DW_TAG_lexical_block || tag == DW_TAG_try_block || tag == DW_TAG_catch_block;
}

bool is_container(Dwarf_Die& entry) {
  if (dwarf_haschildren(&entry) != 1) return false;
  const int tag = dwarf_tag(&entry);
  return is_type(entry) || is_block(entry) || tag == DW_TAG_subprogram ||
         tag == DW_TAG_inlined_subroutine || tag == DW_TAG_namespace || tag == DW_TAG_module;
}

bool stands_before(const void* left, const void* right) {
  return std::less<>()(left, right);
}

}  // namespace

std::optional<Dwarf_Die> EntryTree::scope_of(const Dwarf_Die& entry) {
  Dwarf_Die inner = entry;
  Dwarf_Die scope;
  if (dwarf_diecu(&inner, &scope, nullptr, nullptr) == nullptr) return std::nullopt;
  Dwarf_Die around = scope;
  for (int depth = 0; depth < kMostDepth; ++depth) {
    const Container* next = container_around(entry, around);
    if (next == nullptr) return scope;
    around = next->entry;
    if (!is_block(around)) scope = around;
  }
  return std::nullopt;
}

std::vector<Dwarf_Die> EntryTree::types_in(const Dwarf_Die& scope) {
  std::vector<Dwarf_Die> types;
  append_types(scope, 0, types);
  return types;
}

void EntryTree::append_types(const Dwarf_Die& outer, int depth, std::vector<Dwarf_Die>& types) {
  if (depth == kMostDepth) return;
  for (const Container& container : containers_in(outer)) {
    if (is_type(container.entry)) types.push_back(container.entry);
    if (is_block(container.entry)) append_types(container.entry, depth + 1, types);
  }
}

// Returns the child of `outer` that holds `entry`; null: it is a child itself.
const Container* EntryTree::container_around(const Dwarf_Die& entry, const Dwarf_Die& outer) {
  const std::vector<Container>& inside = containers_in(outer);
  const auto behind = std::partition_point(
      inside.begin(), inside.end(),
      [&](const Container& container) { return stands_before(container.entry.addr, entry.addr); });
  if (behind == inside.begin()) return nullptr;
  const Container& before = *std::prev(behind);
  const bool holds_it = before.end == nullptr || stands_before(entry.addr, before.end);
  return holds_it ? &before : nullptr;
}

// References into an unordered_map stay valid while it grows.
const std::vector<Container>& EntryTree::containers_in(const Dwarf_Die& entry) {
  const auto [found, is_new] = containers_.try_emplace(entry.addr);
  std::vector<Container>& containers = found->second;
  if (!is_new) return containers;
  Dwarf_Die outer = entry;
  Dwarf_Die child;
  int state = dwarf_child(&outer, &child);
  while (state == 0 && budget_.spend()) {
    const Dwarf_Die here = child;
    const bool is_wanted = is_container(child);
    state = dwarf_siblingof(&child, &child);
    if (state == 0 && !stands_before(here.addr, child.addr)) state = -1;
    if (is_wanted) containers.push_back({here, state == 0 ? child.addr : nullptr});
  }
  return containers;
}

bool is_type(Dwarf_Die entry) {
  const int tag = dwarf_tag(&entry);
  return tag == DW_TAG_structure_type || tag == DW_TAG_class_type || tag == DW_TAG_union_type ||
         tag == DW_TAG_enumeration_type;
}

}  // namespace jescope
