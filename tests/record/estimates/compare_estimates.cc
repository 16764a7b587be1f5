// SPDX-License-Identifier: Apache-2.0
//
// compare_estimates TRUTH PROFILE...: what many runs of known_sites estimate, against
// what it has allocated. Prints for each site and number
//
//   site<48>  live bytes  truth 22369632  mean 22401245 ±120034  +0.26
//
// the mean of all runs, its standard error, and by how many of them it is away; then
// how often the truth lies within one, two and three of the standard deviations that
// jescope tells with each live size. Exits 1 when that is not what chance explains.
#include <array>
#include <cmath>
#include <cstdio>
#include <string>
#include <vector>

#include "../../workload/profile_json.h"
#include "../../workload/truth.h"

namespace estimates {
namespace {

using workload::JsonProfile;
using workload::JsonStack;
using workload::TruthRow;

constexpr std::array<const char*, 4> kNames = {"live objects", "live bytes", "all objects",
                                               "all bytes"};
constexpr size_t kLiveBytes = 1;

// Of 36 means one is farther away than this once in 2,500 times.
constexpr double kFarthestErrors = 4.5;
// A site of which nearly all is sampled: only the dump's rounding to whole numbers is left.
constexpr double kExactSigma = 0.002;
constexpr double kExactError = 0.005;

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

// How often the truth was so many standard deviations away, over sites and runs.
struct Coverage {
  int looked_at = 0;
  std::array<int, 3> within = {};
};

// True if the mean is where chance may bring it.
bool print_mean(const TruthRow& row, size_t metric, const std::vector<Found>& runs) {
  double sum = 0, squares = 0;
  for (const Found& run : runs) sum += static_cast<double>(run.numbers[metric]);
  const auto count = static_cast<double>(runs.size());
  const double mean = sum / count, truth = static_cast<double>(row.numbers[metric]);
  for (const Found& run : runs) {
    squares += std::pow(static_cast<double>(run.numbers[metric]) - mean, 2);
  }
  const double error = std::sqrt(squares / (count - 1) / count);
  const bool exact = error < kExactSigma * truth;
  const double away = exact ? 0 : (mean - truth) / error;
  std::printf("%-14s %-12s truth %10.0f  mean %12.1f ±%-9.1f %+.2f\n", row.chain[0].c_str(),
              kNames[metric], truth, mean, error, away);
  if (exact && std::abs(mean - truth) > kExactError * truth) return false;
  // The error of few runs is itself uncertain (Student's t has long tails).
  return std::abs(away) <= kFarthestErrors * (1 + 6 / count);
}

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

// True if the shares are near 68, 95 and 99.7 %: within four standard errors of a
// share, and two per cent for sizes told from a few samples.
bool print_coverage(const Coverage& coverage) {
  constexpr std::array<double, 3> kExpected = {0.683, 0.954, 0.997};
  bool good = coverage.looked_at > 0;
  const double count = coverage.looked_at;
  for (size_t i = 0; i < kExpected.size(); ++i) {
    const double share = coverage.within[i] / count;
    const double allowed = 4 * std::sqrt(kExpected[i] * (1 - kExpected[i]) / count) + 0.02;
    std::printf("within %zu sigma: %.1f %% of %d (expected %.1f %%)\n", i + 1, 100 * share,
                coverage.looked_at, 100 * kExpected[i]);
    good = good && std::abs(share - kExpected[i]) <= allowed;
  }
  return good;
}

int compare(const std::vector<TruthRow>& truth, const std::vector<JsonProfile>& profiles) {
  int faults = truth.empty() ? 1 : 0;
  Coverage coverage;
  for (const TruthRow& row : truth) {
    std::vector<Found> runs;
    for (const JsonProfile& profile : profiles) runs.push_back(sum_of(profile, row.chain[0]));
    for (size_t metric = 0; metric < kNames.size(); ++metric) {
      if (!print_mean(row, metric, runs)) ++faults;
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
  if (argument_count < 4) {
    std::fprintf(stderr, "usage: compare_estimates TRUTH PROFILE PROFILE...\n");
    return 2;
  }
  std::vector<workload::JsonProfile> profiles;
  for (int i = 2; i < argument_count; ++i) {
    auto profile = workload::read_profile_json(arguments[i]);
    if (!profile) {
      std::fprintf(stderr, "%s: expected a file of schema jescope/profile/1\n", arguments[i]);
      return 2;
    }
    profiles.push_back(std::move(*profile));
  }
  return estimates::compare(workload::read_truth(arguments[1]), profiles);
}
