// SPDX-License-Identifier: Apache-2.0
//
// An option is read by the table of Getopt::Long's kinds, the last of a name
// counts, and every choice of one among several (mode, granularity, metric) is
// checked before it is taken.
#include "cli/jeprof/jeprof_options.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <filesystem>
#include <map>
#include <optional>
#include <string_view>

#include "cli/jeprof/long_options.h"
#include "jescope/pipeline/remote.h"

namespace jescope {
namespace {

using enum LongOptionKind;

constexpr auto kOptions = std::to_array<LongOption>({
    {"help", kSwitch},
    {"version", kSwitch},
    {"cum", kSwitch},
    {"base", kText},
    {"seconds", kInteger},
    {"add_lib", kText},
    {"lib_prefix", kText},
    {"functions", kSwitch},
    {"lines", kSwitch},
    {"addresses", kSwitch},
    {"files", kSwitch},
    {"text", kSwitch},
    {"callgrind", kSwitch},
    {"list", kText},
    {"disasm", kText},
    {"symbols", kSwitch},
    {"gv", kSwitch},
    {"evince", kSwitch},
    {"web", kSwitch},
    {"dot", kSwitch},
    {"ps", kSwitch},
    {"pdf", kSwitch},
    {"svg", kSwitch},
    {"gif", kSwitch},
    {"raw", kSwitch},
    {"collapsed", kSwitch},
    {"interactive", kSwitch},
    {"nodecount", kInteger},
    {"nodefraction", kNumber},
    {"edgefraction", kNumber},
    {"maxdegree", kInteger},
    {"focus", kText},
    {"thread", kText},
    {"ignore", kText},
    {"scale", kInteger},
    {"heapcheck", kFlag},
    {"retain", kText},
    {"exclude", kText},
    {"inuse_space", kSwitch},
    {"inuse_objects", kSwitch},
    {"alloc_space", kSwitch},
    {"alloc_objects", kSwitch},
    {"show_bytes", kSwitch},
    {"drop_negative", kSwitch},
    {"total_delay", kSwitch},
    {"contentions", kSwitch},
    {"mean_delay", kSwitch},
    {"tools", kText},
    {"test", kSwitch},
    {"debug", kSwitch},
    {"debug-syms-by-id", kSwitch},
    {"test_stride", kInteger},
    {"compat", kText, true},
    {"sysroot", kText, true},
});

Error usage(std::string where, std::string message, std::string hint = "jescope jeprof --help") {
  return {ErrorCode::kUsage, std::move(where), std::move(message), std::move(hint)};
}

// The options that were given; of each name the last.
class Given {
 public:
  explicit Given(const std::vector<GivenOption>& options) {
    for (const GivenOption& option : options) values_[option.name] = option.value;
  }

  bool has(std::string_view name) const { return !text(name).empty(); }
  std::string text(std::string_view name) const {
    const auto found = values_.find(name);
    return found == values_.end() ? std::string() : found->second;
  }
  // Of an option whose kind is kInteger; a negative one is zero.
  std::optional<size_t> count(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    int64_t number = 0;
    const std::string& digits = found->second;
    const size_t sign = digits.starts_with('+') ? 1 : 0;
    std::from_chars(digits.data() + sign, digits.data() + digits.size(), number);
    return static_cast<size_t>(std::max<int64_t>(number, 0));
  }
  std::optional<double> number(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end()) return std::nullopt;
    return std::strtod(found->second.c_str(), nullptr);
  }

 private:
  std::map<std::string_view, std::string> values_;
};

// One of several options that exclude each other.
template <typename Value>
struct Choice {
  std::string_view name;
  Value value;
};

// Returns what the only given one of `choices` means; nothing: none is given.
template <typename Value, size_t kCount>
Result<std::optional<Value>> only_one(const Given& given, std::string_view what,
                                      const std::array<Choice<Value>, kCount>& choices) {
  const Choice<Value>* found = nullptr;
  for (const Choice<Value>& choice : choices) {
    if (!given.has(choice.name)) continue;
    if (found != nullptr) {
      return usage(fmt::format("--{}", choice.name),
                   fmt::format("expected at most one {}, got --{}, too", what, found->name));
    }
    found = &choice;
  }
  return found == nullptr ? std::optional<Value>() : std::optional<Value>(found->value);
}

struct Mode {
  JeprofMode mode = JeprofMode::kText;
  JeprofThen then = JeprofThen::kPrint;
};

constexpr auto kModes = std::to_array<Choice<Mode>>({
    {"text", {JeprofMode::kText, JeprofThen::kPrint}},
    {"callgrind", {JeprofMode::kCallgrind, JeprofThen::kPrint}},
    {"list", {JeprofMode::kList, JeprofThen::kPrint}},
    {"disasm", {JeprofMode::kDisasm, JeprofThen::kPrint}},
    {"symbols", {JeprofMode::kSymbols, JeprofThen::kPrint}},
    {"gv", {JeprofMode::kPs, JeprofThen::kGv}},
    {"evince", {JeprofMode::kPdf, JeprofThen::kEvince}},
    {"web", {JeprofMode::kSvg, JeprofThen::kWeb}},
    {"dot", {JeprofMode::kDot, JeprofThen::kPrint}},
    {"ps", {JeprofMode::kPs, JeprofThen::kPrint}},
    {"pdf", {JeprofMode::kPdf, JeprofThen::kPrint}},
    {"svg", {JeprofMode::kSvg, JeprofThen::kPrint}},
    {"gif", {JeprofMode::kGif, JeprofThen::kPrint}},
    {"raw", {JeprofMode::kRaw, JeprofThen::kPrint}},
    {"collapsed", {JeprofMode::kCollapsed, JeprofThen::kPrint}},
    {"interactive", {JeprofMode::kText, JeprofThen::kInteract}},
});

constexpr auto kGranularities = std::to_array<Choice<Granularity>>({
    {"functions", Granularity::kFunction},
    {"lines", Granularity::kLine},
    {"addresses", Granularity::kAddress},
    {"files", Granularity::kFile},
});

constexpr auto kMetrics = std::to_array<Choice<Metric>>({
    {"inuse_space", Metric::kInuseSpace},
    {"inuse_objects", Metric::kInuseObjects},
    {"alloc_space", Metric::kAllocSpace},
    {"alloc_objects", Metric::kAllocObjects},
});

// CPU and contention profiles are not read here.
std::optional<Error> check_kind(const Given& given) {
  for (const std::string_view option : {"total_delay", "contentions", "mean_delay"}) {
    if (!given.has(option)) continue;
    return usage(
        fmt::format("--{}", option),
        "expected options of heap profiles, got one of contention profiles",
        "gperftools' own tool, github.com/google/pprof, reads CPU and contention profiles");
  }
  return std::nullopt;
}

std::optional<Error> take_choices(const Given& given, bool is_interactive,
                                  JeprofInvocation& invocation) {
  const auto mode = only_one(given, "output mode", kModes);
  if (!mode.ok()) return mode.error();
  const auto by = only_one(given, "granularity", kGranularities);
  if (!by.ok()) return by.error();
  const auto metric = only_one(given, "metric", kMetrics);
  if (!metric.ok()) return metric.error();
  Request& request = invocation.request;
  request.by = *by;
  request.metric = metric->value_or(Metric::kInuseSpace);
  const JeprofThen without_mode = is_interactive ? JeprofThen::kInteract : JeprofThen::kPrint;
  const Mode chosen = mode->value_or(Mode{JeprofMode::kText, without_mode});
  request.jeprof->mode = chosen.mode;
  invocation.then = chosen.then;
  if (chosen.mode == JeprofMode::kList) request.function_pattern = given.text("list");
  if (chosen.mode == JeprofMode::kDisasm) request.function_pattern = given.text("disasm");
  // jeprof reads source where the debug information says it is.
  request.source.where_built = !request.function_pattern.empty();
  return std::nullopt;
}

std::optional<Error> take_compat(const Given& given, JeprofChoice& choice) {
  const std::string compat = given.text("compat");
  if (compat == "exact") {
    choice.names = JeprofNames::kExact;
  } else if (!compat.empty()) {
    return usage("--compat", fmt::format("expected exact, got {}", compat));
  }
  return std::nullopt;
}

void take_filters(const Given& given, Request& request) {
  if (given.has("focus")) request.filters.focus = {given.text("focus")};
  if (given.has("ignore")) request.filters.ignore = {given.text("ignore")};
  request.jeprof->retain = given.text("retain");
  request.jeprof->exclude = given.text("exclude");
  const std::string thread = given.text("thread");
  request.jeprof->each_thread = thread == "*";
  if (!thread.empty() && thread != "*") request.threads = {thread};
}

// Returns "/a" for "/a/".
std::string without_slashes_at_end(std::string_view path) {
  while (path.ends_with('/')) path.remove_suffix(1);
  return std::string(path);
}

std::vector<std::string> prefixes_of(std::string_view list) {
  std::vector<std::string> prefixes;
  while (!list.empty()) {
    const size_t comma = std::min(list.find(','), list.size());
    if (comma > 0) prefixes.push_back(without_slashes_at_end(list.substr(0, comma)));
    list.remove_prefix(std::min(comma + 1, list.size()));
  }
  return prefixes;
}

void take_values(const Given& given, JeprofInvocation& invocation) {
  Request& request = invocation.request;
  JeprofChoice& choice = *request.jeprof;
  if (given.has("cum")) request.order = TopOrder::kCumulative;
  if (given.has("show_bytes")) choice.unit = JeprofUnit::kBytes;
  choice.marks_leaks = given.has("heapcheck");
  choice.most_degree = given.count("maxdegree").value_or(choice.most_degree);
  request.rows = given.count("nodecount");
  request.least_fraction = given.number("nodefraction");
  request.least_edge = given.number("edgefraction");
  request.comparison.drop_negative = given.has("drop_negative");
  if (given.has("base")) request.comparison.base = {given.text("base")};
  request.lib_prefixes = prefixes_of(given.text("lib_prefix"));
  request.added_library = given.text("add_lib");
  request.sysroot = given.text("sysroot");
  request.keep_allocator = choice.names == JeprofNames::kExact;
  invocation.scale = static_cast<int64_t>(given.count("scale").value_or(0));
}

void take_notes(const Given& given, std::vector<std::string>& notes) {
  if (given.has("tools")) notes.emplace_back("--tools: no other program is needed");
  if (given.has("seconds")) notes.emplace_back("--seconds: a heap profile has no length of time");
  if (given.has("debug")) {
    notes.emplace_back("--debug: `jescope symbols DUMP` tells where each module's names are from");
  }
}

// Returns "0.x/path", "1.x/path" for "x@2/path"; else the argument alone.
std::vector<std::string> expand_machines(const std::string& argument) {
  const size_t at = argument.rfind('@');
  const size_t digits = at == std::string::npos ? at : at + 1;
  const size_t rest = std::min(argument.find('/', digits), argument.size());
  uint32_t count = 0;
  const char* const end = argument.data() + rest;
  if (at == std::string::npos || std::filesystem::exists(argument)) return {argument};
  const auto read = std::from_chars(argument.data() + digits, end, count);
  constexpr uint32_t kMostMachines = 1000;
  if (read.ec != std::errc() || read.ptr != end || count > kMostMachines) return {argument};
  std::vector<std::string> all;
  for (uint32_t i = 0; i < count; ++i) {
    all.push_back(fmt::format("{}.{}{}", i, argument.substr(0, at), argument.substr(rest)));
  }
  return all;
}

std::optional<Error> take_arguments(const std::vector<std::string>& arguments,
                                    JeprofInvocation& invocation) {
  if (arguments.empty()) {
    return usage("arguments", "expected a program and heap dumps, got neither",
                 "jeprof [options] PROGRAM DUMP...; PROGRAM may be left out");
  }
  Request& request = invocation.request;
  for (const std::string& argument : arguments) {
    for (std::string& word : expand_machines(argument)) request.inputs.push_back(std::move(word));
  }
  for (std::string& word : request.inputs) {
    std::error_code error;
    const bool is_there = std::filesystem::exists(word, error);
    if (std::filesystem::is_regular_file(word, error)) invocation.local_files.push_back(word);
    if (!is_there) word = remote_address(word, Scheme::kImplied).value_or(word);
  }
  // jeprof adds up whatever it is given.
  if (request.inputs.size() > 1) request.merge = MergeRule::kSum;
  return std::nullopt;
}

}  // namespace

Result<JeprofInvocation> parse_jeprof_arguments(std::span<const std::string> arguments,
                                                const JeprofTerminal& terminal) {
  const OptionOrder order =
      terminal.is_posixly_correct ? OptionOrder::kBeforeArguments : OptionOrder::kAnywhere;
  const Result<LongArguments> words = parse_long_options(kOptions, arguments, order);
  if (!words.ok()) return words.error();
  const Given given(words->options);
  JeprofInvocation invocation;
  if (given.has("help")) invocation.text = jeprof_usage();
  if (given.has("version")) invocation.text = "jeprof of jescope " JESCOPE_VERSION "\n";
  if (given.has("test")) invocation.text = "there are no numbers in hexadecimal text to test\n";
  if (!invocation.text.empty()) return invocation;

  invocation.request.command = Command::kJeprof;
  invocation.request.jeprof.emplace();
  if (std::optional<Error> error = check_kind(given)) return *error;
  if (auto error = take_choices(given, terminal.output_is_terminal, invocation)) return *error;
  if (std::optional<Error> error = take_compat(given, *invocation.request.jeprof)) return *error;
  take_filters(given, invocation.request);
  take_values(given, invocation);
  take_notes(given, invocation.notes);
  if (std::optional<Error> error = take_arguments(words->arguments, invocation)) return *error;
  return invocation;
}

}  // namespace jescope
