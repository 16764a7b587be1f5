// SPDX-License-Identifier: Apache-2.0
#include "tests/bench/symbols/answers.h"

#include <algorithm>
#include <cstdlib>
#include <fstream>
#include <optional>
#include <sstream>

namespace jescope::testing {
namespace {

// "0x0000000000001234", which no function is called.
std::optional<uint64_t> address_of(const std::string& line) {
  if (!line.starts_with("0x") || line.size() < 3) return std::nullopt;
  char* end = nullptr;
  const uint64_t address = std::strtoull(line.c_str(), &end, 16);
  return *end == '\0' ? std::optional(address) : std::nullopt;
}

// "/src/pool.cc:12 (discriminator 3)", "??:?".
void read_place(const std::string& line, AnswerFrame& frame) {
  const size_t colon = line.rfind(':');
  frame.file = line.substr(0, colon);
  if (colon != std::string::npos) frame.line = std::strtoull(line.c_str() + colon + 1, nullptr, 10);
}

Bound read_bound(const std::string& line) {
  std::istringstream fields(line);
  std::string kind;
  Bound bound;
  fields >> kind >> std::hex >> bound.start >> bound.end >> std::ws;
  std::getline(fields, bound.name);
  if (kind == "symbol") bound.end += bound.start;
  return bound;
}

void give_unnamed_frame(Answers& answers) {
  for (auto& [address, answer] : answers) {
    if (answer.empty()) answer.push_back({"??", "??", 0});
  }
}

}  // namespace

Answers read_answers(const std::string& path) {
  std::ifstream lines(path);
  Answers answers;
  Answer* answer = nullptr;
  bool expects_place = false;
  for (std::string line; std::getline(lines, line);) {
    if (const std::optional<uint64_t> address = address_of(line)) {
      answer = &answers[*address];
      answer->clear();
      expects_place = false;
    } else if (answer != nullptr && !line.empty()) {
      if (!expects_place) answer->push_back({line, "??", 0});
      if (expects_place) read_place(line, answer->back());
      expects_place = !expects_place;
    }
  }
  give_unnamed_frame(answers);
  return answers;
}

bool is_named(const Answer& answer) {
  return std::any_of(answer.begin(), answer.end(),
                     [](const AnswerFrame& frame) { return frame.function != "??"; });
}

Bounds Bounds::read(const std::string& path) {
  Bounds result;
  std::ifstream lines(path);
  for (std::string line; std::getline(lines, line);) {
    Bound bound = read_bound(line);
    if (bound.start < bound.end) result.bounds_.push_back(std::move(bound));
  }
  std::sort(result.bounds_.begin(), result.bounds_.end(),
            [](const Bound& a, const Bound& b) { return a.start < b.start; });
  for (const Bound& bound : result.bounds_) {
    const uint64_t before = result.furthest_end_.empty() ? 0 : result.furthest_end_.back();
    result.furthest_end_.push_back(std::max(before, bound.end));
  }
  return result;
}

std::vector<Bound> Bounds::around(uint64_t address) const {
  std::vector<Bound> found;
  const auto after = std::upper_bound(bounds_.begin(), bounds_.end(), address,
                                      [](uint64_t a, const Bound& b) { return a < b.start; });
  for (auto i = static_cast<size_t>(after - bounds_.begin()); i-- > 0;) {
    if (furthest_end_[i] <= address) break;
    if (bounds_[i].end > address) found.push_back(bounds_[i]);
  }
  return found;
}

}  // namespace jescope::testing
