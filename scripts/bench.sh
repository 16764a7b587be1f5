#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench.sh [MEGABYTES]: how fast and how large jescope is on a generated dump (200
# MB unless told), built optimised in build/bench:
#   1  reading, in MB/s on one core from memory (goal: 400), beside wc -l
#   2  time and peak memory of each stage; "x stacks" is memory against 8 bytes a
#      frame of every stack (goal for reading: 3)
#   3  jescope top on the whole dump, and on one of 2 MB beside jeprof --text,
#      where jeprof is installed
# The numbers are for a person; nothing here fails for being slow.
set -euo pipefail
cd "$(dirname "$0")/.."
megabytes=${1:-200}
bytes_per_stack=257

scripts/install_deps.sh build test
[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target bench bench_memory make_dump jescope
programs=build/bench/tests/bench
jescope=$(find build/bench -maxdepth 2 -name jescope -type f -perm -u+x | head -n 1)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
large=$folder/large.heap
small=$folder/small.heap
"$programs/make_dump" $((megabytes * 1000000 / bytes_per_stack)) "$large"
"$programs/make_dump" $((2000000 / bytes_per_stack)) "$small"
size=$(stat -c %s "$large")

# seconds COMMAND...: how long it runs, without its output.
seconds() {
  local start=$EPOCHREALTIME
  "$@" >/dev/null 2>&1 || true
  echo "$EPOCHREALTIME $start" | awk '{ printf "%.3f", $1 - $2 }'
}

# megabytes_per_second BYTES SECONDS
megabytes_per_second() { awk -v bytes="$1" -v s="$2" 'BEGIN { printf "%.0f MB/s", bytes / 1e6 / s }'; }

echo "== 1 reading $((size / 1000000)) MB (goal: 400 MB/s)"
JESCOPE_BENCH_DUMP=$large "$programs/bench" --benchmark_filter=BM_read \
  --benchmark_min_time=2 --benchmark_format=csv 2>/dev/null |
  awk -F, '/BM_read/ { printf "read    %.0f MB/s (processor time)\n", $6 / 1e6 }'
wc -l "$large" >/dev/null
echo "wc -l   $(megabytes_per_second "$size" "$(seconds wc -l "$large")")"

echo
echo "== 2 stages"
"$programs/bench_memory" "$large"

echo
echo "== 3 whole program"
echo "jescope top, $((size / 1000000)) MB: $(seconds "$jescope" top "$large") s"
ours=$(seconds "$jescope" top "$small")
echo "jescope top, 2 MB:   $ours s"
if command -v jeprof >/dev/null; then
  theirs=$(seconds jeprof --text /bin/true "$small")
  echo "jeprof --text, 2 MB: $theirs s ($(awk "BEGIN { printf \"%.0f\", $theirs / $ours }") times as long)"
else
  echo "jeprof is not installed (apt-get install libjemalloc-dev)"
fi
