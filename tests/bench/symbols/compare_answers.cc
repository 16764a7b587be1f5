// SPDX-License-Identifier: Apache-2.0
//
// compare_answers OURS BOUNDS NAME FILE [NAME FILE]...: compares what jescope
// said with what each judge said of the same addresses. A difference is
// explained when it is of a class below that is not about the truth, or when
// another judge agrees with jescope. Prints the classes with their numbers, the
// differences that nothing explains (exit status 1), and as "outside ADDRESS
// NAME" each name at an address that no sized symbol and no frame holds.
// BOUNDS: see Bounds::read(); "-" when nothing is known.
#include <cxxabi.h>

#include <algorithm>
#include <array>
#include <cstdio>
#include <cstdlib>
#include <filesystem>
#include <map>
#include <string>
#include <vector>

#include "tests/bench/symbols/answers.h"
#include "tests/bench/symbols/name_forms.h"

namespace jescope::testing {
namespace {

enum class Class {
  kSame,
  kFileSpelling,   // the same file by another path
  kCloneSuffix,    // ".cold", ".part.0"
  kShortName,      // one has no scope, arguments or template arguments
  kMangled,        // GCC's demangler does not read it, LLVM's does
  kLineZero,       // one says nothing of a line
  kAlias,          // another symbol of the same function
  kOnlyOurs,       // the judge has no name
  kNearestSymbol,  // the judge names what no symbol and no frame holds
  kBounds,         // "lib.so!fn@0x1234", where the judge takes the nearest symbol
  kFolded,         // several functions have this very code
  kLines,          // from here on: not explained by itself
  kTheyLackFrames,
  kWeLackFrames,
  kOtherFunction,
  kOnlyTheirs,
};
constexpr std::array kClassNames = {"same",
                                    "file spelled otherwise",
                                    "clone suffix",
                                    "short name",
                                    "left mangled",
                                    "line 0",
                                    "alias",
                                    "judge has no name",
                                    "nearest-symbol guess",
                                    "bounds of a function",
                                    "folded functions",
                                    "other line",
                                    "judge lacks inlined frames",
                                    "inlined frames missing",
                                    "other function",
                                    "name missing"};
constexpr Class kLastAgreement = Class::kAlias;
constexpr Class kLastExplained = Class::kFolded;

Class worse(Class a, Class b) {
  return std::max(a, b);
}

std::string file_name(const std::string& path) {
  return std::filesystem::path(path).filename().string();
}

// LLVM writes ">>" where GCC's demangler writes "> >".
std::string without_spaces(std::string name) {
  std::erase(name, ' ');
  return name;
}

bool is_beyond_demangler(const std::string& name) {
  int status = 0;
  if (!name.starts_with("_Z")) return false;
  std::free(abi::__cxa_demangle(name.c_str(), nullptr, nullptr, &status));
  return status != 0;
}

Class compare_functions(const std::string& ours, const std::string& theirs) {
  if (without_spaces(ours) == without_spaces(theirs)) return Class::kSame;
  if (without_clone(ours) == without_clone(theirs)) return Class::kCloneSuffix;
  if (short_name(ours) == short_name(theirs)) return Class::kShortName;
  return is_beyond_demangler(ours) ? Class::kMangled : Class::kOtherFunction;
}

Class compare_places(const AnswerFrame& ours, const AnswerFrame& theirs) {
  if (ours.line == 0 && theirs.line == 0) return Class::kSame;
  if (ours.line == 0 || theirs.line == 0) return Class::kLineZero;
  if (ours.line != theirs.line || file_name(ours.file) != file_name(theirs.file)) {
    return Class::kLines;
  }
  return ours.file == theirs.file ? Class::kSame : Class::kFileSpelling;
}

Class compare_frames(const AnswerFrame& ours, const AnswerFrame& theirs) {
  return worse(compare_functions(ours.function, theirs.function), compare_places(ours, theirs));
}

// Whether `part` is `whole` without some of its frames.
bool lacks_frames(const Answer& whole, const Answer& part) {
  size_t at = 0;
  for (const AnswerFrame& frame : whole) {
    if (at < part.size() &&
        compare_functions(frame.function, part[at].function) <= kLastAgreement) {
      ++at;
    }
  }
  return at == part.size();
}

Class compare_chains(const Answer& ours, const Answer& theirs) {
  if (ours.size() != theirs.size()) {
    if (lacks_frames(ours, theirs)) return Class::kTheyLackFrames;
    return lacks_frames(theirs, ours) ? Class::kWeLackFrames : Class::kOtherFunction;
  }
  Class result = Class::kSame;
  for (size_t i = 0; i < ours.size(); ++i)
    result = worse(result, compare_frames(ours[i], theirs[i]));
  return result;
}

bool is_named_by(const std::vector<Bound>& around, const std::string& function) {
  return std::any_of(around.begin(), around.end(), [&](const Bound& bound) {
    return !bound.name.empty() && compare_functions(bound.name, function) <= kLastAgreement;
  });
}

// "lib.so!fn@0x1234", where a function starts.
bool is_bounds_name(const std::vector<Bound>& around, const std::string& function) {
  const size_t start = function.rfind("!fn@0x");
  if (start == std::string::npos) return false;
  const uint64_t address = std::strtoull(function.c_str() + start + 4, nullptr, 16);
  return std::any_of(around.begin(), around.end(),
                     [&](const Bound& bound) { return bound.start == address; });
}

bool have_same_places(const Answer& ours, const Answer& theirs) {
  const auto agrees = [](const AnswerFrame& a, const AnswerFrame& b) {
    return compare_places(a, b) <= kLastAgreement;
  };
  return std::equal(ours.begin(), ours.end(), theirs.begin(), theirs.end(), agrees);
}

class Comparison {
 public:
  explicit Comparison(Bounds bounds) : bounds_(std::move(bounds)) {}

  Class classify(uint64_t address, const Answer& ours, const Answer& theirs) const {
    const std::vector<Bound> around = bounds_.around(address);
    if (!is_named(theirs)) return is_named(ours) ? Class::kOnlyOurs : Class::kSame;
    if (!is_named(ours)) {
      return bounds_.is_known() && around.empty() ? Class::kNearestSymbol : Class::kOnlyTheirs;
    }
    if (is_bounds_name(around, ours.back().function)) return Class::kBounds;
    const Class result = compare_chains(ours, theirs);
    if (result != Class::kOtherFunction) return result;
    const bool has_same_places = have_same_places(ours, theirs);
    // Neither name is of a function with bounds; ours is listed as "outside".
    if (around.empty() && has_same_places) return Class::kNearestSymbol;
    if (!is_named_by(around, ours.back().function)) return result;
    if (is_named_by(around, theirs.back().function)) {
      return has_same_places ? Class::kAlias : Class::kFolded;
    }
    // A label inside of the function, as assembly has.
    return has_same_places && theirs.size() == 1 ? Class::kNearestSymbol : result;
  }

  bool is_outside(uint64_t address, const Answer& ours) const {
    return bounds_.is_known() && is_named(ours) && bounds_.around(address).empty();
  }

 private:
  Bounds bounds_;
};

// A name that is missing is missing whoever else lacks it.
bool is_explained(const std::vector<Class>& classes) {
  const auto is_missing = [](Class c) { return c == Class::kOnlyTheirs; };
  const auto agrees = [](Class c) { return c <= kLastAgreement; };
  const auto is_harmless = [](Class c) { return c <= kLastExplained; };
  if (std::any_of(classes.begin(), classes.end(), is_missing)) return false;
  return std::any_of(classes.begin(), classes.end(), agrees) ||
         std::all_of(classes.begin(), classes.end(), is_harmless);
}

std::string to_text(const Answer& answer) {
  std::string text;
  for (const AnswerFrame& frame : answer) {
    if (!text.empty()) text += " < ";
    text += frame.function + " " + file_name(frame.file) + ":" + std::to_string(frame.line);
  }
  return text;
}

struct Judge {
  std::string name;
  Answers answers;
  std::map<Class, size_t> counts = {};
};

void print_difference(uint64_t address, const Answer& ours, const std::vector<Judge>& judges,
                      const std::vector<Class>& classes) {
  std::printf("unexplained 0x%llx\n  ours: %s\n", static_cast<unsigned long long>(address),
              to_text(ours).c_str());
  for (size_t i = 0; i < judges.size(); ++i) {
    std::printf("  %s: %s: %s\n", judges[i].name.c_str(),
                kClassNames[static_cast<size_t>(classes[i])],
                to_text(judges[i].answers.at(address)).c_str());
  }
}

void print_counts(const std::vector<Judge>& judges, size_t addresses, size_t unexplained) {
  for (const Judge& judge : judges) {
    std::printf("against %s:", judge.name.c_str());
    for (const auto& [kind, count] : judge.counts) {
      std::printf(" %zu %s;", count, kClassNames[static_cast<size_t>(kind)]);
    }
    std::printf("\n");
  }
  std::printf("%zu addresses, %zu unexplained\n", addresses, unexplained);
}

int compare(const Answers& all_ours, const Comparison& comparison, std::vector<Judge> judges) {
  constexpr size_t kMostListed = 20;
  size_t unexplained = 0;
  for (const auto& [address, ours] : all_ours) {
    std::vector<Class> classes;
    for (Judge& judge : judges) {
      const Answer& theirs =
          judge.answers.try_emplace(address, Answer{{"??", "??", 0}}).first->second;
      classes.push_back(comparison.classify(address, ours, theirs));
      ++judge.counts[classes.back()];
    }
    if (comparison.is_outside(address, ours)) {
      std::printf("outside 0x%llx %s\n", static_cast<unsigned long long>(address),
                  ours.back().function.c_str());
    }
    if (is_explained(classes)) continue;
    if (++unexplained <= kMostListed) print_difference(address, ours, judges, classes);
  }
  print_counts(judges, all_ours.size(), unexplained);
  return unexplained == 0 && !all_ours.empty() ? 0 : 1;
}

}  // namespace
}  // namespace jescope::testing

int main(int argc, char** argv) {
  using namespace jescope::testing;
  if (argc < 5 || argc % 2 == 0) {
    std::fputs("usage: compare_answers OURS BOUNDS NAME FILE [NAME FILE]...\n", stderr);
    return 2;
  }
  std::vector<Judge> judges;
  for (int i = 3; i < argc; i += 2) judges.push_back({argv[i], read_answers(argv[i + 1])});
  return compare(read_answers(argv[1]), Comparison(Bounds::read(argv[2])), std::move(judges));
}
