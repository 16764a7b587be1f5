#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# pprof.sh PROGRAM BASE DUMP...: Go's own pprof takes what `export --to pprof`
# writes and finds the same totals as `top`, the same largest numbers, and
# between BASE and the first DUMP the same change.
set -euo pipefail
program=$1
base=$2
shift 2
if ! command -v go >/dev/null; then
  echo "skipped: no go (Debian package golang-go)"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work GOFLAGS=-mod=mod PPROF_TMPDIR=$work

fault() {
  echo "FAULT: $*"
  exit 1
}

# pprof METRIC OPTION...: the table of everything, in units of one.
pprof() {
  local metric=$1 unit=B
  shift
  [[ $metric == *objects ]] && unit=''
  go tool pprof -symbolize=none -sample_index="$metric" -unit="$unit" -top \
    -nodecount=0 -nodefraction=0 -edgefraction=0 "$@" "$work/x.pb.gz" 2>/dev/null
}
pprof_total() { pprof "$1" | sed -nE 's/^Showing nodes .* of (-?[0-9]+)B? total$/\1/p'; }
# What functions hold themselves, largest first.
pprof_self() {
  pprof "$1" | sed -nE '/^ +flat/,$ s/^ *([1-9][0-9]*)B? .*/\1/p' | sort -rn | head -n 5
}
top_total() {
  "$program" top --quiet --format json --metric "$1" -n 1 "$2" |
    sed -E 's/.*"total":(-?[0-9]+).*/\1/'
}
# Functions of one name in several files are one for pprof.
top_self() {
  "$program" export --quiet --to folded --by function --metric "$1" "$2" |
    sed -E 's/^(.*;)?(.*) ([0-9]+)$/\3 \2/; s/ \([^ ();]+\)$//' |
    awk '{n = $1; sub(/^[^ ]+ /, ""); sum[$0] += n} END {for (f in sum) print sum[f]}' |
    sort -rn | head -n 5
}

for dump in "$@"; do
  "$program" export --quiet --to pprof "$dump" -o "$work/x.pb.gz"
  metrics='inuse_space inuse_objects'
  [ "$(top_total alloc_space "$dump")" = 0 ] || metrics+=' alloc_space alloc_objects'
  for metric in $metrics; do
    [ "$(pprof_total "$metric")" = "$(top_total "$metric" "$dump")" ] ||
      fault "$dump: $metric: pprof has $(pprof_total "$metric"), top $(top_total "$metric" "$dump")"
    [ "$(pprof_self "$metric")" = "$(top_self "$metric" "$dump")" ] ||
      fault "$dump: $metric: pprof's largest are $(pprof_self "$metric"), top's $(top_self "$metric" "$dump")"
  done
  # Read back, it has the same stacks and lines; pprof's are those without drop_frames.
  for metric in $metrics; do
    for by in function line; do
      diff <("$program" export --quiet --to folded --by $by --metric "$metric" "$dump") \
        <("$program" export --quiet --to folded --by $by --metric "$metric" "$work/x.pb.gz") \
        >"$work/difference" || fault "$dump: read back: $(head -n 3 "$work/difference")"
    done
  done
  [ "$(go tool pprof -symbolize=none -comments "$work/x.pb.gz" 2>/dev/null)" = "${dump##*/}" ] ||
    fault "$dump: the comment is no name"
  echo "ok: $dump: $metrics"
done

# Threads are labels: of each, pprof finds what `--thread` shows, to the sampling's
# rounding, and all of them together are everything.
threads=$work/threads.heap
cat >"$threads" <<'END'
heap_v2/1
  t*: 6: 6000 [0: 0]
  t0: 2: 2000 [0: 0]
  t3: 4: 4000 [0: 0] io worker
@ 0x10 0x20
  t*: 4: 4000 [0: 0]
  t0: 1: 1000 [0: 0]
  t3: 3: 3000 [0: 0]
@ 0x10 0x30
  t*: 2: 2000 [0: 0]
  t0: 1: 1000 [0: 0]
  t3: 1: 1000 [0: 0]

MAPPED_LIBRARIES:
END
"$program" export --quiet --to pprof "$threads" -o "$work/x.pb.gz"
go tool pprof -symbolize=none -unit=B -tags "$work/x.pb.gz" 2>/dev/null | tr -s ' ' >"$work/tags"
grep -qF '4000.0B (66.67%): io worker' "$work/tags" || fault "threads: $(cat "$work/tags")"
grep -qF '2000.0B (33.33%): t0' "$work/tags" || fault "threads: $(cat "$work/tags")"
[ "$(pprof inuse_space -tagfocus='thread=io worker' | sed -nE 's/^Showing nodes accounting for ([0-9]+)B.*/\1/p')" = 4000 ] ||
  fault "threads: -tagfocus finds something else"
echo "ok: threads"

"$program" export --quiet --to pprof --base "$base" "$1" -o "$work/x.pb.gz"
change=$(pprof inuse_space | sed -nE 's/^Showing nodes accounting for (-?[0-9]+)B?,.*/\1/p')
expected=$(($(top_total inuse_space "$1") - $(top_total inuse_space "$base")))
[ "$change" = "$expected" ] || fault "change: pprof has $change, expected $expected"
[ "$(pprof_total inuse_space)" = "$(top_total inuse_space "$base")" ] ||
  fault "change: shares are of $(pprof_total inuse_space), expected the base's total"
echo "ok: change of $change bytes"
