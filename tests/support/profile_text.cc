// SPDX-License-Identifier: Apache-2.0
//
// The values' shortest form is chosen so that one object is not written:
//
//   100          100 bytes in one object
//   100/2        100 bytes in two
//   100/2/300/6  and what was allocated in all
#include "tests/support/profile_text.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <vector>

#include "jescope/model/profile_builder.h"

namespace jescope {
namespace {

constexpr std::array kTextOrder = {Metric::kInuseSpace, Metric::kInuseObjects, Metric::kAllocSpace,
                                   Metric::kAllocObjects};

// Cuts `text` at the first `separator`; returns what stands before it.
std::string_view take_until(std::string_view& text, char separator) {
  const size_t at = text.find(separator);
  const std::string_view part = text.substr(0, at);
  text.remove_prefix(at == std::string_view::npos ? text.size() : at + 1);
  return part;
}

template <typename Number>
Number number_of(std::string_view text, int base = 10) {
  Number number{};
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number, base);
  if (error != std::errc() || end != text.data() + text.size()) std::abort();
  return number;
}

void set_file(ProfileBuilder& builder, std::string_view text, Frame& frame) {
  const size_t colon = text.rfind(':');
  if (colon == std::string_view::npos) {
    frame.file = builder.intern(text);
    return;
  }
  frame.file = builder.intern(text.substr(0, colon));
  frame.line = number_of<uint32_t>(text.substr(colon + 1));
}

void set_module(ProfileBuilder& builder, std::string_view text, Frame& frame) {
  const size_t plus = text.rfind("+0x");
  frame.module = builder.intern(text.substr(0, plus));
  if (plus != std::string_view::npos) frame.offset = number_of<uint64_t>(text.substr(plus + 3), 16);
}

FrameId read_frame(ProfileBuilder& builder, std::string_view text) {
  Frame frame;
  frame.function = builder.intern(take_until(text, '|'));
  if (const std::string_view file = take_until(text, '|'); !file.empty()) {
    set_file(builder, file, frame);
  }
  set_module(builder, take_until(text, '|'), frame);
  frame.inlined = text == "i";
  return builder.intern(frame);
}

Values read_values(std::string_view text) {
  Values values;
  values[Metric::kInuseObjects].value = 1;
  std::string_view numbers = take_until(text, '~');
  for (size_t i = 0; !numbers.empty(); ++i) {
    values[kTextOrder[i]].value = number_of<int64_t>(take_until(numbers, '/'));
  }
  if (!text.empty())
    values[Metric::kInuseSpace].variance = static_cast<double>(number_of<int64_t>(text));
  return values;
}

std::string frame_to_text(const Profile& profile, const Frame& frame) {
  std::string file(profile.text(frame.file));
  if (frame.line != 0) file += fmt::format(":{}", frame.line);
  std::string module(profile.text(frame.module));
  if (frame.offset != 0) module += fmt::format("+{:#x}", frame.offset);
  std::string text = fmt::format("{}|{}|{}|{}", profile.text(frame.function), file, module,
                                 frame.inlined ? "i" : "");
  while (text.ends_with('|')) text.pop_back();
  return text;
}

std::string values_to_text(const Values& values) {
  const auto at = [&](size_t i) { return values[kTextOrder[i]].value; };
  std::string text = fmt::format("{}", at(0));
  const bool has_totals = at(2) != 0 || at(3) != 0;
  if (at(1) != 1 || has_totals) text += fmt::format("/{}", at(1));
  if (has_totals) text += fmt::format("/{}/{}", at(2), at(3));
  const double variance = values[Metric::kInuseSpace].variance;
  return variance == 0 ? text : text + fmt::format("~{}", variance);
}

}  // namespace

Profile profile_of(std::string_view text, Granularity granularity) {
  Profile heading;
  heading.granularity = granularity;
  ProfileBuilder builder(heading);
  while (!text.empty()) {
    const std::string_view line = take_until(text, '\n');
    if (line.empty()) continue;
    const size_t blank = line.rfind(' ');
    std::string_view stack = line.substr(0, blank);
    std::vector<FrameId> frames;
    while (!stack.empty()) frames.push_back(read_frame(builder, take_until(stack, ';')));
    builder.add(frames, read_values(line.substr(blank + 1)));
  }
  Profile profile = builder.take();
  profile.has_totals = total_values(profile)[Metric::kAllocObjects].value != 0;
  return profile;
}

std::string to_text(const Profile& profile) {
  std::vector<std::string> lines;
  for (const Sample& sample : profile.samples) {
    std::string line;
    for (const FrameId frame : profile.stacks.outermost_first(sample.stack)) {
      if (!line.empty()) line += ';';
      line += frame_to_text(profile, profile.frame(frame));
    }
    lines.push_back(line + " " + values_to_text(sample.values) + "\n");
  }
  std::ranges::sort(lines);
  return fmt::format("{}", fmt::join(lines, ""));
}

}  // namespace jescope
