#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# symbolized_dump.sh PROGRAM DUMP...: what `merge` and `symbolize` write brings its
# names: jeprof reads it without a program. Of a merged dump it finds the same
# totals as `top` does in the dump itself and a name for every address; of a
# symbolized one the totals it finds in the dump itself, also when names are
# hidden. jescope finds the same stacks again.
set -euo pipefail
program=$1
shift
if ! command -v jeprof >/dev/null; then
  echo "skipped: no jeprof (Debian package libjemalloc-dev)"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

fault() {
  echo "FAULT: $1"
  exit 1
}

# jeprof_report METRIC [PROGRAM] DUMP
jeprof_report() { jeprof --text --show_bytes "--$1" "${@:2}" 2>"$work/errors"; }
jeprof_total() { jeprof_report "$1" "$2" | sed -nE 's/^Total: (-?[0-9]+) .*/\1/p'; }
top_total() {
  "$program" top --quiet --format json --metric "$1" -n 1 "$2" | sed -E 's/.*"total":([0-9]+).*/\1/'
}
stacks() { "$program" export --quiet --to folded --metric "$1" "$2"; }

# symbolized DUMP OPTION...: checks what `symbolize` writes of the dump.
symbolized() {
  local dump=$1 written=$work/symbolized.heap binary=()
  shift
  grep -q '^--- symbol' "$dump" || binary=(/bin/true)
  "$program" symbolize --quiet "$dump" -o "$written" "$@"
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    expected=$(jeprof_report "$metric" "${binary[@]}" "$dump" | sed -n 1p)
    got=$(jeprof_report "$metric" "$written" | sed -n 1p)
    [ "${got%% B*}" = "${expected%% B*}" ] || fault "$dump: jeprof says $expected, then $got"
    [ $# -gt 0 ] && continue
    diff <(stacks "$metric" "$dump") <(stacks "$metric" "$written") >"$work/difference" ||
      fault "$dump: symbolize: $metric: $(head -n 5 "$work/difference")"
  done
  for what in total total_sigma; do
    expected=$("$program" top --quiet --format json -n 1 "$dump" | jq ".$what")
    got=$("$program" top --quiet --format json -n 1 "$written" | jq ".$what")
    [ "$got" = "$expected" ] || fault "$dump: symbolize: $what is $got, expected $expected"
  done
}

for dump in "$@"; do
  symbolized "$dump"
  symbolized "$dump" --redact
  merged=$work/merged.heap
  "$program" merge --quiet "$dump" -o "$merged"
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    expected=$(top_total "$metric" "$dump")
    [ "${expected:-0}" = 0 ] && continue
    got=$(jeprof_total "$metric" "$merged")
    [ "$got" = "$expected" ] ||
      fault "$dump: expected $expected of $metric, jeprof says ${got:-nothing}"
    diff <(stacks "$metric" "$dump") <(stacks "$metric" "$merged") >"$work/difference" ||
      fault "$dump: $metric: $(head -n 5 "$work/difference")"
  done
  if jeprof_report inuse_space "$merged" | grep -E ' 0*x?[0-9a-f]{12,16}$'; then
    fault "$dump: jeprof has no name for an address"
  fi
  if grep -v '^Using local file' "$work/errors"; then fault "$dump: jeprof complains"; fi
  echo "ok: $dump"
done
