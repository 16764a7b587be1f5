// SPDX-License-Identifier: Apache-2.0
//
// Any bytes as a map file and as suppressions, up to the first empty line, and
// as the name that they are applied to.
#include <algorithm>
#include <array>
#include <cstdint>
#include <string_view>

#include "jescope/model/profile_builder.h"
#include "jescope/select/name_rules.h"
#include "jescope/select/rename.h"
#include "jescope/select/suppressions.h"
#include "tests/fuzz/require.h"

namespace jescope::testing {
namespace {

Profile profile_of_one(std::string_view name) {
  ProfileBuilder builder{Profile()};
  Frame frame;
  frame.function = builder.intern(name);
  frame.file = builder.intern(name);
  frame.module = builder.intern(name);
  Values values;
  values[Metric::kInuseSpace].value = 1;
  builder.add(std::array{builder.intern(frame)}, values);
  return builder.take();
}

void try_built_in_rules(std::string_view name) {
  const Result<NameRules> rules = NameRules::compile(TemplateArguments::kDrop, {});
  require(rules.ok());
  const std::string shorter = rules->apply(name);
  require(shorter.size() <= name.size() && shorter.empty() == name.empty());
  require(std::ranges::count(shorter, '(') <= std::ranges::count(name, '('));
}

void try_map_file(std::string_view text, const Profile& profile) {
  const Result<NameRules> rules =
      NameRules::compile(TemplateArguments::kKeep, parse_map_file(text, "rules"));
  if (!rules) return;
  const Renamed renamed = rename(profile, *rules, {Paths::kUnify, {}});
  require(total_values(renamed.profile) == total_values(profile));
}

void try_suppressions(std::string_view text, const Profile& profile) {
  const Result<Suppressions> rules = parse_suppressions(text, "rules");
  if (!rules) return;
  const Suppressed suppressed = suppress(profile, *rules);
  Values sum = total_values(suppressed.profile);
  for (const SuppressionUse& use : suppressed.uses) sum += use.hidden.front();
  require(sum == total_values(profile));
}

void run(std::string_view bytes) {
  const size_t end = bytes.find("\n\n");
  const std::string_view name = end == bytes.npos ? bytes : bytes.substr(end + 2);
  const Profile profile = profile_of_one(name);
  try_built_in_rules(name);
  try_map_file(bytes.substr(0, end), profile);
  try_suppressions(bytes.substr(0, end), profile);
}

}  // namespace
}  // namespace jescope::testing

extern "C" int LLVMFuzzerTestOneInput(const uint8_t* bytes, size_t length) {
  jescope::testing::run({reinterpret_cast<const char*>(bytes), length});
  return 0;
}
