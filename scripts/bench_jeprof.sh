#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_jeprof.sh [JESCOPE [WORKLOAD]]: ten command lines of people's run-books, each
# given to the real jeprof (Debian's libjemalloc-dev, binutils, graphviz) and to jescope
# called by its name, one after the other in one run. Prints the median seconds of
# three runs of each (jescope keeps no names between them) and how many times as long
# jeprof takes. The numbers are for a person; nothing here fails for being slow.
set -euo pipefail
cd "$(dirname "$0")/.."
jescope=$(realpath "${1:-build/release/jescope}")
workload=${2:-build/dev/tests/workload}
for program in jeprof objdump dot; do
  command -v "$program" >/dev/null || {
    echo "bench_jeprof.sh: $program is missing (apt-get install libjemalloc-dev binutils graphviz)" >&2
    exit 1
  }
done
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
ln -s "$jescope" "$folder/jeprof"
export XDG_CACHE_HOME=/nonexistent

program=$workload/workload_g++_O2_pie
dump=$(find "$workload/g++_O2_pie.run" -name 'run1.heap')
base=$(find "$workload/g++_O2_pie.run" -name 'run2.heap')
named=testdata/dumps/rocksdb_leak.5599.18.i18.heap
before=testdata/dumps/rocksdb_leak.5599.2.i2.heap

# seconds PROGRAM ARGUMENT...: the median of three runs.
seconds() {
  for _ in 1 2 3; do
    local start=$EPOCHREALTIME
    timeout 600 "$@" >"$folder/out" 2>"$folder/err" </dev/null || true
    awk -v end="$EPOCHREALTIME" -v start="$start" 'BEGIN { printf "%.3f\n", end - start }'
  done | sort -n | sed -n 2p
}

printf '%-62s %9s %9s %7s\n' 'jeprof ...' jeprof jescope ratio
compare() {
  local theirs ours line="$*"
  theirs=$(seconds jeprof "$@")
  ours=$(seconds "$folder/jeprof" "$@")
  line=${line//$workload\//}
  line=${line//testdata\/dumps\//}
  printf '%-62s %9s %9s %6.0fx\n' "${line//g++_O2_pie.run\//}" "$theirs" "$ours" \
    "$(awk -v a="$theirs" -v b="$ours" 'BEGIN { print (b > 0 ? a / b : 0) }')"
}

compare --text "$program" "$dump"
compare --show_bytes --text --cum "$program" "$dump"
compare --lines --text "$program" "$dump"
compare --text --base="$base" "$program" "$dump"
compare --collapsed "$program" "$dump"
compare --svg "$program" "$dump"
compare --list=plain_malloc "$program" "$dump"
compare --disasm=plain_malloc "$program" "$dump"
compare --text "$named"
compare --dot --base="$before" "$named"
