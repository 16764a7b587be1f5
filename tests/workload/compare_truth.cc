// SPDX-License-Identifier: Apache-2.0
//
// compare_truth TRUTH PROFILE SAME_AGAIN: exits 0 if the profile names every
// stack of the workload, gives each call path the numbers of the truth, and if
// the second run (other addresses) has the same profile.
#include <cstdio>
#include <string>
#include <vector>

#include "profile_json.h"
#include "truth.h"

namespace workload {
namespace {

std::string joined(const std::vector<std::string>& functions) {
  std::string text;
  for (const std::string& function : functions) text += (text.empty() ? "" : " < ") + function;
  return text;
}

std::string text_of(const Numbers& numbers) {
  return std::to_string(numbers[0]) + ": " + std::to_string(numbers[1]) + " [" +
         std::to_string(numbers[2]) + ": " + std::to_string(numbers[3]) + "]";
}

// A row of the truth beside what the profile says of it.
struct Comparison {
  TruthRow truth;
  Numbers found = {};
};

Comparison* find_chain(std::vector<Comparison>& rows, const std::vector<std::string>& functions) {
  for (Comparison& row : rows) {
    if (is_same_chain(row.truth.chain, functions)) return &row;
  }
  return nullptr;
}

// Adds each stack of ours to its row; returns how many belong to none.
int add_stacks(const JsonProfile& profile, std::vector<Comparison>& rows) {
  int strangers = 0;
  for (const JsonStack& stack : profile.stacks) {
    const auto functions = own_chain(stack);
    if (!functions) continue;
    Comparison* const row = find_chain(rows, *functions);
    if (row == nullptr) {
      ++strangers;
      std::printf("no such call path: %s\n", joined(*functions).c_str());
      continue;
    }
    for (size_t i = 0; i < row->found.size(); ++i) row->found[i] += stack.numbers[i];
  }
  return strangers;
}

int count_differences(const std::vector<Comparison>& rows) {
  int differences = 0;
  for (const Comparison& row : rows) {
    if (row.found == row.truth.numbers) continue;
    ++differences;
    std::printf("%s: expected %s, got %s\n", joined(row.truth.chain).c_str(),
                text_of(row.truth.numbers).c_str(), text_of(row.found).c_str());
  }
  return differences;
}

int compare(const std::string& truth, const JsonProfile& profile, const JsonProfile& again) {
  std::vector<Comparison> rows;
  for (TruthRow& row : read_truth(truth)) rows.push_back({std::move(row), {}});
  int faults = rows.empty() ? 1 : 0;
  faults += add_stacks(profile, rows);
  faults += count_differences(rows);
  if (profile.canonical != again.canonical) {
    ++faults;
    std::printf("two runs under different addresses give different profiles\n");
  }
  std::printf("%zu call paths, %d faults\n", rows.size(), faults);
  return faults == 0 ? 0 : 1;
}

}  // namespace
}  // namespace workload

int main(int argument_count, char** arguments) {
  if (argument_count != 4) {
    std::fprintf(stderr, "usage: compare_truth TRUTH PROFILE SAME_AGAIN\n");
    return 2;
  }
  const auto profile = workload::read_profile_json(arguments[2]);
  const auto again = workload::read_profile_json(arguments[3]);
  if (!profile || !again) {
    std::fprintf(stderr, "compare_truth: expected two files of schema jescope/profile/1\n");
    return 2;
  }
  return workload::compare(arguments[1], *profile, *again);
}
