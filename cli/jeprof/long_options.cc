// SPDX-License-Identifier: Apache-2.0
#include "cli/jeprof/long_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <cmath>
#include <optional>
#include <utility>

#include "jescope/base/ascii_case.h"

namespace jescope {
namespace {

bool takes_value(LongOptionKind kind) {
  return kind != LongOptionKind::kFlag && kind != LongOptionKind::kSwitch;
}

// An option that a word may mean.
struct Meaning {
  const LongOption* option = nullptr;
  bool is_taken_back = false;

  friend bool operator==(const Meaning&, const Meaning&) = default;
};

Error usage(const std::string& message, std::string hint = "jescope jeprof --help") {
  return {ErrorCode::kUsage, "jeprof", message, std::move(hint)};
}

bool is_value(LongOptionKind kind, std::string_view text) {
  if (kind == LongOptionKind::kText) return true;
  if (text.starts_with('+')) text.remove_prefix(1);
  const char* const end = text.data() + text.size();
  if (kind == LongOptionKind::kInteger) {
    int64_t whole = 0;
    const auto read = std::from_chars(text.data(), end, whole);
    return read.ec == std::errc() && read.ptr == end;
  }
  double number = 0;
  const auto read = std::from_chars(text.data(), end, number);
  return read.ec == std::errc() && read.ptr == end && std::isfinite(number);
}

class Parser {
 public:
  Parser(std::span<const LongOption> known, std::span<const std::string> words)
      : known_(known), words_(words) {}

  Result<LongArguments> run(OptionOrder order) {
    while (at_ < words_.size()) {
      const std::string& word = words_[at_++];
      if (word == "--") break;
      if (!word.starts_with('-') || word == "-") {
        result_.arguments.push_back(word);
        if (order == OptionOrder::kBeforeArguments) break;
        continue;
      }
      if (const std::optional<Error> error = take(word)) return *error;
    }
    result_.arguments.insert(result_.arguments.end(), words_.begin() + static_cast<ptrdiff_t>(at_),
                             words_.end());
    return std::move(result_);
  }

 private:
  // Takes the option `word`, and the next word if that is its value.
  std::optional<Error> take(std::string_view word) {
    const std::string_view text = word.substr(word.starts_with("--") ? 2 : 1);
    const size_t equals = text.find('=');
    const bool stands_alone = equals == std::string_view::npos;
    const Result<Meaning> meaning =
        meaning_of(text.substr(0, equals), word.substr(0, word.find('=')));
    if (!meaning.ok()) return meaning.error();
    const LongOption& option = *meaning->option;
    if (!takes_value(option.kind)) {
      if (!stands_alone) {
        return usage(fmt::format("expected --{} without a value, got {}", option.name, word));
      }
      result_.options.push_back({option.name, meaning->is_taken_back ? "" : "1"});
      return std::nullopt;
    }
    // Only a word of its own may be empty: --focus "$FOCUS".
    if (stands_alone ? at_ == words_.size() : equals + 1 == text.size()) {
      return usage(fmt::format("expected a value of --{}, got none", option.name));
    }
    std::string value(stands_alone ? words_[at_++] : text.substr(equals + 1));
    if (!is_value(option.kind, value)) {
      return usage(fmt::format("expected a number for --{}, got {}", option.name, value));
    }
    result_.options.push_back({option.name, std::move(value)});
    return std::nullopt;
  }

  // jeprof's own names have underscores.
  std::string underscored(std::string_view name) const {
    std::string text(name);
    std::ranges::replace(text, '-', '_');
    const auto is_meant = [&](const LongOption& option) {
      return starts_with_any_case(option.name, text);
    };
    return text != name && std::ranges::any_of(known_, is_meant) ? text : std::string();
  }

  // `word` is the name with its dashes.
  Result<Meaning> meaning_of(std::string_view name, std::string_view word) const {
    std::vector<Meaning> meanings;
    for (const LongOption& option : known_) {
      for (const std::string_view no : {"", "no", "no-"}) {
        if (!no.empty() && option.kind != LongOptionKind::kSwitch) continue;
        const std::string full = std::string(no) + std::string(option.name);
        if (!starts_with_any_case(full, name)) continue;
        const Meaning meaning{&option, !no.empty()};
        if (full.size() == name.size()) return meaning;
        if (option.only_in_full) continue;
        if (meanings.empty() || meanings.back() != meaning) meanings.push_back(meaning);
      }
    }
    if (meanings.size() == 1) return meanings.front();
    if (meanings.empty()) {
      const std::string message = fmt::format("expected a known option, got {}", word);
      const std::string meant = underscored(name);
      return meant.empty() ? usage(message) : usage(message, "--" + meant);
    }
    std::string all;
    for (const Meaning& meaning : meanings) {
      all += fmt::format("{}--{}{}", all.empty() ? "" : " or ", meaning.is_taken_back ? "no" : "",
                         meaning.option->name);
    }
    return usage(fmt::format("expected {}, got {}", all, word));
  }

  std::span<const LongOption> known_;
  std::span<const std::string> words_;
  size_t at_ = 0;
  LongArguments result_;
};

}  // namespace

Result<LongArguments> parse_long_options(std::span<const LongOption> known,
                                         std::span<const std::string> words, OptionOrder order) {
  return Parser(known, words).run(order);
}

}  // namespace jescope
