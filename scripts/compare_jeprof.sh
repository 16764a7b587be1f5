#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare_jeprof.sh FOLDER [JESCOPE]: the totals of every dump below FOLDER as
# jescope and as jeprof (Debian's libjemalloc-dev) give them, in bytes. They must
# agree but for rounding, or differ by one of jeprof's known faults:
#   every-allocation  heap_v2/1 records every allocation, yet jeprof scales it by
#                     1/(1-exp(-size)), which adds 0.03% to objects of 8 bytes;
#                     jescope's total must be the plain sum of the file
#   no-backtrace      a record whose stack is a bare "@" before all others is taken
#                     for a part of the header and dropped
#   not-read          one of the two gives no total for this file
# Anything else is printed as DIFFERENT and makes the script fail.
set -euo pipefail
if [ $# -lt 1 ] || [ ! -d "$1" ]; then
  echo "usage: compare_jeprof.sh FOLDER [JESCOPE]" >&2
  exit 2
fi
folder=$1
jescope=${2:-$(dirname "$0")/../build/release/jescope}
command -v jeprof >/dev/null || {
  echo "compare_jeprof.sh: jeprof is missing (apt-get install libjemalloc-dev)" >&2
  exit 1
}

# jeprof_total METRIC FILE: the number of "Total: 123 B"; 0 when the report is
# empty, nothing when there is no report. Symbolized dumps bring their names.
jeprof_total() {
  local program=(/bin/true) report
  head -c 200 "$2" | grep -aq '^--- *symbol' && program=()
  report=$(timeout 120 jeprof --text --show_bytes "--$1" "${program[@]}" "$2" 2>/dev/null) || return 0
  sed -nE 's/^Total: (-?[0-9]+) B$/\1/p' <<<"${report:-Total: 0 B}"
}

jescope_total() {
  "$jescope" top --format json --metric "$1" "$2" 2>/dev/null |
    sed -nE 's/^.*"total": *(-?[0-9]+).*/\1/p' | head -n 1
}

# facts METRIC FILE: "period records plain-sum first-record-is-bare".
facts() {
  local column=2
  [ "$1" = alloc_space ] && column=4
  tr -d '\r\0' <"$2" | awk -v column="$column" '
    /^heap_v2\// { split($0, header, "/"); period = header[2] }
    /^MAPPED_LIBRARIES/ { exit }
    /^@/ { records++; if (records == 1 && NF == 1) bare = 1 }
    /^ +t\*:/ && records { gsub(/[^0-9]+/, " "); sum += $column }
    /^ *[0-9]+: *[0-9]+ +\[/ { records++ }
    END { printf "%d %d %.0f %d\n", period, records, sum, bare }'
}

# verdict JESCOPE JEPROF PERIOD RECORDS SUM BARE
verdict() {
  if [ -z "$1" ] || [ -z "$2" ]; then
    echo not-read
    return
  fi
  local difference=$(($1 - $2))
  if [ "${difference#-}" -le $(($4 / 2 + 1)) ]; then
    echo same
  elif [ "$3" = 1 ] && [ "$1" = "$5" ]; then
    echo every-allocation
  elif [ "$6" = 1 ]; then
    echo no-backtrace
  else
    echo DIFFERENT
  fi
}

verdicts=$(mktemp)
trap 'rm -f "$verdicts"' EXIT
printf '%-12s %16s %16s %12s  %-16s %s\n' metric jescope jeprof difference verdict dump
while IFS= read -r -d '' dump; do
  for metric in inuse_space alloc_space; do
    ours=$(jescope_total "$metric" "$dump") || ours=
    theirs=$(jeprof_total "$metric" "$dump")
    read -r period records sum bare < <(facts "$metric" "$dump")
    result=$(verdict "$ours" "$theirs" "$period" "$records" "$sum" "$bare")
    echo "$result" >>"$verdicts"
    difference=$([ -z "$ours" ] || [ -z "$theirs" ] || echo $((ours - theirs)))
    printf '%-12s %16s %16s %12s  %-16s %s\n' "$metric" "${ours:--}" "${theirs:--}" \
      "${difference:--}" "$result" "${dump#"$folder"/}"
  done
done < <(find "$folder" -type f -not -name '*.md' -print0 | sort -zV)

echo
sort "$verdicts" | uniq -c
! grep -q DIFFERENT "$verdicts"
