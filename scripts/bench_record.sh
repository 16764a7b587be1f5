#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_record.sh [SHIM [REPEATS]]: what recording costs, beside what jemalloc's own
# profiling costs over jemalloc, and heaptrack. Nanoseconds of processor time for each
# object, medians of interleaved repeats in one run, and how many times as long it takes
# as without recording. The goal: the recorder's ratio is not above jemalloc's, and at a million
# objects a second it is well under 1.05. The numbers are for a person; nothing fails for
# being slow. Each repeat gives a ratio, and the median of those is shown: what else the
# machine does then slows both sides. Takes ten minutes; better on a machine at rest.
set -euo pipefail
cd "$(dirname "$0")/.."
shim=${1:-build/dev/recorder/$(uname -m)/libjescope_record.so}
repeats=${2:-15}
programs=build/dev/tests/record
if [ ! -f "$shim" ] || [ ! -x "$programs/record_churn" ]; then
  echo "bench_record.sh: expected a recorder and $programs/record_churn; build the preset dev" >&2
  exit 1
fi
shim=$(realpath "$shim")
jemalloc=$(ldconfig -p | sed -n 's/^.*libjemalloc\.so\.2 .*=> //p' | head -n 1)
[ -n "$jemalloc" ] || {
  echo "bench_record.sh: libjemalloc.so.2 is missing (apt-get install libjemalloc2)" >&2
  exit 1
}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# run WAY PROGRAM ARGUMENT...: prints nanoseconds of processor time for an object.
run() {
  local way=$1 environment=()
  shift
  case $way in
    glibc) ;;
    record:*) environment=("LD_PRELOAD=$shim" "JESCOPE_RECORD=sample:${way#record:}"
      "JESCOPE_RECORD_PREFIX=$folder/record") ;;
    jemalloc) environment=("LD_PRELOAD=$jemalloc") ;;
    jemalloc:*) environment=("LD_PRELOAD=$jemalloc"
      "MALLOC_CONF=prof:true,lg_prof_sample:${way#jemalloc:},prof_final:true,prof_prefix:$folder/jemalloc") ;;
    heaptrack)
      # Its interpreter is another process, which is not counted.
      timeout 600 heaptrack -o "$folder/heaptrack.data" "$@" 2>/dev/null |
        awk 'NF == 2 && /^[0-9. ]+$/ { print $1 }'
      rm -f "$folder"/heaptrack.data*
      return ;;
  esac
  timeout 600 env "${environment[@]}" "$@" 2>/dev/null | cut -d ' ' -f 1
  rm -f "$folder"/record.* "$folder"/jemalloc.*
}

ways=(glibc record:524288 record:131072 record:16384 jemalloc jemalloc:19 jemalloc:17 jemalloc:14)

median() { sort -n | awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'; }

# print_way WAY BASE: a line of the table. Each repeat has its ratio.
print_way() {
  local ratio
  ratio=$(paste "$folder/$1" "$folder/$2" | awk 'NF == 2 { print $1 / $2 }' | median)
  awk -v way="$1" -v time="$(median <"$folder/$1")" -v ratio="$ratio" 'BEGIN {
    names["record"] = "recorded, a sample each"; names["jemalloc"] = "jemalloc profiling, each"
    split(way, parts, ":"); period = parts[2]; if (parts[1] == "jemalloc" && period) period = 2 ^ period
    name = period ? names[parts[1]] " " period / 1024 " KiB" : way
    printf "  %-36s %8.1f ns  %6.3f\n", name, time, ratio }'
}

# bench TITLE PROGRAM ARGUMENT...
bench() {
  local title=$1 way
  shift
  rm -f "$folder"/glibc "$folder"/record:* "$folder"/jemalloc* "$folder"/heaptrack
  for _ in $(seq "$repeats"); do
    for way in "${ways[@]}"; do run "$way" "$@" >>"$folder/$way"; done
  done
  echo "$title"
  for way in "${ways[@]}"; do
    case $way in
      jemalloc*) print_way "$way" jemalloc ;;
      *) print_way "$way" glibc ;;
    esac
  done
  if command -v heaptrack >/dev/null; then
    run heaptrack "$@" >"$folder/heaptrack"
    [ ! -s "$folder/heaptrack" ] || print_way heaptrack glibc
  fi
}

echo "processor time of an object, and how many times that without; medians of $repeats"
bench "16 to 511 bytes, 20 calls deep, 1 thread" "$programs/record_churn" 1 4000000 20
bench "16 to 511 bytes, 20 calls deep, 4 threads" "$programs/record_churn" 4 2000000 20
bench "maps of strings, 1 thread" "$programs/record_map_builder" 1 1000000
bench "maps of strings, 4 threads" "$programs/record_map_builder" 4 400000
bench "a million objects a second, 1 thread" "$programs/record_churn" 1 1000000 20 600
bench "a million objects a second and thread, 4 threads" "$programs/record_churn" 4 500000 20 600
