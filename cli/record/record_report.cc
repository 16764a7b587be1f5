// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_report.h"

#include <algorithm>
#include <array>
#include <string_view>

#include "cli/record/recorded_processes.h"

namespace jescope {
namespace {

struct Ending {
  std::string_view ending;
  std::string_view command;
  std::string_view option = {};
  std::string_view value = {};
};

constexpr std::array kEndings = std::to_array<Ending>({
    {".html", "report"},
    {".htm", "report"},
    {".svg", "flame"},
    {".png", "flame"},
    {".pdf", "flame"},
    {".ps", "flame"},
    {".eps", "flame"},
    {".gif", "flame"},
    {".dot", "graph"},
    {".gv", "graph"},
    {".json", "top", "--format", "json"},
    {".csv", "top", "--format", "csv"},
    {".md", "top", "--format", "markdown"},
    {".folded", "export", "--to", "folded"},
    {".pb.gz", "export", "--to", "pprof"},
    {".heap", "symbolize"},
    {".heap.gz", "symbolize"},
});

Ending ending_of(const std::string& output) {
  const auto found = std::ranges::find_if(
      kEndings, [&](const Ending& known) { return output.ends_with(known.ending); });
  return found == kEndings.end() ? Ending{"", "top"} : *found;
}

bool has_metric(std::string_view command) {
  return command == "top" || command == "report" || command == "flame" || command == "graph";
}

}  // namespace

std::string report_command(const std::string& output) {
  return std::string(ending_of(output).command);
}

std::vector<std::string> report_arguments(const std::string& output, std::span<const NewDump> dumps,
                                          const std::string& rows) {
  const Ending chosen = ending_of(output);
  const size_t processes = process_count(dumps);
  std::vector<std::string> arguments = {std::string(chosen.command)};
  // A symbolized dump is of one process.
  if (chosen.command == "symbolize" && processes > 1) arguments.front() = "merge";
  if (!chosen.option.empty()) {
    arguments.insert(arguments.end(), {std::string(chosen.option), std::string(chosen.value)});
  }
  // Two dumps alone would be taken as before and after.
  if (chosen.command == "report" && processes > 1 && processes == dumps.size()) {
    arguments.insert(arguments.end(), {"--merge", "sum"});
  }
  if (has_metric(chosen.command) && is_all_freed(dumps)) arguments.emplace_back("--alloc-space");
  if (!rows.empty()) arguments.insert(arguments.end(), {"-n", rows});
  if (!output.empty()) arguments.insert(arguments.end(), {"-o", output});
  arguments.emplace_back("--");
  for (const NewDump& dump : dumps) arguments.push_back(dump.path);
  return arguments;
}

}  // namespace jescope
