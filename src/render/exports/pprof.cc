// SPDX-License-Identifier: Apache-2.0
//
// A profile as pprof's proto/profile.proto describes it, packed with gzip:
//
//   sample_type  alloc_objects/count alloc_space/bytes inuse_objects/count inuse_space/bytes
//   sample       locations, innermost first; a value of each type; labels
//   location     a call site: the function and what is inlined into it, innermost first
//   mapping      a module; the program is the first
//
// Addresses are those as linked: a mapping of the whole address space at offset
// zero says so (pprof's elfexec.GetBase). Every location has a mapping and a
// name, as some readers need it. Of two snapshots the first one's samples have
// negative values and the label that pprof gives a base.
#include <algorithm>
#include <array>
#include <limits>
#include <map>
#include <string>
#include <utility>
#include <vector>

#include "jescope/base/gzip.h"
#include "jescope/base/printable.h"
#include "jescope/base/utf8.h"
#include "jescope/render/exports.h"
#include "render/exports/protobuf.h"

namespace jescope {
namespace {

// Numbers of profile.proto.
namespace profile_field {
enum : uint32_t {
  kSampleType = 1,
  kSample,
  kMapping,
  kLocation,
  kFunction,
  kStringTable,
  kDropFrames,
  kPeriodType = 11,
  kPeriod,
  kComment,
  kDefaultSampleType,
};
}  // namespace profile_field
namespace value_type_field {
enum : uint32_t { kType = 1, kUnit };
}  // namespace value_type_field
namespace sample_field {
enum : uint32_t { kLocationId = 1, kValue, kLabel };
}  // namespace sample_field
namespace label_field {
enum : uint32_t { kKey = 1, kText, kNumber, kNumberUnit };
}  // namespace label_field
namespace mapping_field {
enum : uint32_t {
  kId = 1,
  kMemoryStart,
  kMemoryLimit,
  kFileOffset,
  kFilename,
  kBuildId,
  kHasFunctions,
  kHasFilenames,
  kHasLineNumbers,
  kHasInlineFrames,
};
}  // namespace mapping_field
namespace location_field {
enum : uint32_t { kId = 1, kMappingId, kAddress, kLine };
}  // namespace location_field
namespace line_field {
enum : uint32_t { kFunctionId = 1, kLine };
}  // namespace line_field
namespace function_field {
enum : uint32_t { kId = 1, kName, kSystemName, kFilename };
}  // namespace function_field

// pprof's tools show the last one unless they are told otherwise.
constexpr std::array kOrder = {Metric::kAllocObjects, Metric::kAllocSpace, Metric::kInuseObjects,
                               Metric::kInuseSpace};

std::string valid_utf8(std::string_view text) {
  std::string valid;
  while (!text.empty()) {
    const CodePoint point = decode_utf8(text);
    append_utf8(valid, point.value);
    text.remove_prefix(point.byte_count);
  }
  return valid;
}

class PprofWriter {
 public:
  explicit PprofWriter(const Profile& profile)
      : profile_(profile),
        has_threads_(std::ranges::any_of(profile.snapshots, [](const Snapshot& snapshot) {
          return snapshot.thread.has_value();
        })) {
    add_string("");
    number_mappings();
  }

  std::string run(std::string_view comment, std::string_view drop_frames) {
    if (!drop_frames.empty()) {
      message_.add_number(profile_field::kDropFrames, add_string(valid_utf8(drop_frames)));
    }
    add_sample_types();
    for (const Sample& sample : profile_.samples) add_sample(sample);
    add_mappings();
    ProtobufMessage period;
    period.add_number(value_type_field::kType, add_string("space"));
    period.add_number(value_type_field::kUnit, add_string("bytes"));
    message_.add_message(profile_field::kPeriodType, period);
    message_.add_number(profile_field::kPeriod, profile_.sample_period_bytes);
    message_.add_number(profile_field::kComment, add_string(valid_utf8(comment)));
    message_.add_number(profile_field::kDefaultSampleType,
                        add_string(metric_name(Metric::kInuseSpace)));
    for (const std::string& text : strings_) {
      message_.add_element(profile_field::kStringTable, text);
    }
    return gzip(message_.bytes());
  }

 private:
  // What a module's frames have.
  struct Mapping {
    bool has_files = false;
    bool has_lines = false;
  };

  uint64_t add_string(std::string_view text) {
    const auto [known, is_new] = string_ids_.try_emplace(std::string(text), strings_.size());
    if (is_new) strings_.emplace_back(text);
    return known->second;
  }

  std::vector<Metric> metrics() const {
    if (profile_.has_totals) return {kOrder.begin(), kOrder.end()};
    return {Metric::kInuseObjects, Metric::kInuseSpace};
  }

  void add_sample_types() {
    for (const Metric metric : metrics()) {
      ProtobufMessage type;
      type.add_number(value_type_field::kType, add_string(metric_name(metric)));
      type.add_number(value_type_field::kUnit,
                      add_string(unit_of(metric) == Unit::kBytes ? "bytes" : "count"));
      message_.add_message(profile_field::kSampleType, type);
    }
  }

  void add_sample(const Sample& sample) {
    ProtobufMessage message;
    message.add_numbers(sample_field::kLocationId, locations(sample.stack));
    const bool is_base = profile_.snapshots.size() == 2 && sample.snapshot == 0 && !has_threads_;
    std::vector<uint64_t> values;
    for (const Metric metric : metrics()) {
      const auto value = static_cast<uint64_t>(sample.values[metric].value);
      values.push_back(is_base ? uint64_t{0} - value : value);
    }
    message.add_numbers(sample_field::kValue, values);
    if (is_base) add_base_label(message);
    if (has_threads_) add_thread_labels(message, profile_.snapshots[sample.snapshot]);
    add_size_label(message, sample.values);
    message_.add_message(profile_field::kSample, message);
  }

  void add_base_label(ProtobufMessage& sample) {
    ProtobufMessage label;
    label.add_number(label_field::kKey, add_string("pprof::base"));
    label.add_number(label_field::kText, add_string("true"));
    sample.add_message(sample_field::kLabel, label);
  }

  // For pprof's -tagfocus=thread=NAME and -tags.
  void add_thread_labels(ProtobufMessage& sample, const Snapshot& thread) {
    if (!thread.thread) return;
    const std::string name =
        thread.thread_name.empty() ? "t" + std::to_string(*thread.thread) : thread.thread_name;
    ProtobufMessage label;
    label.add_number(label_field::kKey, add_string("thread"));
    label.add_number(label_field::kText, add_string(valid_utf8(name)));
    sample.add_message(sample_field::kLabel, label);
    ProtobufMessage number;
    number.add_number(label_field::kKey, add_string("thread_id"));
    number.add_number(label_field::kNumber, *thread.thread);
    sample.add_message(sample_field::kLabel, number);
  }

  // The mean size of an object, for pprof's -tagfocus=1mb:
  void add_size_label(ProtobufMessage& sample, const Values& values) {
    const bool has_live = values[Metric::kInuseObjects].value != 0;
    const int64_t bytes = values[has_live ? Metric::kInuseSpace : Metric::kAllocSpace].value;
    const int64_t objects = values[has_live ? Metric::kInuseObjects : Metric::kAllocObjects].value;
    if (objects <= 0 || bytes <= 0) return;
    ProtobufMessage label;
    label.add_number(label_field::kKey, add_string("bytes"));
    label.add_number(label_field::kNumber, static_cast<uint64_t>(bytes / objects));
    label.add_number(label_field::kNumberUnit, add_string("bytes"));
    sample.add_message(sample_field::kLabel, label);
  }

  // Returns the locations' numbers, innermost first.
  std::vector<uint64_t> locations(FrameStacks::Row stack) {
    std::vector<uint64_t> ids;
    std::vector<FrameId> place;  // a function and what is inlined into it
    for (const FrameId id : profile_.stacks.innermost_first(stack)) {
      place.push_back(id);
      if (profile_.frame(id).inlined) continue;
      ids.push_back(location(place));
      place.clear();
    }
    if (!place.empty()) ids.push_back(location(place));
    return ids;
  }

  uint64_t location(const std::vector<FrameId>& place) {
    std::vector<size_t> rows;
    for (const FrameId id : place) rows.push_back(id.row());
    const auto [known, is_new] =
        location_ids_.try_emplace(std::move(rows), location_ids_.size() + 1);
    if (!is_new) return known->second;
    const Frame& function = profile_.frame(place.back());
    ProtobufMessage message;
    message.add_number(location_field::kId, known->second);
    message.add_number(location_field::kMappingId, mapping(function.module));
    message.add_number(location_field::kAddress, function.offset);
    for (const FrameId id : place) {
      const Frame& frame = profile_.frame(id);
      ProtobufMessage line;
      line.add_number(line_field::kFunctionId, add_function(frame));
      line.add_number(line_field::kLine, frame.line);
      message.add_message(location_field::kLine, line);
      Mapping& used = mappings_[mapping(frame.module) - 1];
      used.has_files |= !frame.file.is_none();
      used.has_lines |= frame.line > 0;
    }
    message_.add_message(profile_field::kLocation, message);
    return known->second;
  }

  uint64_t add_function(const Frame& frame) {
    const uint64_t name =
        add_string(valid_utf8(has_function(frame) ? std::string(profile_.text(frame.function))
                                                  : place_label(profile_, frame)));
    const uint64_t file = add_string(valid_utf8(profile_.text(frame.file)));
    const auto [known, is_new] = function_ids_.try_emplace({name, file}, function_ids_.size() + 1);
    if (!is_new) return known->second;
    ProtobufMessage message;
    message.add_number(function_field::kId, known->second);
    message.add_number(function_field::kName, name);
    message.add_number(function_field::kSystemName, name);
    message.add_number(function_field::kFilename, file);
    message_.add_message(profile_field::kFunction, message);
    return known->second;
  }

  // Returns the number of the module's mapping; the program's is 1.
  uint64_t mapping(StringId module) {
    const auto found = mapping_ids_.find(std::string(profile_.text(module)));
    return found != mapping_ids_.end() ? found->second : mappings_.size();
  }

  void number_mappings() {
    for (const bool program : {true, false}) {
      for (const ModuleNames& module : profile_.modules) {
        if (module.is_program != program) continue;
        mapping_names_.push_back(&module);
        mapping_ids_.emplace(module.path, mapping_names_.size());
      }
    }
    mappings_.resize(mapping_names_.size() + 1);  // the last: of what lies in no module
  }

  void add_mappings() {
    for (size_t i = 0; i < mappings_.size(); ++i) {
      const ModuleNames* const module = i < mapping_names_.size() ? mapping_names_[i] : nullptr;
      ProtobufMessage message;
      message.add_number(mapping_field::kId, i + 1);
      message.add_number(mapping_field::kMemoryLimit, std::numeric_limits<uint64_t>::max());
      message.add_number(mapping_field::kFilename,
                         add_string(module ? valid_utf8(module->path) : "[unknown]"));
      message.add_number(mapping_field::kBuildId,
                         add_string(module ? valid_utf8(module->build_id) : ""));
      message.add_number(mapping_field::kHasFunctions, 1);
      message.add_number(mapping_field::kHasFilenames, mappings_[i].has_files ? 1 : 0);
      message.add_number(mapping_field::kHasLineNumbers, mappings_[i].has_lines ? 1 : 0);
      message.add_number(mapping_field::kHasInlineFrames, mappings_[i].has_lines ? 1 : 0);
      message_.add_message(profile_field::kMapping, message);
    }
  }

  const Profile& profile_;
  const bool has_threads_;  // the snapshots are threads
  ProtobufMessage message_;
  std::vector<std::string> strings_;
  std::map<std::string, uint64_t, std::less<>> string_ids_;
  std::map<std::vector<size_t>, uint64_t> location_ids_;
  std::map<std::pair<uint64_t, uint64_t>, uint64_t> function_ids_;  // by name and file
  std::map<std::string, uint64_t> mapping_ids_;                     // by path
  std::vector<const ModuleNames*> mapping_names_;
  std::vector<Mapping> mappings_;
};

}  // namespace

std::string render_pprof(const Profile& profile, std::string_view comment,
                         std::string_view drop_frames) {
  return PprofWriter(profile).run(comment, drop_frames);
}

}  // namespace jescope
