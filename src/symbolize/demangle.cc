// SPDX-License-Identifier: Apache-2.0
//
// libiberty does the work and hands the name over piece by piece. A name that
// grows too long is left in the middle, by longjmp: libiberty is C and cannot
// be told to stop.
#include "jescope/symbolize/demangle.h"

#include <libiberty/demangle.h>

#include <algorithm>
#include <csetjmp>
#include <cstdlib>
#include <memory>
#include <optional>

#include "symbolize/name_cost.h"
#include "symbolize/name_length.h"

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

// Returns the "{lambda(X&)#1}" that `text` ends with; empty: it ends otherwise.
std::string_view nameless_class_at_end(std::string_view text) {
  size_t open = 0;
  for (size_t at = text.size(); at-- > 0;) {
    if (text[at] == '}') ++open;
    if (text[at] == '{' && --open == 0) {
      const std::string_view name = text.substr(at);
      const bool is_class = name.starts_with("{lambda(") || name.starts_with("{unnamed type#");
      return is_class ? name : std::string_view();
    }
  }
  return {};
}

// libiberty names a destructor after the last identifier that it has read, though
// a class without a name has none: "f(X&)::{lambda(X&)#1}::~X()".
std::string with_own_destructors(std::string text) {
  constexpr std::string_view kDestructor = "::~";
  constexpr std::string_view kOfIdentifier =
      "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789_$";
  for (size_t at = text.find("}::~"); at != std::string::npos && text.size() < kMostOutputBytes;
       at = text.find("}::~", at + 1)) {
    const std::string name(nameless_class_at_end(std::string_view(text).substr(0, at + 1)));
    const size_t start = at + 1 + kDestructor.size();
    const size_t end = std::min(text.find_first_not_of(kOfIdentifier, start), text.size());
    if (name.empty()) break;
    text.replace(start, end - start, name);
  }
  return text;
}

std::optional<std::string> demangle_cpp(const std::string& name) {
  if (!is_cheap_to_demangle(name)) return std::nullopt;
  std::optional<std::string> text = demangle_with(
      cplus_demangle_v3_callback, DMGL_PARAMS | DMGL_ANSI | DMGL_NO_RECURSE_LIMIT, name);
  if (text) text = with_own_destructors(*std::move(text));
  return text;
}

// libiberty's D demangler hands over nothing before it is done. Each reference
// back ("Q") can double what stands before it; one of three at most triples it.
constexpr size_t kMostReferencesInD = 24;

std::optional<std::string> demangle_d(const std::string& name) {
  if (std::count(name.begin(), name.end(), 'Q') > static_cast<ptrdiff_t>(kMostReferencesInD)) {
    return std::nullopt;
  }
  const std::unique_ptr<char, void (*)(void*)> text(dlang_demangle(name.c_str(), DMGL_PARAMS),
                                                    std::free);
  if (!text) return std::nullopt;
  const std::string_view readable(text.get());
  if (readable.size() > kMostOutputBytes) return std::nullopt;
  return std::string(readable);
}

bool is_d_name(std::string_view name) {
  return name == "_Dmain" ||
         (name.starts_with("_D") && name.size() > 2 && name[2] >= '0' && name[2] <= '9');
}

// Drops "@GLIBC_2.34" and "@@GLIBCXX_3.4".
std::string_view without_version(std::string_view name) {
  const size_t at = name.find('@');
  return at == 0 ? name : name.substr(0, at);
}

// What compilers append to the name of a part or copy of a function.
constexpr std::string_view kCloneSuffixes[] = {
    ".cold", ".part",   ".constprop",  ".isra",  ".lto_priv",
    ".llvm", ".__uniq", ".localalias", ".clone",
};

bool is_number(std::string_view text) {
  return !text.empty() && text.find_first_not_of("0123456789") == std::string_view::npos;
}

// Takes one of "f.cold", "f.part.0" off; returns `name` when there is none.
std::string_view without_last_suffix(std::string_view name) {
  const size_t last = name.rfind('.');
  if (last == std::string_view::npos || last == 0) return name;
  const bool has_number = is_number(name.substr(last + 1));
  const size_t dot = has_number ? name.rfind('.', last - 1) : last;
  if (dot == std::string_view::npos || dot == 0) return name;
  const std::string_view suffix = has_number ? name.substr(dot, last - dot) : name.substr(dot);
  const bool is_known = std::find(std::begin(kCloneSuffixes), std::end(kCloneSuffixes), suffix) !=
                        std::end(kCloneSuffixes);
  return is_known ? name.substr(0, dot) : name;
}

std::string_view without_clone_suffixes(std::string_view name) {
  for (;;) {
    const std::string_view shorter = without_last_suffix(name);
    if (shorter.size() == name.size()) return name;
    name = shorter;
  }
}

}  // namespace

std::string demangle(std::string_view name) {
  const std::string linkage_name(without_clone_suffixes(without_version(name)));
  if (linkage_name.size() > kMostInputBytes) return std::string(cut_name(linkage_name));
  std::optional<std::string> readable;
  if (linkage_name.starts_with("_R") || linkage_name.starts_with("_ZN")) {
    readable = demangle_rust(linkage_name);
  }
  if (!readable && linkage_name.starts_with("_Z")) readable = demangle_cpp(linkage_name);
  if (is_d_name(linkage_name)) readable = demangle_d(linkage_name);
  return readable ? std::string(cut_name(*readable)) : linkage_name;
}

}  // namespace jescope
