// SPDX-License-Identifier: Apache-2.0
//
// Rewords the option library's texts, and knows what people who come from
// jeprof type.
#include "cli/usage_words.h"

#include <fmt/format.h>

#include <array>
#include <string_view>

namespace jescope {
namespace {

// CLI11 puts "Name: " before some of its texts; ours begin in lower case.
std::string in_our_words(const std::string& text) {
  const std::string extras = "The following argument was not expected: ";
  const std::string more_extras = "The following arguments were not expected: ";
  if (text.starts_with(extras)) return "expected a known option, got " + text.substr(extras.size());
  if (text.starts_with(more_extras)) {
    return "expected known options, got " + text.substr(more_extras.size());
  }
  if (text == "DUMP is required") return "expected a heap dump, got none";
  if (text.ends_with(" is required")) {
    return "expected " + text.substr(0, text.size() - std::string(" is required").size());
  }
  return text;
}

// What people who know jeprof type first.
struct JeprofOption {
  std::string_view option;
  const char* instead;
};

constexpr auto kJeprofOptions = std::to_array<JeprofOption>({
    {"--text", "jescope top DUMP"},
    {"--show_bytes", "--unit B"},
    {"--lines", "--by line"},
    {"--files", "--by file"},
    {"--addresses", "--by address"},
    {"--functions", "--by function"},
    {"--list", "jescope list REGEX DUMP"},
    {"--disasm", "jescope disasm REGEX DUMP"},
    {"--svg", "jescope graph DUMP -o calls.svg"},
    {"--dot", "jescope graph DUMP -o calls.dot"},
    {"--pdf", "jescope graph DUMP -o calls.pdf"},
    {"--ps", "jescope graph DUMP -o calls.ps"},
    {"--gif", "jescope graph DUMP -o calls.gif"},
    {"--nodecount", "jescope graph -n COUNT DUMP -o calls.svg"},
    {"--nodefraction", "jescope graph --min PERCENT DUMP -o calls.svg"},
    {"--edgefraction", "jescope graph --min-edge PERCENT DUMP -o calls.svg"},
    {"--collapsed", "jescope export --to folded DUMP"},
    {"--callgrind", "jescope export --to callgrind DUMP -o callgrind.out"},
    {"--inuse_space", "--inuse-space"},
    {"--inuse_objects", "--inuse-objects"},
    {"--alloc_space", "--alloc-space"},
    {"--alloc_objects", "--alloc-objects"},
    {"--retain", "--show REGEX"},
    {"--exclude", "--hide REGEX"},
    {"--lib_prefix", "--sysroot DIR"},
});

// Returns what to type in place of an option of jeprof that `text` ends in.
std::string hint_for(const std::string& text, const CommandHelp& command) {
  if (command.command == Command::kDisasm && text.find("got --base") != std::string::npos) {
    return "jescope list REGEX DUMP --base DUMP compares source lines";
  }
  for (const JeprofOption& option : kJeprofOptions) {
    if (text.find(std::string("got ") + std::string(option.option)) != std::string::npos) {
      return option.instead;
    }
  }
  return fmt::format("jescope {} --help", command.name);
}

}  // namespace

Error explain_usage(const std::string& parser_text, const CommandHelp& command) {
  const std::string text = in_our_words(parser_text);
  return {ErrorCode::kUsage, std::string(command.name), text, hint_for(text, command)};
}

std::string without_double_gaps(std::string text) {
  for (size_t at = text.find("\n\n\n"); at != std::string::npos; at = text.find("\n\n\n", at)) {
    text.erase(at, 1);
  }
  return text;
}

}  // namespace jescope
