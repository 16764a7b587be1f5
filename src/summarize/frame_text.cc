// SPDX-License-Identifier: Apache-2.0
//
// Copies a frame's texts out of the profile's tables, and tells its language.
#include "summarize/frame_text.h"

#include <algorithm>
#include <array>

namespace jescope {
namespace {

constexpr std::array<std::string_view, 10> kCppEndings = {".cc",  ".cpp", ".cxx", ".c++", ".hpp",
                                                          ".hxx", ".hh",  ".C",   ".tcc", ".ipp"};

bool is_of_kernel(std::string_view module) {
  return module.starts_with("[kernel") || module.starts_with("[vdso]") ||
         module.starts_with("[vsyscall]") || module.ends_with(".ko");
}

// "core::ptr::drop_in_place<T>", "<T as core::fmt::Debug>::fmt", "a::b::h0123456789abcdef"
bool is_rust_name(std::string_view name) {
  constexpr size_t kHash = std::string_view("::h0123456789abcdef").size();
  const bool has_hash =
      name.size() > kHash && name.substr(name.size() - kHash).starts_with("::h") &&
      name.find_first_not_of("0123456789abcdef", name.size() - kHash + 3) == std::string_view::npos;
  const bool is_impl = name.starts_with('<') && name.find(" as ") != std::string_view::npos;
  return has_hash || is_impl || name.starts_with("core::") || name.starts_with("alloc::");
}

bool is_cpp_name(std::string_view name) {
  return name.find("::") != std::string_view::npos || name.starts_with("operator ") ||
         name.find_first_of("(<") != std::string_view::npos;
}

CodeClass class_by_name(std::string_view name) {
  if (is_rust_name(name)) return CodeClass::kRust;
  return is_cpp_name(name) ? CodeClass::kCpp : CodeClass::kC;
}

CodeClass code_class(const Profile& profile, const Frame& frame) {
  if (is_of_kernel(profile.text(frame.module))) return CodeClass::kKernel;
  if (frame.kind == FrameKind::kJit) return CodeClass::kJit;
  if (!is_named(frame)) return CodeClass::kUnknown;
  const std::string_view file = profile.text(frame.file);
  const auto ends = [file](std::string_view ending) { return file.ends_with(ending); };
  if (ends(".rs")) return CodeClass::kRust;
  if (ends(".c")) return CodeClass::kC;
  if (std::ranges::any_of(kCppEndings, ends)) return CodeClass::kCpp;
  return class_by_name(profile.text(frame.function));
}

}  // namespace

CallFrame frame_text(const Profile& profile, const Frame& frame) {
  CallFrame text;
  text.name = frame_label(profile, frame);
  text.file = profile.text(frame.file);
  text.module = profile.text(frame.module);
  text.line = frame.line;
  text.inlined = frame.inlined;
  text.named = is_named(frame);
  text.code = code_class(profile, frame);
  return text;
}

std::vector<CallFrame> frame_texts(const Profile& profile) {
  std::vector<CallFrame> texts;
  texts.reserve(profile.frames.size());
  for (const Frame& frame : profile.frames) texts.push_back(frame_text(profile, frame));
  return texts;
}

}  // namespace jescope
