// SPDX-License-Identifier: Apache-2.0
//
// A rule is three parts between delimiters; "\" makes a delimiter literal:
//
//   s/^v([0-9]+)::/v::/g        s#/home/[a-z]+/#/src/#
//     pattern     replacement flags
#include "select/rewrite.h"

#include <fmt/format.h>
#include <re2/re2.h>

#include <array>
#include <cctype>

namespace jescope {
namespace {

// Bounds what a rule can make of a hostile name: 64 KiB, each byte of which
// becomes a replacement.
constexpr size_t kLongestRule = 1024;
constexpr size_t kLongestName = size_t{1} << 16;

constexpr std::string_view kForm = "s/PATTERN/REPLACEMENT/";

Error rule_error(const RuleText& rule, std::string_view expected, std::string_view reason) {
  return {ErrorCode::kUsage,
          rule.where,
          fmt::format("expected {}, got \"{}\"{}{}", expected, rule.text,
                      reason.empty() ? "" : ": ", reason),
          {}};
}

struct Parts {
  std::string pattern;
  std::string replacement;
  std::string_view flags;
};

bool is_delimiter(char c) {
  return c != '\\' && std::ispunct(static_cast<unsigned char>(c)) != 0;
}

// Takes the text up to the next delimiter and the delimiter itself off `rest`;
// nothing when there is none.
std::optional<std::string> take_part(std::string_view& rest, char delimiter) {
  std::string part;
  for (size_t i = 0; i < rest.size(); ++i) {
    if (rest[i] == delimiter) {
      rest.remove_prefix(i + 1);
      return part;
    }
    const bool is_escape = rest[i] == '\\' && i + 1 < rest.size();
    if (is_escape && rest[i + 1] != delimiter) part += '\\';
    if (is_escape) ++i;
    part += rest[i];
  }
  return std::nullopt;
}

std::optional<Parts> split(std::string_view text) {
  if (text.size() < 2 || text[0] != 's' || !is_delimiter(text[1])) return std::nullopt;
  const char delimiter = text[1];
  text.remove_prefix(2);
  std::optional<std::string> pattern = take_part(text, delimiter);
  if (!pattern || pattern->empty()) return std::nullopt;
  std::optional<std::string> replacement = take_part(text, delimiter);
  if (!replacement) return std::nullopt;
  return Parts{std::move(*pattern), std::move(*replacement), text};
}

re2::StringPiece piece(std::string_view text) {
  return {text.data(), text.size()};
}

}  // namespace

Result<std::shared_ptr<const NameRules::Rewrite>> NameRules::Rewrite::compile(
    const RuleText& rule) {
  if (rule.text.size() > kLongestRule) {
    return Error{
        ErrorCode::kUsage,
        rule.where,
        fmt::format("expected a rule of at most {} bytes, got {}", kLongestRule, rule.text.size()),
        {}};
  }
  const std::optional<Parts> parts = split(rule.text);
  if (!parts) return rule_error(rule, kForm, {});
  if (parts->flags.find_first_not_of("gi") != std::string_view::npos) {
    return rule_error(rule, "no flags but g and i", {});
  }
  re2::RE2::Options options(re2::RE2::Quiet);
  options.set_case_sensitive(parts->flags.find('i') == std::string_view::npos);
  auto pattern = std::make_shared<const re2::RE2>(piece(parts->pattern), options);
  if (!pattern->ok()) {
    return rule_error(rule, "a regular expression (RE2 syntax)", pattern->error());
  }
  std::string reason;
  if (!pattern->CheckRewriteString(piece(parts->replacement), &reason)) {
    return rule_error(rule, "a replacement with \\0 to \\9", reason);
  }
  auto rewrite = std::make_shared<Rewrite>();
  rewrite->pattern_ = std::move(pattern);
  rewrite->replacement_ = parts->replacement;
  rewrite->is_global_ = parts->flags.find('g') != std::string_view::npos;
  return std::shared_ptr<const Rewrite>(std::move(rewrite));
}

std::optional<std::string> NameRules::Rewrite::apply(std::string_view text) const {
  if (text.size() > kLongestName) return std::nullopt;
  std::string result(text);
  const bool occurs = is_global_
                          ? re2::RE2::GlobalReplace(&result, *pattern_, piece(replacement_)) > 0
                          : re2::RE2::Replace(&result, *pattern_, piece(replacement_));
  const bool is_kept = occurs && !result.empty() && result.size() <= kLongestName;
  if (!is_kept) return std::nullopt;
  return result;
}

}  // namespace jescope
