// SPDX-License-Identifier: Apache-2.0
//
// From the name of a command to the file that will run, and whether the recorder can be
// put into it. Nothing is run to find that out. Scripts are followed to the program
// behind their "#!", a few of them:
//
//   app ─PATH─▶ /usr/bin/app "#!/usr/bin/env python3" ─PATH─▶ /usr/bin/python3.11, ELF
#pragma once

#include <string>
#include <vector>

#include "jescope/base/diagnostics.h"
#include "jescope/base/result.h"
#include "jescope/record/architecture.h"

namespace jescope {

// Where a command was found.
struct FoundProgram {
  std::string path;           // empty: nowhere
  bool is_forbidden = false;  // there is such a file, but it may not be run
};

// Looks for `name` in the folders of `path_variable` ("/usr/bin:/bin"), as execvp(3)
// does; a name with a slash is a path.
FoundProgram find_program(const std::string& name, const std::string& path_variable);

// A program that can be started and recorded.
struct ProgramFile {
  bool needs_shell = false;  // a script that does not say by what: a shell runs it
  Architecture architecture = Architecture::kX86_64;
  std::string missing_program = {};  // behind a script's "#!"; not empty: it cannot start
};

// Looks at the file that is to run. An error where recording cannot be; a warning where
// it may leave something out.
Result<ProgramFile> check_program(const std::string& path, const std::string& path_variable,
                                  Diagnostics& diagnostics);

}  // namespace jescope
