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

# held CODE FUNCTION: the bytes that `list` shows as allocated at the line of CODE.
held() {
  "$jescope" list --alloc-space --unit B --source-root "$(dirname "$0")" "$2" \
    "$folder/run1.heap" | grep -F "$1" | awk '{ gsub(",", "", $1); print $1 }'
}

# called CODE FUNCTION: the bytes that `disasm` shows at calls of malloc among the
# instructions of that line.
called() {
  "$jescope" disasm --alloc-space --unit B --source-root "$(dirname "$0")" "$2" \
    "$folder/run1.heap" |
    awk -v code="$1" '/ [a-z_]+\.(cc|h):[0-9]+/ { inside = index($0, code) > 0 }
      inside && /(callq|bl) .*<malloc/ { gsub(",", "", $1); sum += $1 } END { print sum + 0 }'
}

# What such a line holds itself is what the function's only stack has allocated,
# also where the function recurs or is inlined.
while read -r code function; do
  expected=$(awk -F '\t' -v name="^$function;" '$1 ~ name { print $5 }' "$folder/truth.1.tsv")
  for command in held called; do
    found=$($command "$code" "$function\\b")
    [ "$found" = "$expected" ] && continue
    echo "$command: expected $expected bytes at $code, got '$found'"
    exit 1
  done
done <<CODE
recursion_path.took workload::recurse
inlined_path.took workload::inlined_leaf
local_path.took workload::file_local
CODE
