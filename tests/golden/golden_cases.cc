// SPDX-License-Identifier: Apache-2.0
//
// A row is a command line and the file that holds its answer:
//
//   top @raw_fluentbit.heap --by line     testdata/golden/top_raw_fluentbit_--by_line.txt
#include "tests/golden/golden_cases.h"

#include <string_view>

namespace jescope {
namespace {

constexpr std::string_view kDumps = "testdata/dumps/";
constexpr std::string_view kSeries = "testdata/series/";
constexpr std::string_view kEmptySysroot = "testdata/empty";

constexpr GoldenCase kCases[] = {
    // Help and mistakes.
    {"--help"},
    {"top --help"},
    {"tree --help"},
    {"peek --help"},
    {"traces --help"},
    {"list --help"},
    {"disasm --help"},
    {"flame --help"},
    {"graph --help"},
    {"report --help"},
    {"diff --help"},
    {"trend --help"},
    {"watch --help"},
    {"merge --help"},
    {"export --help"},
    {"info --help"},
    {"symbols --help"},
    {"shell --help"},
    {"jeprof --help"},
    {"jeprof"},
    {"jeprof --text @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --cum --show_bytes --lines @rust_thread_names.heap"},
    {"jeprof --compat=exact --show_bytes @rust_thread_names.heap"},
    {"jeprof --inuse_objects --files @fluentbit_backlog.18875.20.i20.heap"},
    {"jeprof --alloc_space --addresses @fluentbit_backlog.18875.20.i20.heap"},
    {"jeprof --base @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --thread=* --show_bytes @no_backtrace.heap"},
    {"jeprof --thread=99 @no_backtrace.heap"},
    {"jeprof --collapsed --retain=rocksdb @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --dot --exclude=rocksdb @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --callgrind --focus=Scan @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --text --svg @rocksdb_leak.5599.18.i18.heap"},
    {"jeprof --contentions @rocksdb_leak.5599.18.i18.heap"},
    {""},
    {"top"},
    {"export @raw_fluentbit.heap"},
    {"tipp @raw_fluentbit.heap"},
    {"top --nope @raw_fluentbit.heap"},
    {"tree --cum @raw_fluentbit.heap"},
    {"top --lib_prefix /srv/image @raw_fluentbit.heap"},
    {"top --by symbol @raw_fluentbit.heap"},
    {"top --metric bytes @raw_fluentbit.heap"},
    {"top --merge min @raw_fluentbit.heap"},
    {"top --sort size @raw_fluentbit.heap"},
    {"top --unit MB @raw_fluentbit.heap"},
    {"top --format xml @raw_fluentbit.heap"},
    {"top --min half @raw_fluentbit.heap"},
    {"top -n some @raw_fluentbit.heap"},
    {"top --focus '(' @raw_fluentbit.heap"},
    {"peek '[' @raw_fluentbit.heap"},
    {"list '[' @raw_fluentbit.heap"},
    {"disasm '[' @raw_fluentbit.heap"},
    {"disasm flb @raw_fluentbit.heap --base @raw_fluentbit.heap"},
    {"disasm flb @raw_fluentbit.heap --format json -o page.html"},
    {"list flb @raw_fluentbit.heap --base @raw_fluentbit.heap -o page.html"},
    {"list flb @no_such.heap --source-root testdata/none"},
    {"export --to pdf @raw_fluentbit.heap"},
    {"export @raw_fluentbit.heap -o heap.txt"},
    {"help tpo"},
    {"top -n @raw_fluentbit.heap"},
    {"top --by stack @raw_fluentbit.heap"},
    {"trend --by stack @raw_fluentbit.heap"},
    {"watch --once testdata/no_such"},
    {"flame --layout round @raw_fluentbit.heap"},
    {"flame @raw_fluentbit.heap", 80},
    {"graph @raw_fluentbit.heap", 80},
    {"graph --format doc @raw_fluentbit.heap"},
    {"graph --min-edge some @raw_fluentbit.heap"},
    {"top --fail-below 90% @raw_fluentbit.heap"},
    {"symbols --fail-below most @raw_fluentbit.heap"},
    {"symbols --pid self @raw_fluentbit.heap"},
    {"symbols --pid 1 @raw_fluentbit.heap"},
    {"symbols --path-map /build @raw_fluentbit.heap"},
    {"top http://localhost/pprof/profile"},

    // What cannot be read or written.
    {"top @no_such.heap"},
    {"top testdata/empty"},
    {"top testdata/README.md"},
    {"top @damaged/empty.heap"},
    {"top @damaged/header_only.heap"},
    {"top -o testdata/no/such/folder.txt @no_backtrace.heap"},

    // Damage with an answer.
    {"top -n 3 @damaged/cut_in_stack.heap"},
    {"top -n 3 @damaged/cut_in_counts.heap"},
    {"top -n 3 @damaged/cut_in_map.heap"},
    {"top -n 3 @damaged/no_map.heap"},
    {"top -n 3 @damaged/crlf.heap"},
    {"top -n 3 @damaged/nul_tail.heap"},
    {"top -n 3 @damaged/text_before.heap"},
    {"top --quiet -n 3 @damaged/no_map.heap"},

    // top.
    {"@fluentbit_backlog.18875.20.i20.heap"},
    {"top --cum -n 8 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --sort name -n 5 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --min 5% @fluentbit_backlog.18875.20.i20.heap"},
    {"top --inuse-objects -n 5 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --alloc-space -n 5 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --metric alloc_objects -n 5 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --alloc-space -n 5 @rocksdb_leak.5599.18.i18.heap"},
    {"top --unit MiB -n 5 @fluentbit_backlog.18875.20.i20.heap"},
    {"top --by file @fluentbit_every_allocation.heap"},
    {"top --by line -n 5 @fluentbit_every_allocation.heap"},
    {"top --by module @flink_thread_names.heap"},
    {"top --by address -n 5 @flink_thread_names.heap"},
    {"top --keep-allocator -n 5 @rust_thread_names.heap"},
    {"top --no-inlines -n 5 @rust_thread_names.heap"},
    {"top -n 10 @rust_thread_names.heap", 80},
    {"top --color always -n 3 @rust_thread_names.heap", 100},
    {"top --format json -n 3 @rocksdb_leak.5599.18.i18.heap"},
    {"top --format csv -n 3 @rocksdb_leak.5599.18.i18.heap"},
    {"top --format markdown -n 3 @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 5 @flink_default_sampling.heap"},
    {"top -n 5 @jemalloc_36.heap"},
    {"top -n 5 @raw_fluentbit.heap.gz"},
    {"top -n 5 @raw_fluentbit.heap.zst"},
    {"top -n 5 @ripgrep_stripped.heap"},
    {"top @no_backtrace.heap"},

    // Choice.
    {"top --focus deflate @flink_thread_names.heap"},
    {"top --ignore rocksdb @flink_thread_names.heap"},
    {"top --module libjvm @flink_thread_names.heap"},
    {"tree --show Rocks @flink_thread_names.heap"},
    {"tree --hide '^librocksdb|WriteBatch' @flink_thread_names.heap", 100},
    {"tree --show-from 'Arena::AllocateAligned' @flink_thread_names.heap", 100},
    {"traces -n 2 --prune-from 'WriteImpl' @flink_thread_names.heap", 100},
    {"top --thread 6 @flink_thread_names.heap", 100},
    {"top --thread 'thread-[12]' @flink_thread_names.heap", 100},
    {"top --thread nobody @flink_thread_names.heap"},
    {"top --focus nothing_like_this @flink_thread_names.heap"},

    // Several dumps.
    {"top -n 3 @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 3 --merge avg @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 3 --merge max @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 3 --merge sum @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 3 @fluentbit_plateau.18599.9900.i9900.heap @fluentbit_plateau.18599.9915.f.heap"},
    {"top -n 3 @jvm_leak.7446.8.i8.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 3 @raw_fluentbit.heap @raw_fluentbit.heap.gz"},
    {"info @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"top -n 3 @damaged"},

    // The other commands.
    {"tree @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --min 5% @fluentbit_backlog.18875.20.i20.heap"},
    {"tree -n 6 @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --bottom-up --min 5% @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --format json -n 3 @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --format csv -n 3 @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --format markdown -n 4 @fluentbit_backlog.18875.20.i20.heap"},
    {"tree --min 20% @rocksdb_recursion.heap", 100},
    {"peek flb_malloc @fluentbit_backlog.18875.20.i20.heap"},
    {"peek '^input_' @fluentbit_backlog.18875.20.i20.heap"},
    {"peek --format json flb_malloc @fluentbit_backlog.18875.20.i20.heap"},
    {"peek --format csv flb_malloc @fluentbit_backlog.18875.20.i20.heap"},
    {"peek --format markdown flb_malloc @fluentbit_backlog.18875.20.i20.heap"},
    {"peek nothing_like_this @fluentbit_backlog.18875.20.i20.heap"},
    {"list '^flb_(malloc|calloc)$' @fluentbit_backlog.18875.20.i20.heap"},
    {"list -n 2 --format json flb_ @fluentbit_backlog.18875.20.i20.heap"},
    {"disasm '^flb_(malloc|calloc)$' @fluentbit_backlog.18875.20.i20.heap"},
    {"disasm --format json nothing_like_this @fluentbit_backlog.18875.20.i20.heap"},
    {"list nothing_like_this @fluentbit_backlog.18875.20.i20.heap"},
    {"traces -n 2 @fluentbit_backlog.18875.20.i20.heap"},
    {"traces --alloc-objects -n 1 @fluentbit_backlog.18875.20.i20.heap"},
    {"traces --format json -n 1 @fluentbit_backlog.18875.20.i20.heap"},
    {"traces --format csv -n 2 @fluentbit_backlog.18875.20.i20.heap"},
    {"traces --format markdown -n 1 @fluentbit_backlog.18875.20.i20.heap"},
    {"flame @fluentbit_backlog.18875.20.i20.heap"},
    {"flame --color-by language --sort name @rust_thread_names.heap"},
    {"flame --color-by self --fold-recursion @rocksdb_recursion.heap"},
    {"flame --color-by age @raw_fluentbit.heap"},
    {"flame --snapshots testdata/series/fluentbit_backlog"},
    {"flame --snapshots --base @jvm_leak.7446.1.i1.heap testdata/series/jvm_leak"},
    {"flame --reverse --layout flame --alloc-space @fluentbit_plateau.18599.9900.i9900.heap"},
    {"graph --format dot -n 12 @fluentbit_backlog.18875.20.i20.heap"},
    {"graph @jvm_leak.7446.8.i8.heap"},
    {"export --to dot --by module @fluentbit_backlog.18875.20.i20.heap"},
    {"export --to dot --by module --base @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"export --to folded @fluentbit_backlog.18875.20.i20.heap"},
    {"export --to folded --inuse-objects --by module @flink_thread_names.heap"},
    {"export --to callgrind @fluentbit_plateau.18599.9900.i9900.heap"},
    {"export --to callgrind @jvm_leak.7446.1.i1.heap"},
    {"export --to json @no_backtrace.heap"},
    {"export --to json --by function @jvm_leak.7446.1.i1.heap"},
    {"info @flink_thread_names.heap"},
    {"info --format json @flink_thread_names.heap"},
    {"info --format csv @flink_thread_names.heap"},
    {"info --format markdown @flink_thread_names.heap"},
    {"info @jemalloc_36.heap"},
    {"info @aarch64_64k_pages.heap"},
    {"info @deleted_library.heap"},
    {"info @dlclosed_library.heap"},
    {"info @no_backtrace.heap"},
    {"info @rocksdb_gdump.7617.40.u40.heap"},
    {"symbols @flink_thread_names.heap"},
    {"symbols @flink_thread_names.heap", 80},
    {"symbols --format json @flink_thread_names.heap"},
    {"symbols --format csv @flink_thread_names.heap"},
    {"symbols --format markdown @flink_thread_names.heap"},
    {"symbols @jvm_leak.7446.8.i8.heap"},
    {"symbols @deleted_library.heap"},
    {"symbols @dlclosed_library.heap"},
    {"symbols @no_backtrace.heap"},
    {"symbols @damaged/no_map.heap"},
    {"symbols --fail-below 50% @jvm_leak.7446.8.i8.heap"},
    {"symbols --fail-below 99.95% @jvm_leak.7446.8.i8.heap"},
    {"symbols --fail-below 99% @jvm_leak.7446.8.i8.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top --thread 99 @no_backtrace.heap"},
    {"top -n 2 --thread t0 @fluentbit_backlog.18875.20.i20.heap"},
    {"top -n 2 --focus cio_memfs --focus map_metric @fluentbit_backlog.18875.20.i20.heap"},

    // Comparisons.
    {"diff @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap", 100},
    {"diff --format markdown @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"diff --format json -n 3 @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"diff --format csv -n 3 @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"diff --by stack -n 2 @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --by module @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --cum -n 5 @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --assume independent -n 3 @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --normalize -n 3 @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --metric inuse_objects -n 3 @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff -n 1 --fail-on total>5% --fail-on new>1GiB @jvm_leak.7446.1.i1.heap "
     "@jvm_leak.7446.8.i8.heap"},
    {"diff --fail-on total>5% --format github @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --fail-on total>5% --format junit @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --fail-on total>5% --format sarif @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --fail-on totl>5% @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --fail-on function:(>5% @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff --map s/x @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"diff @jvm_leak.7446.1.i1.heap"},
    {"diff --list-merged -n 1 @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap"},
    {"top -n 4 --base @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"tree -n 8 --base @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"export --to folded --base @jvm_leak.7446.1.i1.heap @jvm_leak.7446.8.i8.heap"},
    {"trend -n 5 testdata/series/rocksdb_leak"},
    {"trend -n 3 testdata/series/rocksdb_control"},
    {"trend -n 5 testdata/series/fluentbit_plateau", 100},
    {"trend -n 5 testdata/series/fluentbit_backlog"},
    {"trend -n 3 --limit 2GiB testdata/series/jvm_leak"},
    {"trend -n 3 --last 8 --every 2 --format json testdata/series/jvm_leak"},
    {"trend -n 3 --format csv testdata/series/jvm_leak"},
    {"trend -n 3 --format markdown testdata/series/jvm_leak"},
    {"trend --axis yards testdata/series/jvm_leak"},
    {"watch --once testdata/series/jvm_leak"},

    // A prompt.
    {"shell"},
    {"shell @no_such.heap"},
    {"shell -"},
    {"shell @rocksdb_leak.5599.18.i18.heap", 0,
     " top3\ntop 3 --cum Scan\ntree6 -Scan\ntraces1\npeek Scan\nlist Arena\n"},
    {"shell @fluentbit_backlog.18875.20.i20.heap", 0,
     " unit KiB\nmetric inuse_objects\nfocus flb\ntop2\nreset\ntop2\nfolded\n"},
    {"shell @fluentbit_every_allocation.heap", 0, " top2 --lines\ntop2 --files\nlist\nfoo 'a\n"},
    {"shell --base @rocksdb_leak.5599.2.i2.heap @rocksdb_leak.5599.18.i18.heap", 0,
     " top3\ntop -Scan\ninfo\n"},
    {"shell @no_backtrace.heap", 0,
     " help\nhelp top\nhelp list\nhelp web\nhelp metric\nshow options\n"},
};

// Reads one word, which ends at a blank outside quotes.
std::string take_word(std::string_view& text) {
  std::string word;
  bool quoted = false;
  while (!text.empty() && (quoted || text.front() != ' ')) {
    if (text.front() == '\'') {
      quoted = !quoted;
    } else {
      word += text.front();
    }
    text.remove_prefix(1);
  }
  return word;
}

bool is_kept(char c) {
  constexpr std::string_view kKept = "._%-";
  const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9');
  return letter || kKept.find(c) != std::string_view::npos;
}

void erase_all(std::string& text, std::string_view part) {
  for (size_t at = text.find(part); at != std::string::npos; at = text.find(part)) {
    text.erase(at, part.size());
  }
}

}  // namespace

std::span<const GoldenCase> golden_cases() {
  return kCases;
}

std::vector<std::string> words_of(const GoldenCase& golden) {
  std::vector<std::string> words;
  bool reads_dumps = false;
  std::string_view rest = golden.arguments;
  while (!rest.empty()) {
    std::string word = take_word(rest);
    if (!rest.empty()) rest.remove_prefix(1);
    if (word.starts_with('@')) {
      word.replace(0, 1, kDumps);
      reads_dumps = true;
    }
    reads_dumps |= word.starts_with(kSeries);
    words.push_back(std::move(word));
  }
  if (reads_dumps) words.insert(words.end(), {"--sysroot", std::string(kEmptySysroot)});
  return words;
}

std::string file_name_of(const GoldenCase& golden) {
  std::string arguments = golden.arguments + std::string(golden.script);
  for (const std::string_view part : {"testdata/", "http://", ".heap", "@"}) {
    erase_all(arguments, part);
  }
  std::string name;
  for (const char c : arguments) {
    const bool blank_again = !is_kept(c) && name.ends_with('_');
    if (!blank_again) name += is_kept(c) ? c : '_';
  }
  if (name.empty()) name = "nothing";
  if (golden.terminal_columns > 0) name += "_" + std::to_string(golden.terminal_columns);
  return name + ".txt";
}

}  // namespace jescope
