#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# remote_dump.sh JESCOPE SERVE_DUMP DUMP...: a symbolized dump, shown by a server and
# without its names, must look as it does as a file. So must it for the real jeprof,
# where that and curl are installed: the totals of its table are compared.
set -euo pipefail
jescope=$1
serve_dump=$2
shift 2
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0

# table FILE: the rows of jeprof's table, sorted.
table() { grep -E '^ *[0-9.-]+ ' "$1" | sort; }

compare_with_file() {
  local dump=$1 url=$2
  "$jescope" top -n 0 --quiet "$dump" | tail -n +2 >"$work/file.txt"
  "$jescope" top -n 0 --quiet "$url" | tail -n +2 >"$work/url.txt"
  if ! diff "$work/file.txt" "$work/url.txt"; then
    echo "FAULT: $dump looks different from a server"
    faults=$((faults + 1))
  fi
}

compare_with_jeprof() {
  local dump=$1 url=$2 ours theirs
  HOME=$work timeout 120 jeprof --text --show_bytes "$url/pprof/heap" >"$work/jeprof.txt" 2>"$work/jeprof.err" ||
    { echo "note: jeprof cannot read $dump: $(tail -n 1 "$work/jeprof.err")"; return 0; }
  theirs=$(sed -nE 's/^Total: *(-?[0-9]+) B$/\1/p' "$work/jeprof.txt")
  ours=$("$jescope" top --keep-allocator --quiet --format json "$url" |
    sed -nE 's/.*"total": *(-?[0-9]+).*/\1/p' | head -n 1)
  echo "$(basename "$dump"): total $ours, jeprof ${theirs:-0}; jeprof lists $(table "$work/jeprof.txt" | wc -l) functions"
  # Each adds up numbers that it rounded in its own way.
  if ! awk -v a="$ours" -v b="${theirs:-0}" 'BEGIN { d = a - b; if (d < 0) d = -d; exit d > 2 + a / 1e6 }'; then
    echo "FAULT: the totals differ"
    faults=$((faults + 1))
  fi
}

for dump in "$@"; do
  coproc SERVER { "$serve_dump" "$dump"; }
  read -r url <&"${SERVER[0]}"
  compare_with_file "$dump" "$url"
  if command -v jeprof >/dev/null && command -v curl >/dev/null; then
    compare_with_jeprof "$dump" "$url"
  fi
  eval "exec ${SERVER[1]}>&-"
  wait "$SERVER_PID" || true
done
echo "$# dumps, $faults faults"
[ "$faults" = 0 ]
