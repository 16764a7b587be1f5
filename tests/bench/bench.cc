// SPDX-License-Identifier: Apache-2.0
//
// Times each stage on a generated dump of 100,000 stacks (27 MB of text), or
// on the file named by JESCOPE_BENCH_DUMP. Reading is told in bytes a second,
// from memory, on one core.
#include <benchmark/benchmark.h>

#include <cstdlib>
#include <fstream>
#include <iterator>

#include "jescope/normalize/normalize.h"
#include "jescope/read/dump_reader.h"
#include "jescope/render/exports.h"
#include "jescope/render/flame.h"
#include "jescope/select/regroup.h"
#include "jescope/select/trim_allocator.h"
#include "jescope/summarize/top_table.h"
#include "jescope/symbolize/symbolize.h"
#include "tests/bench/no_names.h"
#include "tests/support/generate_dump.h"
#include "tests/support/generate_dump_large.h"

namespace jescope::testing {
namespace {

constexpr size_t kStacks = 100'000;

std::string load_text() {
  const char* const path = std::getenv("JESCOPE_BENCH_DUMP");
  if (path == nullptr) return write_heap_v2(large_dump(kStacks));
  std::ifstream file(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(file), {}};
}

const std::string& text() {
  static const std::string loaded = load_text();
  return loaded;
}

Dump read() {
  Diagnostics diagnostics;
  Result<Dump> dump = read_dump(*memory_source(text()), "bench.heap", diagnostics);
  if (!dump.ok()) std::abort();
  return std::move(*dump);
}

const Dump& dump() {
  static const Dump made = read();
  return made;
}

const AddressProfile& places() {
  static const AddressProfile made = normalize(dump(), ThreadChoice());
  return made;
}

Profile name_nothing() {
  NoNames names;
  Diagnostics diagnostics;
  return symbolize(places(), names, Inlines::kShow, diagnostics);
}

const Profile& profile() {
  static const Profile made = name_nothing();
  return made;
}

const Profile& by_function() {
  static const Profile made = regroup(profile(), Granularity::kFunction);
  return made;
}

// Runs `stage` again and again; its result is thrown away.
template <typename Stage>
void measure(benchmark::State& state, Stage stage) {
  for (auto _ : state) benchmark::DoNotOptimize(stage());
}

void BM_read(benchmark::State& state) {
  text();
  measure(state, read);
  state.SetBytesProcessed(static_cast<int64_t>(state.iterations() * text().size()));
}

void BM_normalize(benchmark::State& state) {
  dump();
  measure(state, [] { return normalize(dump(), ThreadChoice()); });
}

void BM_symbolize_without_names(benchmark::State& state) {
  places();
  measure(state, name_nothing);
}

void BM_trim_allocator(benchmark::State& state) {
  profile();
  measure(state, [] { return trim_allocator(profile()); });
}

void BM_regroup(benchmark::State& state) {
  profile();
  measure(state, [] { return regroup(profile(), Granularity::kFunction); });
}

void BM_top(benchmark::State& state) {
  by_function();
  measure(state,
          [] { return build_top_table(by_function(), Metric::kInuseSpace, TopOrder::kSelf); });
}

void BM_call_tree(benchmark::State& state) {
  by_function();
  const auto direction = static_cast<Direction>(state.range(0));
  measure(state, [&] { return build_call_tree(by_function(), Metric::kInuseSpace, direction); });
}

void BM_flame(benchmark::State& state) {
  const CallTree tree = build_call_tree(by_function(), Metric::kInuseSpace, Direction::kTopDown);
  measure(state, [&] { return render_flame_svg(tree, FlameStyle{"bench", "", true}); });
}

void BM_folded(benchmark::State& state) {
  by_function();
  measure(state, [] { return render_folded(by_function(), Metric::kInuseSpace); });
}

BENCHMARK(BM_read)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_normalize)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_symbolize_without_names)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_trim_allocator)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_regroup)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_top)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_call_tree)->Arg(static_cast<int>(Direction::kTopDown))->Unit(benchmark::kMillisecond);
BENCHMARK(BM_call_tree)->Arg(static_cast<int>(Direction::kBottomUp))->Unit(benchmark::kMillisecond);
BENCHMARK(BM_flame)->Unit(benchmark::kMillisecond);
BENCHMARK(BM_folded)->Unit(benchmark::kMillisecond);

}  // namespace
}  // namespace jescope::testing

BENCHMARK_MAIN();
