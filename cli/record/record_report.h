// SPDX-License-Identifier: Apache-2.0
//
// Which command of jescope shows what was recorded, by the name of the file it goes to:
//
//   none, .txt, others   top          .svg, .png, .pdf, ...   flame
//   .json, .csv, .md     top          .dot, .gv               graph
//   .html                report       .folded, .pb.gz         export
//   .heap, .heap.gz      symbolize, of several processes merge
//
// Internal to `cli`.
#pragma once

#include <span>
#include <string>
#include <vector>

#include "jescope/record/new_dumps.h"

namespace jescope {

// Returns the arguments of that command; `output` empty: none, `rows` empty: as many as it
// has by itself. Of what was allocated where nothing is live.
std::vector<std::string> report_arguments(const std::string& output, std::span<const NewDump> dumps,
                                          const std::string& rows = {});

// Returns the command's name: "report" for "x.html".
std::string report_command(const std::string& output);

}  // namespace jescope
