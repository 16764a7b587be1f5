// SPDX-License-Identifier: Apache-2.0
//
// bench_memory FILE: what each stage takes on a dump, in time and in memory.
//
//   stage       ms   peak MB   x stacks
//   read       480       160       1.9
//
// Peak is the process's highest resident memory during the stage, without what
// it held before the first; "x stacks" is it divided by 8 bytes a frame of
// every record.
#include <fmt/format.h>

#include <chrono>
#include <cstdio>
#include <fstream>
#include <string>
#include <vector>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/top_table.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/bench/no_names.h"

namespace jescope::testing {
namespace {

// Returns the number of a line of /proc/self/status, in bytes.
uint64_t status_bytes(const std::string& field) {
  std::ifstream status("/proc/self/status");
  for (std::string line; std::getline(status, line);) {
    if (line.starts_with(field)) return std::stoull(line.substr(field.size())) * 1024;
  }
  return 0;
}

// Writing 5 there makes the present the highest.
void reset_peak() {
  std::ofstream("/proc/self/clear_refs") << 5;
}

// Runs stages and keeps what each took.
class StageMeter {
 public:
  template <typename Stage>
  auto run(const char* name, Stage stage) {
    reset_peak();
    const auto start = std::chrono::steady_clock::now();
    auto made = stage();
    const std::chrono::duration<double, std::milli> passed =
        std::chrono::steady_clock::now() - start;
    rows_.push_back({name, passed.count(), status_bytes("VmHWM:") - before_});
    return made;
  }

  void print(size_t frames) const {
    fmt::print("{:<12}{:>8}{:>10}{:>11}\n", "stage", "ms", "peak MB", "x stacks");
    for (const Row& row : rows_) {
      const auto peak = static_cast<double>(row.peak_bytes);
      fmt::print("{:<12}{:>8.0f}{:>10.0f}{:>11.2f}\n", row.name, row.milliseconds, peak / 1e6,
                 peak / (8 * static_cast<double>(frames)));
    }
  }

 private:
  struct Row {
    const char* name;
    double milliseconds;
    uint64_t peak_bytes;
  };

  const uint64_t before_ = status_bytes("VmRSS:");
  std::vector<Row> rows_;
};

// All values live until the end, as they do not in the program.
void run(const std::string& path) {
  StageMeter meter;
  Diagnostics diagnostics;
  NoNames names;
  const Result<Dump> dump = meter.run("read", [&] { return read_dump_file(path, diagnostics); });
  if (!dump.ok()) return fmt::print("{}\n", dump.error().message);
  const AddressProfile places =
      meter.run("normalize", [&] { return normalize(*dump, ThreadChoice()); });
  const Profile profile =
      meter.run("symbolize", [&] { return symbolize(places, names, Inlines::kShow, diagnostics); });
  const Profile trimmed = meter.run("trim", [&] { return trim_allocator(profile); });
  const Profile grouped =
      meter.run("regroup", [&] { return regroup(trimmed, Granularity::kFunction); });
  meter.run("top", [&] { return build_top_table(grouped, Metric::kInuseSpace, TopOrder::kSelf); });
  meter.print(dump->frames.size());
}

}  // namespace
}  // namespace jescope::testing

int main(int argc, char** argv) {
  if (argc != 2) {
    fmt::print(stderr, "usage: bench_memory FILE\n");
    return 2;
  }
  jescope::testing::run(argv[1]);
  return 0;
}
