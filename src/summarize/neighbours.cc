// SPDX-License-Identifier: Apache-2.0
//
// Walks every stack that passes through a wanted frame and adds the sample to
// each pair (caller, callee) of which one is wanted.
#include "jescope/summarize/neighbours.h"

#include <algorithm>
#include <set>
#include <unordered_map>

#include "jescope/base/hash.h"
#include "summarize/frame_text.h"

namespace jescope {
namespace {

constexpr std::string_view kOutermost = "(outermost)";
constexpr std::string_view kItself = "(itself)";

// Two adjacent frames; none() as caller: the callee is outermost.
struct Pair {
  FrameId caller;
  FrameId callee;
  friend auto operator<=>(const Pair&, const Pair&) = default;
};

struct PairHash {
  size_t operator()(const Pair& pair) const {
    return mix_hash(pair.caller.raw(), pair.callee.raw());
  }
};

class NeighbourFinder {
 public:
  NeighbourFinder(const Profile& profile, Metric metric, std::vector<CallFrame> texts,
                  std::vector<bool> wanted)
      : profile_(profile),
        metric_(metric),
        texts_(std::move(texts)),
        wanted_(std::move(wanted)),
        sums_(texts_.size()) {}

  std::vector<Neighbourhood> run() {
    for (const Sample& sample : profile_.samples) add(sample);
    for (const auto& [pair, estimate] : pairs_) add_pair(pair, estimate);
    std::vector<Neighbourhood> found;
    for (size_t i = 0; i < sums_.size(); ++i) {
      if (!wanted_[i] || sums_[i].cumulative.value == 0) continue;
      sums_[i].name = texts_[i].name;
      sort(sums_[i].callers);
      sort(sums_[i].callees);
      found.push_back(std::move(sums_[i]));
    }
    std::ranges::sort(found, [](const Neighbourhood& a, const Neighbourhood& b) {
      if (a.cumulative.value != b.cumulative.value) {
        return a.cumulative.value > b.cumulative.value;
      }
      return a.name < b.name;
    });
    return found;
  }

 private:
  void add(const Sample& sample) {
    const Estimate& estimate = sample.values[metric_];
    if (estimate.value == 0 || sample.stack.is_none()) return;
    const std::vector<FrameId> stack = profile_.stacks.innermost_first(sample.stack);
    sums_[stack.front().row()].self += estimate;
    for (const FrameId frame : std::set<FrameId>(stack.begin(), stack.end())) {
      sums_[frame.row()].cumulative += estimate;
    }
    for (const Pair& pair : wanted_pairs(stack)) pairs_[pair] += estimate;
  }

  std::set<Pair> wanted_pairs(const std::vector<FrameId>& innermost_first) const {
    std::set<Pair> pairs;
    for (size_t i = 0; i < innermost_first.size(); ++i) {
      const bool outermost = i + 1 == innermost_first.size();
      const Pair pair{outermost ? FrameId() : innermost_first[i + 1], innermost_first[i]};
      const bool wanted = wanted_[pair.callee.row()] || (!outermost && wanted_[pair.caller.row()]);
      if (wanted) pairs.insert(pair);
    }
    return pairs;
  }

  void add_pair(const Pair& pair, const Estimate& estimate) {
    const bool recursive = pair.caller == pair.callee;
    const auto name = [&](FrameId frame) {
      return recursive ? std::string(kItself) : texts_[frame.row()].name;
    };
    const bool outermost = pair.caller.is_none();
    const std::string caller = outermost ? std::string(kOutermost) : name(pair.caller);
    sums_[pair.callee.row()].callers.push_back({caller, estimate});
    if (outermost) return;
    sums_[pair.caller.row()].callees.push_back({name(pair.callee), estimate});
  }

  static void sort(std::vector<Neighbour>& neighbours) {
    std::ranges::sort(neighbours, [](const Neighbour& a, const Neighbour& b) {
      return a.estimate.value != b.estimate.value ? ranks_before(a.estimate.value, b.estimate.value)
                                                  : a.name < b.name;
    });
  }

  const Profile& profile_;
  const Metric metric_;
  const std::vector<CallFrame> texts_;
  const std::vector<bool> wanted_;
  std::vector<Neighbourhood> sums_;  // by frame
  std::unordered_map<Pair, Estimate, PairHash> pairs_;
};

}  // namespace

NeighbourList find_neighbours(const Profile& profile, Metric metric,
                              const std::function<bool(std::string_view)>& is_wanted) {
  std::vector<CallFrame> texts = frame_texts(profile);
  std::vector<bool> wanted;
  for (const CallFrame& text : texts) wanted.push_back(is_wanted(text.name));
  NeighbourFinder finder(profile, metric, std::move(texts), std::move(wanted));
  return {metric, profile.granularity, total_values(profile)[metric], share_base(profile)[metric],
          finder.run()};
}

}  // namespace jescope
