// SPDX-License-Identifier: Apache-2.0
//
// Lets libiberty parse the name, which is linear, and counts the parts of the
// tree, each shared part once.
#include "symbolize/name_cost.h"

#include <libiberty/demangle.h>

#include <algorithm>
#include <cstdint>
#include <cstdlib>
#include <memory>
#include <string_view>
#include <unordered_map>

namespace jescope {
namespace {

// Parts of the whole tree; a name of 64 KiB has fewer.
constexpr uint64_t kMostParts = uint64_t{1} << 18;

// libiberty keeps, on the stack, a copy of the templates around for each
// reference to a template parameter.
constexpr uint64_t kMostKeptTemplates = uint64_t{1} << 15;

class PartCounter {
 public:
  // Returns the parts of the tree, at most kMostParts + 1.
  uint64_t count(const demangle_component* part) {
    if (part == nullptr) return 0;
    const auto [known, is_new] = parts_.try_emplace(part, 1);
    if (!is_new) return known->second;
    const uint64_t parts = std::min(1 + count_below(*part), kMostParts + 1);
    parts_[part] = parts;
    return parts;
  }

 private:
  uint64_t count_below(const demangle_component& part) {
    switch (part.type) {
      case DEMANGLE_COMPONENT_NAME:
      case DEMANGLE_COMPONENT_TEMPLATE_PARAM:
      case DEMANGLE_COMPONENT_FUNCTION_PARAM:
      case DEMANGLE_COMPONENT_SUB_STD:
      case DEMANGLE_COMPONENT_BUILTIN_TYPE:
      case DEMANGLE_COMPONENT_EXTENDED_BUILTIN_TYPE:
      case DEMANGLE_COMPONENT_OPERATOR:
      case DEMANGLE_COMPONENT_CHARACTER:
      case DEMANGLE_COMPONENT_NUMBER:
      case DEMANGLE_COMPONENT_UNNAMED_TYPE: return 0;
      case DEMANGLE_COMPONENT_FIXED_TYPE: return count(part.u.s_fixed.length);
      case DEMANGLE_COMPONENT_CTOR: return count(part.u.s_ctor.name);
      case DEMANGLE_COMPONENT_DTOR: return count(part.u.s_dtor.name);
      case DEMANGLE_COMPONENT_EXTENDED_OPERATOR: return count(part.u.s_extended_operator.name);
      case DEMANGLE_COMPONENT_LAMBDA:
      case DEMANGLE_COMPONENT_DEFAULT_ARG: return count(part.u.s_unary_num.sub);
      default: return count(part.u.s_binary.left) + count(part.u.s_binary.right);
    }
  }

  std::unordered_map<const demangle_component*, uint64_t> parts_;
};

// Passes over what "_ZN14AccessInternal18PreRuntimeDispatch" begins with, whose
// identifiers may hold any letters. Further on, digits may mean other things.
std::string_view without_leading_identifiers(std::string_view name) {
  if (!name.starts_with("_ZN")) return name;
  name.remove_prefix(3);
  while (!name.empty() && name.front() >= '1' && name.front() <= '9') {
    size_t length = 0;
    while (!name.empty() && name.front() >= '0' && name.front() <= '9' && length <= name.size()) {
      length = 10 * length + static_cast<size_t>(name.front() - '0');
      name.remove_prefix(1);
    }
    name.remove_prefix(std::min(length, name.size()));
  }
  return name;
}

bool has_expansion(std::string_view name) {
  const auto holds = [&](std::string_view text) {
    return name.find(text) != std::string_view::npos;
  };
  return holds("Dp") || holds("sp") || holds("sZ");
}

uint64_t occurrences(std::string_view name, std::string_view text) {
  uint64_t found = 0;
  for (size_t at = name.find(text); at != std::string_view::npos; at = name.find(text, at + 1)) {
    ++found;
  }
  return found;
}

}  // namespace

bool is_cheap_to_demangle(const std::string& linkage_name) {
  const uint64_t references = occurrences(linkage_name, "RT") + occurrences(linkage_name, "OT");
  if (references * occurrences(linkage_name, "I") > kMostKeptTemplates) return false;
  // Of some of these libiberty makes no tree, though it can write them out.
  if (!has_expansion(without_leading_identifiers(linkage_name))) return true;
  void* memory = nullptr;
  const demangle_component* tree = cplus_demangle_v3_components(
      linkage_name.c_str(), DMGL_PARAMS | DMGL_ANSI | DMGL_NO_RECURSE_LIMIT, &memory);
  const std::unique_ptr<void, void (*)(void*)> owner(memory, std::free);
  return tree != nullptr && PartCounter().count(tree) <= kMostParts;
}

}  // namespace jescope
