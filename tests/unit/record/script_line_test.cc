// SPDX-License-Identifier: Apache-2.0
#include "record/launch/script_line.h"

#include <gtest/gtest.h>

namespace jescope {
namespace {

struct LineCase {
  std::string name;
  std::string bytes;
  std::string program;
};

class ScriptLine : public testing::TestWithParam<LineCase> {};

TEST_P(ScriptLine, Table) {
  EXPECT_EQ(script_program(GetParam().bytes), GetParam().program);
}

INSTANTIATE_TEST_SUITE_P(
    Lines, ScriptLine,
    testing::Values(LineCase{"Path", "#!/bin/sh\necho", "/bin/sh"},
                    LineCase{"Argument", "#! /bin/sh -e\n", "/bin/sh"},
                    LineCase{"WithoutEnd", "#!/bin/sh", "/bin/sh"},
                    LineCase{"Env", "#!/usr/bin/env python3\n", "python3"},
                    LineCase{"EnvSplit", "#!/usr/bin/env -S node --flag\n", "node"},
                    LineCase{"EnvSplitTogether", "#!/usr/bin/env -Snode --flag\n", "node"},
                    LineCase{"EnvVariables", "#!/usr/bin/env -S -i A=1 -u B node\n", "node"},
                    LineCase{"EnvAlone", "#!/usr/bin/env\n", "/usr/bin/env"},
                    LineCase{"NoScript", "echo 1\n", ""}, LineCase{"Empty", "", ""},
                    LineCase{"NoProgram", "#!\n/bin/sh", ""}),
    [](const auto& row) { return row.param.name; });

}  // namespace
}  // namespace jescope
