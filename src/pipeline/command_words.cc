// SPDX-License-Identifier: Apache-2.0
//
//   jescope symbols --sysroot DIR DUMP  # DIR is the image, unpacked
//                                ^ here go options and dump
#include "pipeline/command_words.h"

#include <utility>

#include "jescope/base/shell_word.h"

namespace jescope {
namespace {

// What is read from standard input cannot be read again.
std::string dump_word(std::string_view dump) {
  return dump == "-" ? "DUMP" : shell_word(dump);
}

}  // namespace

CommandWords::CommandWords(const Request& request, const Inputs& inputs) {
  if (!inputs.program.empty()) add("--program", inputs.program);
  if (!request.sysroot.empty()) add("--sysroot", request.sysroot);
  if (request.live_process) add("--pid", std::to_string(*request.live_process));
  for (const std::string& dir : request.symbol_dirs) add("--symbols", dir);
  for (const PathMapping& mapping : request.path_map) {
    add("--path-map", mapping.old_prefix + "=" + mapping.new_prefix);
  }
  for (const std::string& map : request.perf_maps) add("--perf-map", map);
}

void CommandWords::add(std::string name, std::string_view value) {
  options_.push_back({std::move(name), shell_word(value)});
}

std::string CommandWords::options_beside(std::string_view command) const {
  std::string words;
  for (const Option& option : options_) {
    const bool is_given = command.find(" " + option.name + " ") != std::string_view::npos;
    const bool has_many = option.name == "--symbols";
    if (has_many || !is_given) words += option.name + " " + option.value + " ";
  }
  return words;
}

std::string CommandWords::complete(std::string_view remedy, std::string_view dump) const {
  constexpr std::string_view kWord = "DUMP";
  const size_t comment = remedy.rfind("  # ");
  const std::string_view command = remedy.substr(0, comment);
  const bool is_ours = command.find("jescope ") != std::string_view::npos;
  if (!is_ours || !command.ends_with(" DUMP")) return std::string(remedy);
  return std::string(command.substr(0, command.size() - kWord.size())) + options_beside(command) +
         dump_word(dump) + std::string(remedy.substr(command.size()));
}

std::string CommandWords::about(std::string_view command,
                                const std::vector<ChosenDumps>& processes) const {
  constexpr size_t kMost = 3;
  std::vector<std::string> dumps;
  for (const ChosenDumps& process : processes) {
    for (const Dump& dump : process) dumps.push_back(dump_word(dump.source));
  }
  if (dumps.size() > kMost) dumps.resize(1);
  std::string words = std::string(command) + " " + options_beside(command);
  for (size_t i = 0; i < dumps.size(); ++i) words += (i == 0 ? "" : " ") + dumps[i];
  return words;
}

}  // namespace jescope
