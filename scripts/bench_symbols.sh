#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_symbols.sh [--quick] [--gimli PATH]: names the same addresses with
# jescope's symbolizer (one thread, no kept answers), GNU addr2line,
# llvm-symbolizer and, when a path is given, gimli's addr2line, on large debug
# information; compares the answers; then jescope top with jeprof --text. Prints
#   1  seconds of wall clock and processor, peak memory (resident, private) in MB:
#      medians of three runs, of one where a run takes over four seconds
#   2  what differs, by classes (tests/bench/symbols/compare_answers.cc)
#   3  the ratios that are the goals, judged by processor time: a busy machine
#      hardly changes it
#   4  two threads against one, by wall clock
#   5  whole programs, by wall clock
# What is named is made and fetched once, in $JESCOPE_BENCH_DIR
# (build/bench_symbols), about 3 GB. --quick: two modules, one run, no 5.
# The numbers are for a person; nothing here fails for being slow.
set -euo pipefail
cd "$(dirname "$0")/.."
gimli=
quick=
while [ $# -gt 0 ]; do
  case $1 in
    --quick) quick=yes ;;
    --gimli) gimli=$(realpath "${2:?--gimli needs a path}") && shift ;;
    *) echo "usage: bench_symbols.sh [--quick] [--gimli PATH]" >&2 && exit 2 ;;
  esac
  shift
done
work=${JESCOPE_BENCH_DIR:-$PWD/build/bench_symbols}
mkdir -p "$work/answers" "$work/addresses" "$work/dumps"

scripts/install_deps.sh build test
[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target symbols_programs jescope >/dev/null
programs=$PWD/build/bench/tests/bench/symbols
jescope=$(find "$PWD/build/bench" -maxdepth 2 -name jescope -type f -perm -u+x | head -n 1)
llvm=$(find /usr/bin -name 'llvm-symbolizer-*' | sort -V | tail -n 1)
results=$work/results.txt
: >"$results"

# shellcheck source=tests/bench/symbols/prepare.sh
. tests/bench/symbols/prepare.sh
# shellcheck source=tests/bench/symbols/report.sh
. tests/bench/symbols/report.sh

modules=(jvm_plain gcc clang jvm_zlib osd_plain)
sets=(1 1000 20000 100000 real)
prepare_jvm
prepare_program gcc g++
prepare_program clang clang++
if [ -n "$quick" ]; then
  modules=(jvm_plain clang)
  sets=(1000 real)
else
  prepare_osd
  prepare_rocksdb
  prepare_large_dump
fi
prepare_dumps

# addresses MODULE SET: the file with them; fails when there are none.
addresses() {
  local file=$work/addresses/$1.$2 in_dump=${1%_*}
  [ "$in_dump" = jvm ] && in_dump=libjvm
  if [ ! -s "$file" ] && [ "$2" = real ]; then
    [ -f "$work/dumps/${1%_*}.heap" ] || return 1
    "$programs/sample_addresses" --dump "$work/dumps/${1%_*}.heap" "/$in_dump" >"$file"
  elif [ ! -s "$file" ]; then
    "$programs/sample_addresses" "$work/$1" "$2" >"$file"
  fi
  [ -s "$file" ] && echo "$file"
}

# command_of TOOL FILE: sets `command`; fails when the tool is not here.
command_of() {
  case $1 in
    jescope) command=("$programs/name_addresses" --threads 1 "$2") ;;
    jescope-2) command=("$programs/name_addresses" --threads 2 "$2") ;;
    addr2line) command=(addr2line -afiC -e "$2") ;;
    llvm) [ -n "$llvm" ] && command=("$llvm" --output-style=GNU -a -f -i -C "--obj=$2") ;;
    gimli) [ -n "$gimli" ] && command=("$gimli" -afiC -e "$2") ;;
  esac
}

# medians: of each column of the lines of numbers.
medians() {
  awk '{ for (i = 1; i <= NF; i++) v[i, NR] = $i; n = NF }
    END {
      for (i = 1; i <= n; i++) {
        for (a = 1; a <= NR; a++) for (b = a + 1; b <= NR; b++)
          if (v[i, b] + 0 < v[i, a] + 0) { t = v[i, a]; v[i, a] = v[i, b]; v[i, b] = t }
        printf "%s%s", v[i, int((NR + 1) / 2)], i < n ? " " : "\n"
      }
    }'
}

# measured INPUT OUTPUT COMMAND...: the medians of its runs.
measured() {
  local runs=3 lines line
  [ -z "$quick" ] || runs=1
  lines=$("$programs/measure" "$@")
  [ "${lines%%.*}" -ge 4 ] && runs=1
  for ((i = 1; i < runs; i++)); do
    line=$("$programs/measure" "$@")
    lines+=$'\n'$line
  done
  medians <<<"$lines"
}

# name_with TOOL MODULE SET: a line of results, printed as well.
name_with() {
  local input command line
  input=$(addresses "$2" "$3") || return 0
  command_of "$1" "$work/$2" || return 0
  line="$2 $3 $1 $(measured "$input" "$work/answers/$2.$3.$1" "${command[@]}")"
  echo "$line" >>"$results"
  print_result "$line"
}

compare() {
  local judges=() tool file
  for tool in llvm addr2line gimli; do
    file=$work/answers/$1.$2.$tool
    if [ -s "$file" ] && grep -q "^$1 $2 $tool " "$results"; then judges+=("$tool" "$file"); fi
  done
  [ ${#judges[@]} -gt 0 ] && [ -s "$work/answers/$1.$2.jescope" ] || return 0
  echo "-- $1, $2"
  "$programs/compare_answers" "$work/answers/$1.$2.jescope" "$(bounds_of "$work/$1")" "${judges[@]}" |
    grep -v '^outside' | cut -c 1-400 | tail -n 40 || true
}

# each COMMAND...: runs it for each module and set that are here.
each() {
  local module set
  for module in "${modules[@]}"; do
    [ -f "$work/$module" ] || continue
    for set in "${sets[@]}"; do "$@" "$module" "$set"; done
  done
}

name_with_all() {
  for tool in jescope addr2line llvm gimli; do name_with "$tool" "$1" "$2"; done
}

echo "== 1 times and memory"
print_head
each name_with_all
echo
echo "== 2 answers"
each compare
echo
echo "== 3 goals (processor time)"
print_goals
echo
echo "== 4 two threads"
for module in jvm_plain gcc osd_plain jvm_zlib; do
  for set in real 20000; do
    [ ! -f "$work/$module" ] || name_with jescope-2 "$module" "$set"
  done
done
print_threads
[ -z "$quick" ] || exit 0
echo
echo "== 5 whole programs: jescope top and jeprof --text"
end_to_end
