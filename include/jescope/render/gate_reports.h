// SPDX-License-Identifier: Apache-2.0
//
// Writes what became of gates for the systems that run them.
#pragma once

#include <string>

#include "jescope/summarize/gates.h"

namespace jescope {

// One line a gate and a line for each finding of a broken one, for a log.
std::string render_gates_text(const GateReport& report);

// The same as a list of Markdown, without the findings.
std::string render_gates_markdown(const GateReport& report);

// JUnit's XML: one test case a gate. Read by Jenkins, GitLab and others.
std::string render_junit(const GateReport& report);

// SARIF 2.1.0: one rule a gate, one result a broken gate, at the source lines of
// its findings or, where none is known, at the dump: code scanning services
// refuse a whole file for one result without a place.
std::string render_sarif(const GateReport& report);

// Workflow commands of GitHub Actions: an error for each broken gate, a notice
// for what was let pass as noise. Empty when there is nothing to say.
std::string render_github(const GateReport& report);

}  // namespace jescope
