#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_jeprof.sh SHIM JESCOPE FOLDER KNOWN_SITES: jeprof reads the dumps and finds what
# jescope finds by jeprof's command line: the same totals, but for the rounding of sums.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
program=$4
command -v jeprof >/dev/null || skip "no jeprof (Debian package libjemalloc-dev)"
ln -s "$jescope" "$folder/jeprof"

# total TOOL METRIC DUMP
total() {
  "$1" --text --show_bytes "--$2" "$program" "$3" 2>/dev/null |
    sed -nE 's/^Total: ([0-9]+) (B|objects)$/\1/p'
}

for period in 4096 65536 524288; do
  recorded "sample:$period" "$program" "$folder/truth" 32 || fault "known_sites ends with $?"
  dump=$(final_dump)
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    theirs=$(total jeprof "$metric" "$dump")
    ours=$(total "$folder/jeprof" "$metric" "$dump")
    [ "${theirs:-0}" -gt 0 ] || fault "$period: $metric: jeprof finds nothing"
    records=$(grep -c '^@' "$dump")
    expect_between $((theirs - records)) $((theirs + records)) "${ours:-0}" "$metric of period $period"
    echo "ok: $period: $metric: $theirs"
  done
done
