// SPDX-License-Identifier: Apache-2.0
//
// libiberty does the work and hands the name over piece by piece. A name that
// grows too long is left in the middle, by longjmp: libiberty is C and cannot
// be told to stop.
#include "jescope/symbolize/demangle.h"

#include <libiberty/demangle.h>

#include <algorithm>
#include <csetjmp>
#include <optional>

#include "symbolize/name_cost.h"

namespace jescope {
namespace {

constexpr size_t kMostOutputBytes = size_t{1} << 16;

// libiberty refuses C++ names over 1 KiB unless told to recurse as deep as they
// go; this many bytes of any name fit the stack.
constexpr size_t kMostInputBytes = 4096;

struct Output {
  std::string text;
  std::jmp_buf stop;
};

// Between two calls the C++ demangler keeps all it has on the stack. The Rust
// demangler allocates only while it hands over an identifier decoded from
// Punycode, which has a byte above ASCII; leaving at other pieces leaks nothing.
bool may_leave_at(std::string_view piece) {
  return std::all_of(piece.begin(), piece.end(), [](char c) { return (c & 0x80) == 0; });
}

void append(const char* text, size_t length, void* opaque) {
  Output& output = *static_cast<Output*>(opaque);
  if (output.text.size() + length <= kMostOutputBytes) {
    output.text.append(text, length);
  } else if (may_leave_at({text, length})) {
    std::longjmp(output.stop, 1);
  }
}

using Demangler = int (*)(const char*, int, demangle_callbackref, void*);

std::optional<std::string> demangle_with(Demangler demangler, int options,
                                         const std::string& name) {
  Output output;
  if (setjmp(output.stop) != 0) return std::nullopt;
  if (demangler(name.c_str(), options, append, &output) == 0) return std::nullopt;
  if (output.text.empty()) return std::nullopt;
  return std::move(output.text);
}

std::optional<std::string> demangle_rust(const std::string& name) {
  return demangle_with(rust_demangle_callback, DMGL_PARAMS, name);
}

std::optional<std::string> demangle_cpp(const std::string& name) {
  if (!is_cheap_to_demangle(name)) return std::nullopt;
  return demangle_with(cplus_demangle_v3_callback, DMGL_PARAMS | DMGL_ANSI | DMGL_NO_RECURSE_LIMIT,
                       name);
}

// Drops "@GLIBC_2.34" and "@@GLIBCXX_3.4".
std::string_view without_version(std::string_view name) {
  return name.substr(0, name.find('@'));
}

// Drops ".llvm.1253480581365102387", which is another number in each build.
std::string_view without_module_hash(std::string_view name) {
  const size_t suffix = name.find(".llvm.");
  if (suffix == std::string_view::npos) return name;
  const std::string_view digits = name.substr(suffix + 6);
  const bool is_number = digits.find_first_not_of("0123456789") == std::string_view::npos;
  return is_number ? name.substr(0, suffix) : name;
}

}  // namespace

std::string demangle(std::string_view name) {
  const std::string linkage_name(without_module_hash(without_version(name)));
  if (linkage_name.size() > kMostInputBytes) return linkage_name;
  if (linkage_name.starts_with("_R") || linkage_name.starts_with("_ZN")) {
    if (std::optional<std::string> readable = demangle_rust(linkage_name)) return *readable;
  }
  if (linkage_name.starts_with("_Z")) {
    if (std::optional<std::string> readable = demangle_cpp(linkage_name)) return *readable;
  }
  return linkage_name;
}

}  // namespace jescope
