// SPDX-License-Identifier: Apache-2.0
#include "cli/shell/completion.h"

#include <algorithm>
#include <initializer_list>

#include "cli/shell/shell_verbs.h"
#include "cli/shell/shell_words.h"
#include "jescope/base/printable.h"

namespace jescope {
namespace {

constexpr size_t kLongestName = 200;  // bytes; nobody picks a longer one from a list

constexpr std::string_view kAnonymous = "(anonymous namespace)";
constexpr std::string_view kCallOperator = "operator()";

// The words before the cursor's, and the cursor's own.
struct Cursor {
  std::string verb;  // the first word; empty: the cursor is in it
  std::string word;  // as far as typed, without a quote
  size_t start = 0;  // of the word, with its quote
  bool is_second = false;
};

// A quote that is still open ends at the cursor.
std::vector<TypedWord> words_so_far(std::string_view line) {
  Result<std::vector<TypedWord>> words = split_words(line);
  if (words.ok()) return *std::move(words);
  for (const char quote : {'\'', '"'}) {
    words = split_words(std::string(line) + quote);
    if (words.ok()) return *std::move(words);
  }
  return {};
}

Cursor find_cursor(std::string_view line) {
  std::vector<TypedWord> words = words_so_far(line);
  const bool is_between = words.empty() || (line.ends_with(' ') && split_words(line).ok());
  Cursor cursor;
  cursor.start = line.size();
  if (!is_between) {
    cursor.word = words.back().text;
    cursor.start = words.back().start;
    words.pop_back();
  }
  if (!words.empty()) cursor.verb = words.front().text;
  cursor.is_second = words.size() == 1;
  return cursor;
}

std::vector<std::string> verb_names() {
  std::vector<std::string> names;
  for (const Verb& verb : all_verbs()) names.emplace_back(verb.name);
  return names;
}

const Verb* verb_of(const Cursor& cursor) {
  const size_t letters = cursor.verb.find_first_of("0123456789");
  return find_verb(std::string_view(cursor.verb).substr(0, letters), ShellDialect::kJescope);
}

std::vector<std::string> starting_with(std::string_view word, std::span<const std::string> names) {
  std::vector<std::string> found;
  for (const std::string& name : names) {
    if (name.starts_with(word)) found.push_back(name);
  }
  return found;
}

// What may be typed of the names: by their beginnings, or else by what they hold.
std::vector<std::string> matching_names(std::string_view word, std::span<const std::string> names) {
  std::vector<std::string> beginning;
  std::vector<std::string> holding;
  for (const std::string& full_name : names) {
    std::string name = printable_text(name_to_type(full_name));
    if (name.size() > kLongestName || name.empty()) continue;
    if (name.starts_with(word)) {
      beginning.push_back(std::move(name));
    } else if (name.find(word) != std::string::npos) {
      holding.push_back(std::move(name));
    }
  }
  return beginning.empty() ? holding : beginning;
}

std::vector<std::string> choices_at(const Cursor& cursor,
                                    std::span<const std::string> function_names) {
  if (cursor.verb.empty()) return starting_with(cursor.word, verb_names());
  const Verb* const verb = verb_of(cursor);
  if (verb == nullptr) return {};
  const auto among = [&](std::initializer_list<const char*> words) {
    const std::vector<std::string> names(words.begin(), words.end());
    return cursor.is_second ? starting_with(cursor.word, names) : std::vector<std::string>();
  };
  switch (verb->kind) {
    case VerbKind::kMetric:
      return among({"inuse_space", "inuse_objects", "alloc_space", "alloc_objects"});
    case VerbKind::kUnit: return among({"auto", "B", "KiB", "MiB", "GiB"});
    case VerbKind::kShow: return among({"options"});
    case VerbKind::kHelp: return starting_with(cursor.word, verb_names());
    case VerbKind::kFile:
      if (cursor.is_second) return {};
      break;
    case VerbKind::kTable:
      if (cursor.word.starts_with("--")) {
        const std::vector<std::string> options = {"--addresses", "--cum", "--files", "--functions",
                                                  "--lines"};
        return starting_with(cursor.word, options);
      }
      break;
    case VerbKind::kFunctions:
    case VerbKind::kBrowse:
    case VerbKind::kFocus:
    case VerbKind::kIgnore: break;
    default: return {};
  }
  return matching_names(cursor.word, function_names);
}

// Returns the beginning that all share, in whole characters.
std::string shared_beginning(const std::vector<std::string>& names) {
  std::string shared = names.front();
  for (const std::string& name : names) {
    const auto [end, other] = std::ranges::mismatch(shared, name);
    shared.erase(end, shared.end());
  }
  const auto is_inside = [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) == 0x80; };
  const std::string& first = names.front();
  while (!shared.empty() && shared.size() < first.size() && is_inside(first[shared.size()])) {
    shared.pop_back();
  }
  return shared;
}

// A word that is quoted stays open while it can grow.
std::string unfinished_word(const std::string& text) {
  const std::string word = typed_as_word(text);
  return word == text ? word : word.substr(0, word.size() - 1);
}

// Names stand for themselves as expressions, but for a bracket, which opens a set.
std::string expression_of(const std::string& name) {
  std::string text;
  for (const char c : name) text += c == '[' ? std::string("\\[") : std::string(1, c);
  return text;
}

// Takes back what expression_of() did.
std::string name_in(std::string text) {
  for (size_t at = text.find("\\["); at != std::string::npos; at = text.find("\\[", at + 1)) {
    text.erase(at, 1);
  }
  return text;
}

bool is_blank(char c) {
  return c == ' ';
}

// Returns the place behind a bracket's end; `at` is the bracket.
size_t skip_brackets(std::string_view name, size_t at) {
  const char open = name[at];
  const char close = open == '<' ? '>' : ')';
  size_t depth = 0;
  for (size_t i = at; i < name.size(); ++i) {
    const bool is_arrow = name[i] == '>' && i > 0 && name[i - 1] == '-';
    if (name[i] == open) ++depth;
    if (name[i] == close && !is_arrow && --depth == 0) return i + 1;
  }
  return name.size();
}

}  // namespace

std::string name_to_type(std::string_view function_name) {
  size_t start = 0;
  size_t at = 0;
  while (at < function_name.size()) {
    const std::string_view rest = function_name.substr(at);
    if (rest.starts_with("operator")) {
      // Its sign may be a bracket, or a blank before a type.
      const size_t sign = rest.starts_with(kCallOperator) ? kCallOperator.size() : 8;
      const size_t end = function_name.find('(', at + sign);
      return std::string(
          function_name.substr(start, end == std::string_view::npos ? end : end - start));
    }
    if (rest.starts_with(kAnonymous)) {
      at += kAnonymous.size();
    } else if (rest.front() == '(') {
      break;
    } else if (rest.front() == '<') {
      at = skip_brackets(function_name, at);
    } else if (is_blank(rest.front())) {
      start = ++at;
    } else {
      ++at;
    }
  }
  const std::string_view name = function_name.substr(start, at - start);
  return std::string(name.empty() ? function_name : name);
}

Completion complete(std::string_view line, std::span<const std::string> function_names) {
  const Cursor cursor = find_cursor(line);
  const bool is_ignored =
      !cursor.verb.empty() && cursor.word.starts_with('-') && !cursor.word.starts_with("--");
  Cursor named = cursor;
  if (is_ignored) named.word.erase(0, 1);
  named.word = name_in(std::move(named.word));
  Completion completion;
  completion.start = cursor.start;
  completion.choices = choices_at(named, function_names);
  std::vector<std::string>& choices = completion.choices;
  std::ranges::sort(choices);
  choices.erase(std::unique(choices.begin(), choices.end()), choices.end());
  if (choices.empty()) return completion;
  const std::string dash = is_ignored ? "-" : "";
  if (choices.size() == 1) {
    const bool is_option = choices.front().starts_with("--");
    const std::string word =
        is_option ? choices.front() : typed_as_word(expression_of(choices.front()));
    completion.text = dash + word + " ";
    return completion;
  }
  const std::string shared = shared_beginning(choices);
  if (shared.size() < named.word.size()) {
    completion.text = std::string(line.substr(cursor.start));
  } else {
    const bool is_option = shared.starts_with("--");
    completion.text = dash + (is_option ? shared : unfinished_word(expression_of(shared)));
  }
  return completion;
}

}  // namespace jescope
