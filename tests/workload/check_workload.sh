#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# check_workload.sh WORKLOAD JESCOPE COMPARE_TRUTH FOLDER: runs the workload twice
# under Debian's jemalloc with every allocation sampled and compares what jescope
# says of its dumps with what the workload says of itself. Exits 77 (skipped)
# without libjemalloc2.
set -eu
workload=$1 jescope=$2 compare=$3 folder=$4

jemalloc=$(ldconfig -p | sed -n 's/^.*libjemalloc\.so\.2 .*=> //p' | head -n 1)
if [ -z "$jemalloc" ]; then
  echo "skipped: libjemalloc.so.2 is not installed (apt-get install libjemalloc2)"
  exit 77
fi

rm -rf "$folder"
mkdir -p "$folder"
for run in 1 2; do
  LD_PRELOAD=$jemalloc MALLOC_CONF=prof:true,prof_accum:true,lg_prof_sample:0 \
    "$workload" "$folder/truth.$run.tsv" "$folder/run$run.heap"
  "$jescope" export --to json -o "$folder/profile.$run.json" "$folder/run$run.heap"
done
cmp "$folder/truth.1.tsv" "$folder/truth.2.tsv"
"$compare" "$folder/truth.1.tsv" "$folder/profile.1.json" "$folder/profile.2.json"
