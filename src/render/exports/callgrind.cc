// SPDX-License-Identifier: Apache-2.0
//
// Writes valgrind's callgrind format (cl-format.html in its manual):
//
//   # callgrind format
//   version: 1
//   positions: line
//   events: InuseBytes InuseObjects
//   ob=(1) /opt/app/server
//   fl=(1) /src/cache.cc
//   fn=(1) Cache::insert(int)
//   42 1048576 1024             a line of the function itself
//   fi=(2) /src/vector.h        code inlined into it from another file
//   102 524288 512
//   fe=(1)                      back to the function's own file
//   cob=(2) /lib/libc.so.6      a call: object, file and function when they differ
//   cfl=(3) ??
//   cfn=(2) strdup
//   calls=7 0                   how often, and the line where the callee stands
//   43 4096 7                   where the call is, and what it cost all together
//
// A name is written once as "(1) name" and then as "(1)". Numbers are unsigned.
#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <optional>

#include "jescope/base/printable.h"
#include "jescope/render/exports.h"

namespace jescope {
namespace {

constexpr std::string_view kUnknownFile = "??";

// Numbers of names that were already written.
class NameTable {
 public:
  // Returns "(1) name" the first time, "(1)" afterwards.
  std::string write(const std::string& name) {
    const auto [known, is_new] = numbers_.emplace(name, numbers_.size() + 1);
    if (!is_new) return fmt::format("({})", known->second);
    return fmt::format("({}) {}", known->second, printable_text(name));
  }

 private:
  std::map<std::string, size_t> numbers_;
};

// A column of numbers.
struct Event {
  std::string_view name;
  std::string_view words;
  Metric metric;  // in a cost's values
};

std::vector<Event> events_of(bool has_totals) {
  std::vector<Event> events = {{"InuseBytes", "Live bytes", Metric::kInuseSpace},
                               {"InuseObjects", "Live objects", Metric::kInuseObjects}};
  if (!has_totals) return events;
  events.push_back({"AllocBytes", "Allocated bytes", Metric::kAllocSpace});
  events.push_back({"AllocObjects", "Allocated objects", Metric::kAllocObjects});
  return events;
}

std::vector<Event> events_of_change(Metric metric) {
  const bool bytes = unit_of(metric) == Unit::kBytes;
  return {{"Grown", bytes ? "Bytes more" : "Objects more", kGrowthSlot},
          {"Shrunk", bytes ? "Bytes less" : "Objects less", kLossSlot}};
}

class CallgrindWriter {
 public:
  // `objects` tells how often a call was made; nothing: once is written.
  CallgrindWriter(const CallCosts& costs, std::vector<Event> events, std::optional<Metric> objects)
      : costs_(costs), events_(std::move(events)), objects_metric_(objects) {}

  std::string run(const std::string& command) {
    write_header(command);
    size_t self = 0;
    size_t call = 0;
    for (uint32_t function = 0; function < costs_.functions.size(); ++function) {
      begin_function(function);
      for (; self < costs_.self.size() && costs_.self[self].function == function; ++self) {
        write_self(costs_.self[self]);
      }
      for (; call < costs_.calls.size() && costs_.calls[call].caller == function; ++call) {
        write_call(costs_.calls[call]);
      }
    }
    text_ += "\ntotals:" + cost_columns(total()) + "\n";
    return std::move(text_);
  }

 private:
  void write_header(const std::string& command) {
    text_ = "# callgrind format\nversion: 1\ncreator: jescope\n";
    if (!command.empty()) text_ += fmt::format("cmd: {}\n", printable_text(command));
    text_ += "positions: line\n";
    std::string names;
    for (const Event& event : events_) {
      text_ += fmt::format("event: {} : {}\n", event.name, event.words);
      names += fmt::format(" {}", event.name);
    }
    text_ += fmt::format("events:{}\n", names);
    text_ += fmt::format("summary:{}\n", cost_columns(total()));
  }

  Values total() const {
    Values total;
    for (const SelfCost& cost : costs_.self) total += cost.values;
    return total;
  }

  std::string cost_columns(const Values& values) const {
    std::string columns;
    for (const Event& event : events_) {
      columns += fmt::format(" {}", std::max<int64_t>(0, values[event.metric].value));
    }
    return columns;
  }

  static std::string known_file(const std::string& file) {
    return file.empty() ? std::string(kUnknownFile) : file;
  }

  // Functions without cost of their own or calls are only named as callees.
  void begin_function(uint32_t number) {
    const CostFunction& function = costs_.functions[number];
    function_file_ = known_file(function.file);
    current_file_ = function_file_;
    current_module_ = function.module;
    heading_of_ = &function;
  }

  void write_heading() {
    if (heading_of_ == nullptr) return;
    text_ += fmt::format("\nob={}\n", objects_.write(known_file(heading_of_->module)));
    text_ += fmt::format("fl={}\n", files_.write(function_file_));
    text_ += fmt::format("fn={}\n", functions_.write(heading_of_->name));
    heading_of_ = nullptr;
  }

  void move_to(const CostLine& at) {
    write_heading();
    const std::string file = at.file.empty() ? function_file_ : at.file;
    if (file == current_file_) return;
    text_ += fmt::format("{}={}\n", file == function_file_ ? "fe" : "fi", files_.write(file));
    current_file_ = file;
  }

  void write_self(const SelfCost& cost) {
    move_to(cost.at);
    text_ += fmt::format("{}{}\n", cost.at.line, cost_columns(cost.values));
  }

  void write_call(const CallCost& cost) {
    move_to(cost.at);
    const CostFunction& callee = costs_.functions[cost.callee];
    if (callee.module != current_module_) {
      text_ += fmt::format("cob={}\n", objects_.write(known_file(callee.module)));
    }
    text_ += fmt::format("cfl={}\n", files_.write(known_file(callee.file)));
    text_ += fmt::format("cfn={}\n", functions_.write(callee.name));
    text_ += fmt::format("calls={} 0\n", call_count(cost.inclusive));
    text_ += fmt::format("{}{}\n", cost.at.line, cost_columns(cost.inclusive));
  }

  // Each allocation came through the call once.
  int64_t call_count(const Values& values) const {
    return objects_metric_ ? std::max<int64_t>(1, values[*objects_metric_].value) : 1;
  }

  const CallCosts& costs_;
  std::vector<Event> events_;
  std::optional<Metric> objects_metric_;
  NameTable objects_;
  NameTable files_;
  NameTable functions_;
  const CostFunction* heading_of_ = nullptr;  // not yet written
  std::string function_file_;
  std::string current_file_;
  std::string current_module_;
  std::string text_;
};

}  // namespace

std::string render_callgrind(const CallCosts& costs, bool has_totals, const std::string& command) {
  const Metric objects = has_totals ? Metric::kAllocObjects : Metric::kInuseObjects;
  return CallgrindWriter(costs, events_of(has_totals), objects).run(command);
}

std::string render_callgrind_change(const CallCosts& costs, Metric metric,
                                    const std::string& command) {
  return CallgrindWriter(costs, events_of_change(metric), std::nullopt).run(command);
}

}  // namespace jescope
