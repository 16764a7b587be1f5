#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# symbolized_dump.sh PROGRAM DUMP...: what `merge` writes brings its names: jeprof
# reads it without a program, finds the same totals as `top` does in the dump
# itself and a name for every address; jescope finds the same stacks again.
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

jeprof_report() { jeprof --text --show_bytes "--$1" "$2" 2>"$work/errors"; }
jeprof_total() { jeprof_report "$1" "$2" | sed -nE 's/^Total: (-?[0-9]+) .*/\1/p'; }
top_total() {
  "$program" top --quiet --format json --metric "$1" -n 1 "$2" | sed -E 's/.*"total":([0-9]+).*/\1/'
}
stacks() { "$program" export --quiet --to folded --metric "$1" "$2"; }

for dump in "$@"; do
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
