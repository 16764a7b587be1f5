// SPDX-License-Identifier: Apache-2.0
#include "record/shim/setting.h"

#include <array>

namespace jescope::shim {
namespace {

constexpr uint64_t kMost = uint64_t{1} << 62;

struct Key {
  std::string_view name;
  uint64_t Setting::*value;
  uint64_t least;
  uint64_t most;
  std::string_view expected;
};

constexpr std::string_view kZeroOrOne = "0 or 1";
constexpr std::string_view kNumber = "a number";

constexpr std::array<Key, 11> kKeys = {{
    {"sample", &Setting::sample_period_bytes, 1, uint64_t{1} << 40, "bytes from 1 to 2^40"},
    {"interval_bytes", &Setting::interval_bytes, 0, kMost, kNumber},
    {"interval_ms", &Setting::interval_ms, 0, uint64_t{1} << 40, kNumber},
    {"signal", &Setting::signal, 0, 64, "the number of a signal that can be caught"},
    {"peak", &Setting::peak, 0, 1, kZeroOrOne},
    {"at_rss", &Setting::at_rss_bytes, 0, kMost, "bytes, or a share as 90%"},
    {"keep", &Setting::keep, 0, 100'000, "a number up to 100000"},
    {"final", &Setting::final_dump, 0, 1, kZeroOrOne},
    {"depth", &Setting::depth, 1, 1024, "a number from 1 to 1024"},
    {"max_memory", &Setting::max_memory_bytes, 0, kMost, kNumber},
    {"children", &Setting::children, 0, 1, kZeroOrOne},
}};

// Returns whether all of `text` is one number that fits.
bool parse_number(std::string_view text, uint64_t& number) {
  if (text.empty() || text.size() > 19) return false;
  number = 0;
  for (const char digit : text) {
    if (digit < '0' || digit > '9') return false;
    number = number * 10 + static_cast<uint64_t>(digit - '0');
  }
  return true;
}

std::string_view head(std::string_view text, size_t length) {
  return {text.data(), length < text.size() ? length : text.size()};
}

std::string_view tail(std::string_view text, size_t from) {
  if (from >= text.size()) return {};
  return {text.data() + from, text.size() - from};
}

const Key* find_key(std::string_view name) {
  for (const Key& key : kKeys) {
    if (key.name == name) return &key;
  }
  return nullptr;
}

// SIGKILL and SIGSTOP come to nobody; 32 to 34 are C libraries' own.
bool can_be_caught(uint64_t signal) {
  return signal != 9 && signal != 19 && (signal < 32 || signal > 34);
}

bool is_share(const Key& key, std::string_view value) {
  return key.name == "at_rss" && !value.empty() && value.back() == '%';
}

bool parse_share(std::string_view value, Setting& setting) {
  uint64_t percent = 0;
  if (!parse_number(head(value, value.size() - 1), percent)) return false;
  setting.at_rss_percent = percent;
  return percent >= 1 && percent <= 100;
}

bool parse_pair(std::string_view pair, Setting& setting, SettingFault& fault) {
  const size_t colon = pair.find(':');
  const std::string_view name = head(pair, colon);
  const Key* const key = colon == std::string_view::npos ? nullptr : find_key(name);
  if (key == nullptr) {
    fault = {"JESCOPE_RECORD", "a key of the recorder and a value, as sample:524288", pair};
    return false;
  }
  const std::string_view value = tail(pair, colon + 1);
  fault = {key->name, key->expected, value};
  if (is_share(*key, value)) return parse_share(value, setting);
  uint64_t number = 0;
  if (!parse_number(value, number) || number < key->least || number > key->most) return false;
  setting.*(key->value) = number;
  return can_be_caught(setting.signal);
}

}  // namespace

bool parse_setting(std::string_view text, Setting& setting, SettingFault& fault) {
  setting = Setting();
  while (!text.empty()) {
    const size_t comma = text.find(',');
    const std::string_view pair = head(text, comma);
    text = tail(text, pair.size() + 1);
    if (!pair.empty() && !parse_pair(pair, setting, fault)) return false;
  }
  return true;
}

}  // namespace jescope::shim
