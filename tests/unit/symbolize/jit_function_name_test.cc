// SPDX-License-Identifier: Apache-2.0
//
// Java names as class files spell them, and names that must stay as they are.
#include "symbolize/jit/jit_function_name.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct JitNameCase {
  const char* name;
  const char* written;
  const char* readable;
};

class JitNames : public testing::TestWithParam<JitNameCase> {};

TEST_P(JitNames, AreReadable) {
  EXPECT_EQ(jit_function_name(GetParam().written), GetParam().readable);
}

const JitNameCase kNames[] = {
    {"class_and_method", "Lcom/foo/Bar;::baz", "com.foo.Bar.baz"},
    {"constructor", "Lcom/foo/Bar$Inner;::<init>", "com.foo.Bar$Inner.<init>"},
    {"signature", "Lcom/foo/Bar;baz(I[Ljava/util/Map;J)V",
     "void com.foo.Bar.baz(int, java.util.Map[], long)"},
    {"result", "Lcom/foo/Bar;::baz()[[Ljava/lang/String;",
     "java.lang.String[][] com.foo.Bar.baz()"},
    {"jvm_of_today", "java.lang.String com.foo.Bar.baz(int)",
     "java.lang.String com.foo.Bar.baz(int)"},
    {"stub", "Interpreter", "Interpreter"},
    {"node", "LazyCompile:*run /app/x.js:12", "LazyCompile:*run /app/x.js:12"},
    {"begins_like_a_class", "Loop", "Loop"},
    {"no_method", "Lcom/foo/Bar;", "Lcom/foo/Bar;"},
    {"no_class", "L;::baz", "L;::baz"},
    {"unfinished_signature", "Lcom/foo/Bar;::baz(I", "Lcom/foo/Bar;::baz(I"},
    {"unknown_type", "Lcom/foo/Bar;::baz(Q)V", "Lcom/foo/Bar;::baz(Q)V"},
    {"more_behind", "Lcom/foo/Bar;::baz->Lcom/foo/Baz;::run",
     "Lcom/foo/Bar;::baz->Lcom/foo/Baz;::run"},
    {"empty", "", ""},
};

INSTANTIATE_TEST_SUITE_P(Table, JitNames, testing::ValuesIn(kNames),
                         [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
