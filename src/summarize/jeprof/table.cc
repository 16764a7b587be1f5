// SPDX-License-Identifier: Apache-2.0
//
// A row is a name: frames of one name are put together, wherever they are.
#include <algorithm>
#include <map>
#include <set>
#include <tuple>

#include "jescope/model/short_name.h"
#include "jescope/summarize/jeprof_table.h"

namespace jescope {
namespace {

// Names of the frames of a profile, as rows have them.
class RowNames {
 public:
  RowNames(const Profile& profile, Granularity granularity, JeprofNames names)
      : profile_(profile), granularity_(granularity), names_(names) {
    for (const Frame& frame : profile.frames) {
      if (has_function(frame)) full_names_[shortened(frame)].insert(frame.function);
    }
  }

  std::string of(const Frame& frame) const {
    switch (granularity_) {
      case Granularity::kFile: return file(frame);
      case Granularity::kLine:
        return has_function(frame) ? function(frame) + " " + line(frame)
                                   : place_label(profile_, frame);
      case Granularity::kAddress:
        return place_label(profile_, frame) + " " + (has_function(frame) ? function(frame) : "??") +
               " " + line(frame);
      default: return function(frame);
    }
  }

 private:
  std::string shortened(const Frame& frame) const {
    const std::string_view full = profile_.text(frame.function);
    if (frame.kind == FrameKind::kBounds) return std::string(full);
    return names_ == JeprofNames::kExact ? jeprof_short_name(full) : short_name(full);
  }

  // Functions that would have one name keep their own.
  std::string function(const Frame& frame) const {
    if (!has_function(frame)) return place_label(profile_, frame);
    std::string name = shortened(frame);
    const bool is_shared = full_names_.at(name).size() > 1;
    if (is_shared && names_ == JeprofNames::kRight) name = profile_.text(frame.function);
    return frame.inlined ? name + " (inline)" : name;
  }

  std::string line(const Frame& frame) const {
    if (frame.file.is_none()) return "??:0";
    return std::string(profile_.text(frame.file)) + ":" + std::to_string(frame.line);
  }

  std::string file(const Frame& frame) const {
    if (!frame.file.is_none()) return std::string(profile_.text(frame.file));
    return frame.module.is_none() ? "??" : std::string(base_name(profile_.text(frame.module)));
  }

  const Profile& profile_;
  const Granularity granularity_;
  const JeprofNames names_;
  std::map<std::string, std::set<StringId>> full_names_;  // by short name
};

}  // namespace

JeprofTable build_jeprof_table(const Profile& profile, int64_t total, Metric metric,
                               Granularity granularity, JeprofOrder order, JeprofNames names) {
  const RowNames row_names(profile, granularity, names);
  std::map<std::string, size_t> rows_by_name;
  std::vector<size_t> row_of_frame;
  JeprofTable table{metric, total, 0, {}};
  for (const Frame& frame : profile.frames) {
    const std::string name = row_names.of(frame);
    const auto [known, is_new] = rows_by_name.try_emplace(name, table.rows.size());
    if (is_new) table.rows.push_back({name, 0, 0});
    row_of_frame.push_back(known->second);
  }
  std::vector<Estimate> flat(table.rows.size());
  std::vector<Estimate> cumulative(table.rows.size());
  std::vector<size_t> last_stack(table.rows.size(), SIZE_MAX);
  Estimate chosen;
  for (size_t i = 0; i < profile.samples.size(); ++i) {
    const Sample& sample = profile.samples[i];
    bool is_innermost = true;
    for (const FrameId frame : profile.stacks.innermost_first(sample.stack)) {
      const size_t row = row_of_frame[frame.row()];
      if (is_innermost) flat[row] += sample.values[metric];
      if (is_innermost) chosen += sample.values[metric];
      is_innermost = false;
      if (last_stack[row] != i) cumulative[row] += sample.values[metric];
      last_stack[row] = i;
    }
  }
  table.chosen = chosen.value;
  for (size_t i = 0; i < table.rows.size(); ++i) {
    table.rows[i].flat = flat[i].value;
    table.rows[i].cumulative = cumulative[i].value;
  }
  std::erase_if(table.rows, [](const JeprofRow& r) { return r.flat == 0 && r.cumulative == 0; });
  std::ranges::sort(table.rows, [&](const JeprofRow& a, const JeprofRow& b) {
    const int64_t left = order == JeprofOrder::kFlat ? a.flat : a.cumulative;
    const int64_t right = order == JeprofOrder::kFlat ? b.flat : b.cumulative;
    return left != right ? left > right : a.name < b.name;
  });
  return table;
}

}  // namespace jescope
