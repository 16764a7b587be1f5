#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# callgrind_annotate.sh PROGRAM DUMP...: valgrind's own reader takes what
# `export --to callgrind` writes and finds the same totals as `top`, and the
# outermost function holds all of it inclusively.
set -euo pipefail
program=$1
shift
if ! command -v callgrind_annotate >/dev/null; then
  echo "skipped: no callgrind_annotate (Debian package valgrind)"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# Live bytes and objects as callgrind_annotate sums them up.
annotated_totals() {
  callgrind_annotate --threshold=100 "$1" | tr -d ',' |
    sed -nE 's/^ *([0-9]+) \([0-9.]+%\) +([0-9]+) .*PROGRAM TOTALS$/\1 \2/p'
}
top_total() {
  "$program" top --quiet --format json --metric "$1" -n 1 "$2" |
    sed -E 's/.*"total":([0-9]+).*/\1/'
}

for dump in "$@"; do
  "$program" export --quiet --to callgrind "$dump" -o "$work/callgrind.out"
  expected="$(top_total inuse_space "$dump") $(top_total inuse_objects "$dump")"
  got=$(annotated_totals "$work/callgrind.out")
  if [ "$got" != "$expected" ]; then
    echo "FAULT: $dump: expected totals $expected, callgrind_annotate says $got"
    exit 1
  fi
  most=$(callgrind_annotate --inclusive=yes --threshold=100 "$work/callgrind.out" | tr -d ',' |
    sed -nE 's/^ *([0-9]+) \(.*\?\?:.*|^ *([0-9]+) \(.*\/.*:.*/\1\2/p' | sort -n | tail -1)
  if [ "${most:-0}" -gt "${expected% *}" ]; then
    echo "FAULT: $dump: a function holds $most inclusively, more than the whole $expected"
    exit 1
  fi
  echo "ok: $dump: $got"
done
