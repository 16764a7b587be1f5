// SPDX-License-Identifier: Apache-2.0
#include "cli/record/record_values.h"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cmath>
#include <csignal>
#include <optional>
#include <string_view>
#include <utility>

#include "jescope/base/units.h"

namespace jescope {
namespace {

// The recorder's own limits, so that it never refuses what was accepted here.
constexpr int64_t kMostSample = int64_t{1} << 40;
constexpr int64_t kLeastMemory = int64_t{1} << 20;
constexpr uint64_t kMostFrames = 1024;
constexpr uint64_t kMostKept = 100'000;
constexpr double kMostSeconds = 1e7;

Error unexpected(const char* option, const std::string& expected, const std::string& got) {
  return {ErrorCode::kUsage, option, fmt::format("expected {}, got \"{}\"", expected, got), {}};
}

Result<uint64_t> parse_size(const char* option, const char* expected, const std::string& text,
                            int64_t least, int64_t most) {
  const std::optional<int64_t> bytes = parse_bytes(text);
  if (!bytes || *bytes < least || *bytes > most) return unexpected(option, expected, text);
  return static_cast<uint64_t>(*bytes);
}

// Nothing for what is no whole number.
std::optional<uint64_t> whole_number(std::string_view text) {
  uint64_t number = 0;
  const char* const end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, number);
  if (error != std::errc() || stop != end) return std::nullopt;
  return number;
}

struct SignalName {
  std::string_view name;
  int number;
};

constexpr std::array kSignals = std::to_array<SignalName>({
    {"HUP", SIGHUP},   {"INT", SIGINT},   {"QUIT", SIGQUIT},     {"ILL", SIGILL},
    {"TRAP", SIGTRAP}, {"ABRT", SIGABRT}, {"BUS", SIGBUS},       {"FPE", SIGFPE},
    {"KILL", SIGKILL}, {"USR1", SIGUSR1}, {"SEGV", SIGSEGV},     {"USR2", SIGUSR2},
    {"PIPE", SIGPIPE}, {"ALRM", SIGALRM}, {"TERM", SIGTERM},     {"STKFLT", SIGSTKFLT},
    {"CHLD", SIGCHLD}, {"CONT", SIGCONT}, {"STOP", SIGSTOP},     {"TSTP", SIGTSTP},
    {"TTIN", SIGTTIN}, {"TTOU", SIGTTOU}, {"URG", SIGURG},       {"XCPU", SIGXCPU},
    {"XFSZ", SIGXFSZ}, {"PROF", SIGPROF}, {"VTALRM", SIGVTALRM}, {"WINCH", SIGWINCH},
    {"IO", SIGIO},     {"PWR", SIGPWR},   {"SYS", SIGSYS},
});

// Those that come from the program's own faults, cannot be handled, or that the system
// sends for its own reasons.
constexpr std::array kUnfit = {SIGKILL, SIGSTOP, SIGSEGV, SIGBUS,  SIGFPE, SIGILL,
                               SIGTRAP, SIGABRT, SIGSYS,  SIGCHLD, SIGCONT};

// The first two or three real-time signals are the C library's.
constexpr int kFirstFree = 35;
constexpr int kLastSignal = 64;
constexpr int kLastNamed = 31;

std::optional<int> signal_called(std::string_view name) {
  if (const std::optional<uint64_t> number = whole_number(name)) {
    return *number <= kLastSignal ? std::optional(static_cast<int>(*number)) : std::nullopt;
  }
  if (name.starts_with("SIG")) name.remove_prefix(3);
  if (name.starts_with("RTMIN+")) {
    const std::optional<uint64_t> more = whole_number(name.substr(6));
    if (!more || *more > kLastSignal) return std::nullopt;
    return SIGRTMIN + static_cast<int>(*more);
  }
  const auto found = std::ranges::find(kSignals, name, &SignalName::name);
  return found == kSignals.end() ? std::nullopt : std::optional(found->number);
}

bool is_fit(int signal) {
  const bool is_number =
      (signal >= 1 && signal <= kLastNamed) || (signal >= kFirstFree && signal <= kLastSignal);
  return is_number && std::ranges::find(kUnfit, signal) == kUnfit.end();
}

}  // namespace

Result<uint64_t> parse_sample(const std::string& text) {
  return parse_size("--sample", "mean bytes between two samples, as 512KiB", text, 1, kMostSample);
}

Result<uint64_t> parse_interval_bytes(const std::string& text) {
  return parse_size("--interval-bytes", "bytes allocated between two dumps, as 1GiB", text, 1,
                    int64_t{1} << 60);
}

Result<uint64_t> parse_interval_ms(const std::string& text) {
  constexpr const char* kExpected = "a time of at least 10ms, as 10s, 500ms or 1m";
  const std::optional<double> seconds = parse_seconds(text);
  if (!seconds || *seconds < 0.01 || *seconds > kMostSeconds) {
    return unexpected("--interval", kExpected, text);
  }
  return static_cast<uint64_t>(std::llround(*seconds * 1000));
}

Result<int> parse_signal(const std::string& text) {
  const std::optional<int> signal = signal_called(text);
  if (!signal || !is_fit(*signal)) {
    return unexpected("--signal", "a signal that a program may handle, as USR2 or 12", text);
  }
  return *signal;
}

Result<std::string> parse_at_rss(const std::string& text) {
  constexpr const char* kExpected = "a share of the memory limit, as 90%, or bytes, as 1.5GiB";
  if (text.ends_with('%')) {
    const std::optional<uint64_t> percent =
        whole_number(std::string_view(text).substr(0, text.size() - 1));
    if (!percent || *percent < 1 || *percent > 100) return unexpected("--at-rss", kExpected, text);
    return fmt::format("{}%", *percent);
  }
  const Result<uint64_t> bytes = parse_size("--at-rss", kExpected, text, 1, int64_t{1} << 60);
  if (!bytes.ok()) return bytes.error();
  return fmt::format("{}", *bytes);
}

Result<uint64_t> parse_keep(const std::string& text) {
  const std::optional<uint64_t> number = whole_number(text);
  if (!number || *number > kMostKept) {
    return unexpected("--keep", fmt::format("a number of dumps up to {} (0: all)", kMostKept),
                      text);
  }
  return *number;
}

Result<uint64_t> parse_depth(const std::string& text) {
  const std::optional<uint64_t> number = whole_number(text);
  if (!number || *number < 1 || *number > kMostFrames) {
    return unexpected("--depth", fmt::format("a number of frames, 1 to {}", kMostFrames), text);
  }
  return *number;
}

Result<uint64_t> parse_max_memory(const std::string& text) {
  return parse_size("--max-memory", "bytes, at least 1MiB, as 256MiB", text, kLeastMemory,
                    int64_t{1} << 60);
}

Result<Architecture> parse_architecture(const std::string& text) {
  const std::optional<Architecture> architecture = architecture_called(text);
  if (!architecture) return unexpected("--arch", "x86_64 or aarch64", text);
  return *architecture;
}

std::string signal_name(int signal) {
  const auto found = std::ranges::find(kSignals, signal, &SignalName::number);
  if (found == kSignals.end()) return fmt::format("signal {}", signal);
  return fmt::format("SIG{}", found->name);
}

}  // namespace jescope
