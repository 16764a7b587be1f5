// SPDX-License-Identifier: Apache-2.0
//
// compare_estimates PERIOD TRUTH PROFILE...: what many runs of known_sites estimate,
// against what it has allocated. Prints for each site and number
//
//   site<48>  live bytes  truth 22369632  mean 22401245 ±120034  +0.26
//
// the mean of all runs, the standard error that sampling at PERIOD leaves it, and by how
// many of them it is away; then how often the truth lies within one, two and three of the
// standard deviations that jescope tells with each live size. Exits 1 when that is not
// what chance explains: it says so wrongly less than once in a thousand times, with any
// number of runs.
#include <array>
#include <cmath>
#include <cstdio>
#include <cstdlib>
#include <string>
#include <vector>

#include "../../workload/profile_json.h"
#include "../../workload/truth.h"
#include "known_sizes.h"

namespace estimates {
namespace {

using workload::JsonProfile;
using workload::JsonStack;
using workload::TruthRow;

// The numbers of a row are live objects, live bytes, all objects, all bytes.
constexpr std::array<const char*, 4> kNames = {"live objects", "live bytes", "all objects",
                                               "all bytes"};
constexpr size_t kLiveBytes = 1;
constexpr bool is_live(size_t metric) {
  return metric < 2;
}
constexpr bool is_bytes(size_t metric) {
  return metric % 2 == 1;
}

// One of 36 means is farther away than this once in 50,000 times.
constexpr double kFarthestErrors = 5;

// Of one run: sums over the stacks of a site.
struct Found {
  workload::Numbers numbers = {};
  double variance = 0;
};

bool is_of_site(const JsonStack& stack, const std::string& site) {
  for (const workload::JsonFrame& frame : stack.frames) {
    if (frame.function.find("known::" + site) != std::string::npos) return true;
  }
  return false;
}

Found sum_of(const JsonProfile& profile, const std::string& site) {
  Found found;
  for (const JsonStack& stack : profile.stacks) {
    if (!is_of_site(stack, site)) continue;
    for (size_t i = 0; i < found.numbers.size(); ++i) found.numbers[i] += stack.numbers[i];
    found.variance += stack.live_bytes_sigma * stack.live_bytes_sigma;
  }
  return found;
}

// Objects of one size.
struct Objects {
  double bytes = 0;  // each
  double count = 0;
};

// Those that a number of a row counts.
std::vector<Objects> objects_of(const TruthRow& row, size_t metric) {
  const double live = static_cast<double>(row.numbers[0]),
               all = static_cast<double>(row.numbers[2]);
  if (row.chain[0] != "grown_site") {
    return {{static_cast<double>(row.numbers[3]) / all, is_live(metric) ? live : all}};
  }
  if (is_live(metric)) return {{known::kGrownSizes.back(), live}};
  std::vector<Objects> objects;
  for (const size_t bytes : known::kGrownSizes) {
    objects.push_back({static_cast<double>(bytes), all / known::kGrownSizes.size()});
  }
  return objects;
}

// The standard deviation of one run's number. An object of s bytes is sampled with the
// probability p = 1 - exp(-s/period), apart from all others, and then counts 1/p.
double sampling_error(const std::vector<Objects>& objects, size_t metric, double period) {
  double variance = 0;
  for (const auto& [bytes, count] : objects) {
    const double missed = std::exp(-bytes / period);
    const double weight = is_bytes(metric) ? bytes : 1;
    variance += count * weight * weight * missed / (1 - missed);
  }
  return std::sqrt(variance);
}

// True if the mean is where chance may bring it. One object more or less is allowed
// where nearly all are sampled: a dump holds whole numbers.
bool print_mean(const TruthRow& row, size_t metric, double period, const std::vector<Found>& runs) {
  double sum = 0;
  for (const Found& run : runs) sum += static_cast<double>(run.numbers[metric]);
  const auto count = static_cast<double>(runs.size());
  const double mean = sum / count, truth = static_cast<double>(row.numbers[metric]);
  const std::vector<Objects> objects = objects_of(row, metric);
  const double error = sampling_error(objects, metric, period) / std::sqrt(count);
  std::printf("%-14s %-12s truth %10.0f  mean %12.1f ±%-9.1f %+.2f\n", row.chain[0].c_str(),
              kNames[metric], truth, mean, error, error > 0 ? (mean - truth) / error : 0);
  const double one_object = is_bytes(metric) ? objects.back().bytes : 1;
  return std::abs(mean - truth) <= kFarthestErrors * error + one_object;
}

// How often the truth was so many standard deviations away, over sites and runs.
struct Coverage {
  int looked_at = 0;
  std::array<int, 3> within = {};
};

// A site of which nearly all is sampled has no error worth asking about.
constexpr double kExactSigma = 0.002;

void add_coverage(const TruthRow& row, const std::vector<Found>& runs, Coverage& coverage) {
  const auto truth = static_cast<double>(row.numbers[kLiveBytes]);
  for (const Found& run : runs) {
    const double sigma = std::sqrt(run.variance);
    if (sigma < kExactSigma * truth) continue;
    const double away = std::abs(static_cast<double>(run.numbers[kLiveBytes]) - truth) / sigma;
    ++coverage.looked_at;
    for (size_t i = 0; i < coverage.within.size(); ++i) {
      coverage.within[i] += away <= static_cast<double>(i + 1);
    }
  }
}

// The chance that of `count` tries, each with the chance `share`, `least` to `most` hit.
double binomial(int count, double share, int least, int most) {
  double chance = 0;
  for (int hits = least; hits <= most; ++hits) {
    chance +=
        std::exp(std::lgamma(count + 1) - std::lgamma(hits + 1) - std::lgamma(count - hits + 1) +
                 hits * std::log(share) + (count - hits) * std::log1p(-share));
  }
  return chance;
}

// True if the shares are near 68, 95 and 99.7 %: two per cent aside, for sizes told from a
// few samples, and then no farther than chance comes once in 100,000 times.
bool print_coverage(const Coverage& coverage) {
  constexpr std::array<double, 3> kExpected = {0.683, 0.954, 0.997};
  constexpr double kAside = 0.02, kLeastChance = 1e-5;
  bool good = coverage.looked_at > 0;
  const int count = coverage.looked_at;
  for (size_t i = 0; i < kExpected.size(); ++i) {
    const int within = coverage.within[i];
    std::printf("within %zu sigma: %.1f %% of %d (expected %.1f %%)\n", i + 1,
                100.0 * within / count, count, 100 * kExpected[i]);
    good = good && binomial(count, kExpected[i] - kAside, 0, within) > kLeastChance;
    const double most = kExpected[i] + kAside;
    good = good && (most >= 1 || binomial(count, most, within, count) > kLeastChance);
  }
  return good;
}

int compare(double period, const std::vector<TruthRow>& truth,
            const std::vector<JsonProfile>& profiles) {
  int faults = truth.empty() ? 1 : 0;
  Coverage coverage;
  for (const TruthRow& row : truth) {
    std::vector<Found> runs;
    for (const JsonProfile& profile : profiles) runs.push_back(sum_of(profile, row.chain[0]));
    for (size_t metric = 0; metric < kNames.size(); ++metric) {
      if (!print_mean(row, metric, period, runs)) ++faults;
    }
    add_coverage(row, runs, coverage);
  }
  if (!print_coverage(coverage)) ++faults;
  std::printf("%zu sites, %zu runs, %d faults\n", truth.size(), profiles.size(), faults);
  return faults == 0 ? 0 : 1;
}

}  // namespace
}  // namespace estimates

int main(int argument_count, char** arguments) {
  const double period = argument_count < 4 ? 0 : std::strtod(arguments[1], nullptr);
  if (period <= 0) {
    std::fprintf(stderr, "usage: compare_estimates PERIOD TRUTH PROFILE...\n");
    return 2;
  }
  std::vector<workload::JsonProfile> profiles;
  for (int i = 3; i < argument_count; ++i) {
    auto profile = workload::read_profile_json(arguments[i]);
    if (!profile) {
      std::fprintf(stderr, "%s: expected a file of schema jescope/profile/1\n", arguments[i]);
      return 2;
    }
    profiles.push_back(std::move(*profile));
  }
  return estimates::compare(period, workload::read_truth(arguments[2]), profiles);
}
