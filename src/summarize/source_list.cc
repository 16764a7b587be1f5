// SPDX-License-Identifier: Apache-2.0
//
// Puts frames of one function and file together, with their lines:
//
//   frame "f a.cc:3"  self 5            f  a.cc  self 5, cumulative 9
//   frame "f a.cc:7"  self 0      ->      3  5  5
//                                         7  0  9
#include "jescope/summarize/source_list.h"

#include <algorithm>
#include <map>
#include <tuple>
#include <utility>

#include "summarize/frame_sums.h"

namespace jescope {
namespace {

constexpr uint32_t kLinesAround = 5;
constexpr uint32_t kMostLinesBetween = 20;  // a longer stretch without numbers is left out
constexpr uint32_t kNotListed = UINT32_MAX;

class SourceLister {
 public:
  SourceLister(const Profile& profile, Metric metric,
               const std::function<bool(std::string_view)>& is_wanted)
      : profile_(profile), metric_(metric) {
    for (const Frame& frame : profile.frames) function_of_.push_back(place(frame, is_wanted));
  }

  std::vector<ListedFunction> run() {
    for (size_t i = 0; i < profile_.samples.size(); ++i) add_to_functions(i);
    add_lines();
    std::erase_if(functions_, [](const ListedFunction& function) {
      return function.self.value == 0 && function.cumulative.value == 0 && function.lines.empty();
    });
    return std::move(functions_);
  }

 private:
  // Returns the row of the frame's function in functions_, or kNotListed.
  uint32_t place(const Frame& frame, const std::function<bool(std::string_view)>& is_wanted) {
    if (!has_function(frame)) return kNotListed;
    const std::pair key{frame.function.raw(), frame.file.raw()};
    const auto [known, is_new] = row_of_.emplace(key, static_cast<uint32_t>(functions_.size()));
    if (!is_new) return join(known->second, frame);
    const std::string_view name = profile_.text(frame.function);
    if (!is_wanted(name)) {
      known->second = kNotListed;
      return kNotListed;
    }
    functions_.push_back({std::string(name),
                          std::string(profile_.text(frame.file)),
                          std::string(profile_.text(frame.module)),
                          {},
                          {},
                          {}});
    return known->second;
  }

  uint32_t join(uint32_t row, const Frame& frame) {
    if (row == kNotListed) return row;
    std::string& module = functions_[row].module;
    if (module != profile_.text(frame.module)) module.clear();
    return row;
  }

  void add_to_functions(size_t sample) {
    const FrameStacks::Row innermost = profile_.samples[sample].stack;
    if (innermost.is_none()) return;
    const Estimate& estimate = profile_.samples[sample].values[metric_];
    last_sample_.resize(functions_.size(), SIZE_MAX);
    for (auto row = innermost; !row.is_none(); row = profile_.stacks.parent(row)) {
      const uint32_t function = function_of_[profile_.stacks.element(row).row()];
      if (function == kNotListed) continue;
      if (row == innermost) functions_[function].self += estimate;
      if (std::exchange(last_sample_[function], sample) == sample) continue;
      functions_[function].cumulative += estimate;
    }
  }

  void add_lines() {
    const std::vector<FrameSums> sums = sum_by_frame(profile_, metric_);
    for (size_t i = 0; i < sums.size(); ++i) {
      const bool is_empty = sums[i].self.value == 0 && sums[i].cumulative.value == 0;
      if (function_of_[i] == kNotListed || is_empty) continue;
      functions_[function_of_[i]].lines.push_back(
          {profile_.frames[i].line, sums[i].self, sums[i].cumulative});
    }
    for (ListedFunction& function : functions_) {
      std::ranges::sort(function.lines, {}, &ListedLine::number);
      const bool has_number = !function.lines.empty() && function.lines.back().number != 0;
      if (!has_number) function.lines.clear();
    }
  }

  const Profile& profile_;
  const Metric metric_;
  std::vector<ListedFunction> functions_;
  std::map<std::pair<uint32_t, uint32_t>, uint32_t> row_of_;  // by name and file
  std::vector<uint32_t> function_of_;                         // by frame
  std::vector<size_t> last_sample_;                           // by function
};

bool comes_before(const ListedFunction& a, const ListedFunction& b, TopOrder order) {
  return sums_come_before({a.self, a.cumulative}, {b.self, b.cumulative}, order)
      .value_or(std::tie(a.name, a.file) < std::tie(b.name, b.file));
}

// Appends first..last where they are behind what is there.
void append_range(std::vector<uint32_t>& numbers, uint64_t first, uint64_t last) {
  if (!numbers.empty()) first = std::max<uint64_t>(first, uint64_t{numbers.back()} + 1);
  last = std::min<uint64_t>(last, UINT32_MAX);
  for (uint64_t number = first; number <= last; ++number) {
    numbers.push_back(static_cast<uint32_t>(number));
  }
}

}  // namespace

SourceList list_source(const Profile& profile, Metric metric, TopOrder order,
                       const std::function<bool(std::string_view)>& is_wanted) {
  SourceList list;
  list.metric = metric;
  list.is_change = profile.baseline.has_value();
  list.total = total_values(profile)[metric];
  list.whole = share_base(profile)[metric];
  list.functions = SourceLister(profile, metric, is_wanted).run();
  std::ranges::sort(list.functions, [order](const ListedFunction& a, const ListedFunction& b) {
    return comes_before(a, b, order);
  });
  return list;
}

SourceList keep_first(SourceList list, size_t functions) {
  if (list.functions.size() <= functions) return list;
  list.functions_left_out += list.functions.size() - functions;
  list.functions.erase(list.functions.begin() + static_cast<std::ptrdiff_t>(functions),
                       list.functions.end());
  return list;
}

ListedFunction keep_largest_lines(ListedFunction function, size_t lines) {
  if (function.lines.size() <= lines) return function;
  std::ranges::stable_sort(function.lines, [](const ListedLine& a, const ListedLine& b) {
    return ranks_before(a.cumulative.value, b.cumulative.value);
  });
  function.lines_left_out += function.lines.size() - lines;
  function.lines.resize(lines);
  std::ranges::sort(function.lines, {}, &ListedLine::number);
  return function;
}

std::vector<uint32_t> lines_to_show(const ListedFunction& function) {
  std::vector<uint32_t> numbers;
  uint64_t last = 0;  // line with numbers
  for (const ListedLine& line : function.lines) {
    if (line.number == 0) continue;
    const uint64_t number = line.number;
    const bool is_near = last != 0 && number - last <= kMostLinesBetween + 1;
    if (last != 0 && !is_near) append_range(numbers, last + 1, last + kLinesAround);
    const uint64_t around = number > kLinesAround ? number - kLinesAround : 1;
    append_range(numbers, is_near ? last + 1 : around, number);
    last = number;
  }
  if (last != 0) append_range(numbers, last + 1, last + kLinesAround);
  return numbers;
}

ListedFunction add_text(ListedFunction function, const SourceText& text) {
  std::map<uint32_t, ListedLine> lines;
  for (ListedLine& line : function.lines) lines[line.number] = std::move(line);
  for (const NumberedLine& line : text.lines) {
    ListedLine& listed = lines[line.number];
    listed.number = line.number;
    listed.text = line.text;
  }
  function.lines.clear();
  for (auto& [number, line] : lines) {
    line.is_beyond_end = number > text.line_count;
    function.lines.push_back(std::move(line));
  }
  function.source = text.place;
  return function;
}

}  // namespace jescope
