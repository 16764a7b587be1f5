#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_against_jemalloc.sh SHIM JESCOPE FOLDER KNOWN_SITES: a recorded run and one that
# jemalloc has profiled differ by no more than the sigma that `diff` tells; with every
# allocation they do not differ at all. One object more or less is no difference where
# nearly all are sampled. The sizes are size classes of jemalloc.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
program=$4
jemalloc=$(ldconfig -p | sed -n 's/^.*libjemalloc\.so\.2 .*=> //p' | head -n 1)
[ -n "$jemalloc" ] || skip "libjemalloc.so.2 is not installed (apt-get install libjemalloc2)"
command -v jq >/dev/null || skip "no jq"

# compare PERIOD LG_PERIOD MIB: "name change sigma" of each of the sites.
compare() {
  recorded "sample:$1" "$program" "$folder/truth" "$3" || fault "known_sites ends with $?"
  local dump
  dump=$(final_dump)
  within "$deadline" env "LD_PRELOAD=$jemalloc" "MALLOC_CONF=prof:true,prof_accum:true,prof_final:true,\
lg_prof_sample:$2,prof_prefix:$folder/jemalloc" "$program" "$folder/truth" "$3" ||
    fault "under jemalloc known_sites ends with $?"
  "$jescope" diff --quiet --assume independent --format json "$dump" \
    "$folder/jemalloc.$pid".*.f.heap >"$folder/diff.json"
  jq -r '.rows[] | select(.name | test("_site|site<")) | "\(.change) \(.sigma) \(.name)"' \
    "$folder/diff.json"
}

compare 1 0 4 >"$folder/exact"
known=$(awk '{ sum += $3 } END { print sum }' "$folder/truth")
[ "$(jq .before_total "$folder/diff.json")" -ge "$known" ] || fault "expected $known bytes in both"
awk '$1 != 0 { print "FAULT: every allocation, yet a change: " $0; bad = 1 } END { exit bad }' \
  "$folder/exact"

for period in 16 19; do
  compare $((1 << period)) "$period" 64 >"$folder/changes"
  [ -s "$folder/changes" ] || fault "period 2^$period: no site is in the difference"
  awk -v period="$period" '
    { away = $2 > 0 ? $1 / $2 : 0; squares += away * away
      printf "2^%d %+.2f sigma: %s\n", period, away, $0
      object = /site</ ? $3 : "<4096"; sub(/.*</, "", object); sub(/>.*/, "", object)
      change = $1 < 0 ? -$1 : $1
      if (change > 5 * $2 + object) bad = 1 }
    END { printf "mean square %.2f\n", squares / NR; exit bad }' "$folder/changes" ||
    fault "period 2^$period: a site is more than five sigma away"
done
