// SPDX-License-Identifier: Apache-2.0
#include <gtest/gtest.h>

#include <string>

#include "jescope/summarize/call_tree.h"

namespace jescope {
namespace {

struct CodeCase {
  std::string name;
  Frame frame;
  std::string function;
  std::string file;
  std::string module;
  CodeClass code;
};

Frame frame_of_kind(FrameKind kind) {
  Frame frame;
  frame.kind = kind;
  return frame;
}

class CodeOfFrame : public testing::TestWithParam<CodeCase> {};

TEST_P(CodeOfFrame, Table) {
  const CodeCase& row = GetParam();
  Profile profile;
  profile.granularity = Granularity::kFunction;
  Frame frame = row.frame;
  frame.function = profile.strings.intern(row.function);
  frame.file = profile.strings.intern(row.file);
  frame.module = profile.strings.intern(row.module);
  profile.frames.push_back(frame);
  const FrameStacks::Row stack = profile.stacks.child({}, FrameId(0));
  Values values;
  values[Metric::kInuseSpace] = {1, 0};
  profile.samples.push_back({stack, values});
  const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
  EXPECT_EQ(tree.frames[1].code, row.code);
}

INSTANTIATE_TEST_SUITE_P(
    Table, CodeOfFrame,
    testing::Values(
        CodeCase{"CppFile", {}, "main", "a.cc", "app", CodeClass::kCpp},
        CodeCase{"CppName", {}, "a::f(int)", "", "app", CodeClass::kCpp},
        CodeCase{"Lambda", {}, "operator()", "", "app", CodeClass::kCpp},
        CodeCase{"CFile", {}, "flb_start", "src/a.c", "app", CodeClass::kC},
        CodeCase{"PlainName", {}, "inflate", "", "libz.so", CodeClass::kC},
        CodeCase{"RustFile", {}, "main::run", "src/main.rs", "app", CodeClass::kRust},
        CodeCase{"RustImpl", {}, "<a::B as core::fmt::Debug>::fmt", "", "app", CodeClass::kRust},
        CodeCase{"RustHash", {}, "a::b::h0123456789abcdef", "", "app", CodeClass::kRust},
        CodeCase{"RustTurbofish", {}, "str::join::<str, u8>", "", "app", CodeClass::kRust},
        CodeCase{"RustInherent", {}, "<alloc::Vec<T>>::grow_one", "", "app", CodeClass::kRust},
        CodeCase{"RustClosure", {}, "main::run::{closure#1}", "", "app", CodeClass::kRust},
        CodeCase{"RustRuntime", {}, "std::rt::lang_start", "", "app", CodeClass::kRust},
        CodeCase{"CppNamespaceCore", {}, "core::Pool::get(int)", "", "app", CodeClass::kCpp},
        CodeCase{"CppWithoutParameters", {}, "app::Event::Event", "", "app", CodeClass::kCpp},
        CodeCase{"GccLambda", {}, "run()::<lambda(int)>", "", "app", CodeClass::kCpp},
        CodeCase{"CppLambda",
                 {},
                 "f(int)::{lambda()#1}::operator()() const",
                 "",
                 "app",
                 CodeClass::kCpp},
        CodeCase{"StaticInitialization", {}, "_GLOBAL__sub_I_a.cpp", "", "app", CodeClass::kCpp},
        CodeCase{"StandardHeader",
                 {},
                 "_M_copy",
                 "/usr/include/c++/12/bits/stl_tree.h",
                 "app",
                 CodeClass::kCpp},
        CodeCase{"Java", frame_of_kind(FrameKind::kJit), "void java.lang.Thread.run()", "", "",
                 CodeClass::kJit},
        CodeCase{"Module", {}, "nf_hook_slow", "", "/lib/modules/6.1/nf.ko", CodeClass::kKernel},
        CodeCase{"Jit", frame_of_kind(FrameKind::kJit), "Lorg/x/Y;::run", "", "", CodeClass::kJit},
        CodeCase{"Bounds", frame_of_kind(FrameKind::kBounds), "libx.so!fn@0x1", "", "libx.so",
                 CodeClass::kUnknown},
        CodeCase{"Kernel", {}, "do_syscall_64", "", "[kernel.kallsyms]", CodeClass::kKernel}),
    [](const auto& row) { return row.param.name; });

TEST(CodeOfModule, RustBesideAnUnclearNameDecides) {
  Profile profile;
  profile.granularity = Granularity::kFunction;
  const auto add = [&](const char* function, const char* module) {
    Frame frame;
    frame.function = profile.strings.intern(function);
    frame.module = profile.strings.intern(module);
    profile.frames.push_back(frame);
    Values values;
    values[Metric::kInuseSpace] = {1, 0};
    const FrameId id(profile.frames.size() - 1);
    profile.samples.push_back({profile.stacks.child({}, id), values});
  };
  add("store::load", "/opt/service");
  add("<store::Map>::insert", "/opt/service");
  add("store::load", "/opt/other.so");
  const CallTree tree = build_call_tree(profile, Metric::kInuseSpace, Direction::kTopDown);
  EXPECT_EQ(tree.frames[1].code, CodeClass::kRust);
  EXPECT_EQ(tree.frames[3].code, CodeClass::kCpp);
}

}  // namespace
}  // namespace jescope
