#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_jeprof.sh SHIM JESCOPE FOLDER KNOWN_SITES: jeprof reads the dumps and finds what
# jescope finds by its command line: the same totals and the same largest function.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
program=$4
command -v jeprof >/dev/null || skip "no jeprof (Debian package libjemalloc-dev)"
ln -s "$jescope" "$folder/jeprof"

# table TOOL METRIC DUMP: its total and its largest rows.
table() {
  "$1" --text --show_bytes "--$2" "$program" "$3" 2>/dev/null |
    sed -n '1p; 2,4s/^ *\([0-9]*\) .*% \([^ ].*\)$/\1 \2/p'
}

for period in 4096 65536 524288; do
  recorded "sample:$period" "$program" "$folder/truth" 32 || fault "known_sites ends with $?"
  dump=$(final_dump)
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    theirs=$(table jeprof "$metric" "$dump")
    ours=$(table "$folder/jeprof" "$metric" "$dump")
    [[ $theirs = Total:* ]] || fault "$period: jeprof says '$theirs'"
    diff <(echo "$theirs") <(echo "$ours") ||
      fault "$period: $metric: jeprof and jescope differ"
    echo "ok: $period: $metric: $(head -n 1 <<<"$theirs")"
  done
done
