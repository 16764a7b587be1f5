// SPDX-License-Identifier: Apache-2.0
#include "jescope/model/recorder_line.h"

#include "jescope/base/text_cursor.h"

namespace jescope {
namespace {

// No recorder counts so far; numbers beyond it have no sign for readers.
constexpr uint64_t kMost = uint64_t{1} << 62;

void set(RecorderNotes& notes, std::string_view key, uint64_t number) {
  if (key == "samples") notes.samples = number;
  if (key == "lost") notes.lost = number;
  if (key == "own_memory") notes.own_memory = number;
  if (key == "unknown_stacks") notes.unknown_stacks = number;
}

}  // namespace

std::optional<RecorderNotes> parse_recorder_line(std::string_view line) {
  TextCursor cursor(line);
  if (!cursor.consume("# jescope_record ")) return std::nullopt;
  RecorderNotes notes;
  for (cursor.skip_blanks(); !cursor.at_end(); cursor.skip_blanks()) {
    const std::string_view word = cursor.word();
    const size_t equals = word.find('=');
    if (equals == std::string_view::npos) continue;
    TextCursor value(word.substr(equals + 1));
    const std::optional<uint64_t> number = value.decimal();
    if (number && *number <= kMost && value.at_end()) set(notes, word.substr(0, equals), *number);
  }
  return notes;
}

std::string recorder_line(const RecorderNotes& notes) {
  return "# jescope_record samples=" + std::to_string(notes.samples) +
         " lost=" + std::to_string(notes.lost) + " own_memory=" + std::to_string(notes.own_memory) +
         " unknown_stacks=" + std::to_string(notes.unknown_stacks);
}

}  // namespace jescope
