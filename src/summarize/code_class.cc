// SPDX-License-Identifier: Apache-2.0
//
// By the ending of the source file where it is known, or else by the shape of the
// demangled name:
//
//   alloc::vec::Vec<T>::push::h0123456789abcdef    Rust: a hash at the end
//   <T as core::fmt::Debug>::fmt                   Rust: an implementation in front
//   store::map::<u8, {closure#0}>                  Rust: arguments behind "::", closures
//   Store::load(int) const, operator new           C++
//   store::load                                    Rust in a module that has other Rust,
//                                                  otherwise C++
//   load                                           C
#include "summarize/code_class.h"

#include <algorithm>
#include <array>
#include <string_view>

namespace jescope {
namespace {

using std::string_view;

constexpr auto kCppEndings = std::to_array<string_view>(
    {".cc", ".cpp", ".cxx", ".c++", ".hpp", ".hxx", ".hh", ".C", ".tcc", ".ipp"});
constexpr auto kRustBeginnings = std::to_array<string_view>(
    {"core::", "alloc::", "std::rt::", "std::sys::", "std::panicking::", "std::thread::Builder"});
constexpr auto kRustParts =
    std::to_array<string_view>({"{closure#", "{{closure}}", "{impl#", "{shim:", "<impl "});
constexpr auto kCppBeginnings = std::to_array<string_view>(
    {"operator ", "_GLOBAL__", "__static_initialization_and_destruction"});

bool is_of_kernel(string_view module) {
  return module.starts_with("[kernel") || module.starts_with("[vdso]") ||
         module.starts_with("[vsyscall]") || module.ends_with(".ko");
}

// "a::b::h0123456789abcdef"
bool has_rust_hash(string_view name) {
  constexpr size_t kHash = string_view("::h0123456789abcdef").size();
  return name.size() > kHash && name.substr(name.size() - kHash).starts_with("::h") &&
         name.find_first_not_of("0123456789abcdef", name.size() - kHash + 3) == string_view::npos;
}

// "map::<u8>", but not GCC's "run()::<lambda(int)>".
bool has_turbofish(string_view name) {
  const size_t at = name.find("::<");
  return at != string_view::npos && !name.substr(at).starts_with("::<lambda");
}

// "f(int)", "f(int) const &"; Rust's names have no parameters.
bool has_parameters(string_view name) {
  const size_t end = name.rfind(')');
  if (end == string_view::npos) return false;
  const string_view rest = name.substr(end + 1);
  return rest.empty() || rest.starts_with(" const") || rest == " &" || rest == " &&";
}

bool is_rust_name(string_view name) {
  if (has_parameters(name) || name.starts_with("<lambda")) return false;
  const auto begins = [name](string_view beginning) { return name.starts_with(beginning); };
  const auto has = [name](string_view part) { return name.find(part) != string_view::npos; };
  return has_rust_hash(name) || has_turbofish(name) || name.starts_with('<') ||
         std::ranges::any_of(kRustBeginnings, begins) || std::ranges::any_of(kRustParts, has);
}

bool is_cpp_name(string_view name) {
  const auto begins = [name](string_view beginning) { return name.starts_with(beginning); };
  return name.find_first_of("(<") != string_view::npos ||
         std::ranges::any_of(kCppBeginnings, begins);
}

CodeClass class_by_name(string_view name, bool is_in_rust) {
  if (is_rust_name(name)) return CodeClass::kRust;
  if (is_cpp_name(name)) return CodeClass::kCpp;
  if (name.find("::") == string_view::npos) return CodeClass::kC;
  return is_in_rust ? CodeClass::kRust : CodeClass::kCpp;
}

}  // namespace

CodeClasses::CodeClasses(const Profile& profile) : profile_(profile) {
  for (const Frame& frame : profile.frames) {
    if (frame.module.is_none() || !is_named(frame)) continue;
    if (!is_rust_name(profile.text(frame.function))) continue;
    const size_t row = frame.module.row();
    if (is_rust_module_.size() <= row) is_rust_module_.resize(row + 1);
    is_rust_module_[row] = true;
  }
}

CodeClass CodeClasses::of(const Frame& frame) const {
  if (is_of_kernel(profile_.text(frame.module))) return CodeClass::kKernel;
  if (frame.kind == FrameKind::kJit) return CodeClass::kJit;
  if (!is_named(frame)) return CodeClass::kUnknown;
  const string_view file = profile_.text(frame.file);
  const auto ends = [file](string_view ending) { return file.ends_with(ending); };
  if (ends(".rs")) return CodeClass::kRust;
  if (ends(".c")) return CodeClass::kC;
  const bool is_standard_header = file.find("/c++/") != string_view::npos;
  if (is_standard_header || std::ranges::any_of(kCppEndings, ends)) return CodeClass::kCpp;
  const bool is_in_rust = !frame.module.is_none() && frame.module.row() < is_rust_module_.size() &&
                          is_rust_module_[frame.module.row()];
  return class_by_name(profile_.text(frame.function), is_in_rust);
}

}  // namespace jescope
