#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_trend.sh [DUMPS]: jescope trend over a series (1000 dumps unless told) of
# about 100 KB each, which a program with debug information writes under jemalloc
# (tests/bench/trend/growing_program.cc). Prints
#   1  the series: dumps, bytes, stacks and distinct addresses
#   2  time and peak memory for a tenth of the series and for all of it, with no
#      kept names and with them, and bytes of input a second
#   3  the same dumps given to jeprof --text one by one, extrapolated from five,
#      and how many times as long that takes
# The numbers are for a person; nothing here fails for being slow.
set -euo pipefail
cd "$(dirname "$0")/.."
dumps=${1:-1000}

scripts/install_deps.sh build test demo
[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target measure jescope 2>&1 | tail -n 1
measure=build/bench/tests/bench/symbols/measure
jescope=$(find build/bench -maxdepth 2 -name jescope -type f -perm -u+x | head -n 1)
jemalloc=$(ldconfig -p | sed -n 's/^.*libjemalloc\.so\.2 .*=> //p' | head -n 1)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_CACHE_HOME=$folder/cache
program=$folder/growing_program
g++ -std=c++20 -O2 -g -fno-optimize-sibling-calls tests/bench/trend/growing_program.cc -o "$program"
mkdir "$folder/series"
LD_PRELOAD=$jemalloc MALLOC_CONF=prof:true,prof_accum:true,lg_prof_sample:12 \
  "$program" "$folder/series" "$dumps" 2>/dev/null
mapfile -t series < <(find "$folder/series" -name '*.heap' | sort -V)
last=${series[-1]}

megabytes() { cat "$@" | wc -c | awk '{ printf "%.1f", $1 / 1e6 }'; }
per() { awk -v a="$1" -v b="$2" -v format="$3" 'BEGIN { printf format, (b > 0 ? a / b : 0) }'; }

echo "== 1 series"
echo "${#series[@]} dumps, $(megabytes "${series[@]}") MB; the last one has $(grep -c '^@' "$last") stacks and" \
  "$(grep '^@' "$last" | tr ' ' '\n' | grep '^0x' | sort -u | wc -l) addresses"

# trend TITLE DUMP...: a line of its numbers; sets `wall`.
trend() {
  local title=$1 processor resident private status size
  shift
  size=$(megabytes "$@")
  read -r wall processor resident private status \
    < <("$measure" /dev/null "$folder/report" "$jescope" trend --quiet "$@")
  printf '%-28s %8s s %8s s %8.1f MB %8.1f MB %8s MB/s\n' "$title" "$wall" "$processor" \
    "$(per "$resident" 1024 %f)" "$(per "$private" 1024 %f)" "$(per "$size" "$wall" %.0f)"
  [ "$status" = 0 ] || echo "jescope trend: exit status $status"
}

echo
echo "== 2 jescope trend"
printf '%-28s %10s %10s %11s %11s %13s\n' '' wall processor resident private input
tenth=("${series[@]:0:$((dumps / 10 > 2 ? dumps / 10 : 2))}")
trend "${#tenth[@]} dumps, nothing kept" "${tenth[@]}"
rm -rf "$XDG_CACHE_HOME"
trend "${#series[@]} dumps, nothing kept" "${series[@]}"
trend "${#series[@]} dumps, names kept" "${series[@]}"

echo
echo "== 3 jeprof --text, dump by dump"
command -v jeprof >/dev/null || {
  echo "jeprof is not installed (apt-get install libjemalloc-dev)"
  exit 0
}
started=$EPOCHREALTIME
for i in 1 2 3 4 5; do
  jeprof --text "$program" "${series[$((${#series[@]} * i / 5 - 1))]}" >/dev/null 2>&1
done
theirs=$(awk -v end="$EPOCHREALTIME" -v start="$started" -v dumps="${#series[@]}" \
  'BEGIN { printf "%.1f", (end - start) / 5 * dumps }')
echo "$theirs s for ${#series[@]} dumps, $(per "$theirs" "$wall" %.0f) times as long as jescope trend"
