#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# old_formats.sh PROGRAM: the texts of gperftools and its relatives have the totals
# that jeprof finds in them, whatever their header says of sampling; profiles of
# other kinds are named.
set -euo pipefail
program=$1
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

records='20: 81920 [   40: 163840] @ 0x401000 0x402000
1: 3000000 [    2: 6000000] @ 0x401010 0x402000
100: 800 [  100: 800] @ 0x401020

MAPPED_LIBRARIES:
00400000-00500000 r-xp 00000000 08:01 1    /opt/server
'
v2='heap_v2/65536
  t*: 121: 3082720 [142: 6164640]
@ 0x401000 0x402000
  t*: 20: 81920 [40: 163840]
@ 0x401010 0x402000
  t*: 1: 3000000 [2: 6000000]
'
symbols='--- symbol
binary=/opt/server
0x0000000000401000 f
0x0000000000401fff main--inlined
---
'

# same NAME TEXT: jeprof and jescope agree on the four totals, to a rounding.
same() {
  printf '%s' "$2" >"$work/x.heap"
  local binary=(/bin/true)
  [[ $2 == '--- symbol'* ]] && binary=()
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    expected=$(jeprof --text --show_bytes "--$metric" "${binary[@]}" "$work/x.heap" 2>/dev/null |
      sed -nE 's/^Total: ([0-9]+) .*/\1/p')
    got=$("$program" top --quiet --format json --metric $metric -n 1 "$work/x.heap" | jq .total)
    difference=$((got - ${expected:-0}))
    [ "${difference#-}" -le 2 ] || fault "$1: $metric: jeprof has $expected, jescope $got"
  done
  echo "ok: $1"
}

# refused NAME WORDS: the file is told for what it is.
refused() {
  if "$program" top "$work/x.heap" >/dev/null 2>"$work/errors"; then fault "$1: it is read"; fi
  grep -qF "$2" "$work/errors" || fault "$1: $(cat "$work/errors")"
  echo "ok: $1 is named"
}

header='heap profile:    121:  3082720 [   142:  6164640] @'
same 'every allocation' "$header heapprofile
$records"
same 'no type' "heap profile:    121:  3082720 [   142:  6164640]
$records"
same 'no type, all live' "heap profile:    121:  3082720 [   121:  3082720]
$records"
same 'heap_v2' "$header heap_v2/65536
$records"
same 'heap' "$header heap/65536
$records"
same 'heap without a period' "$header heap
$records"
same 'growth' "$header growth
$records"
same 'growthz' "$header growthz
$records"
same 'behind --- heap' "--- heap
$header heap_v2/65536
$records"
same 'behind --- heapz' "--- heapz 1 ---
$header heapz_v2/65536
$records"
same 'behind --- growth' "--- growth
$header growthz
$records"
same 'symbolized' "$symbols--- heap
$v2"
same 'symbolized old text' "$symbols--- heap
$header heap_v2/65536
$records"
same 'after %warn' "%warn nothing to worry about
$v2"

printf -- '--- contention\ncycles/second = 1\n' >"$work/x.heap"
refused 'contention' 'got a contention profile'
printf -- '--- profile\n' >"$work/x.heap"
refused 'cpu text' 'got a CPU profile'
printf '\0\0\0\0\0\0\0\0\3\0\0\0\0\0\0\0\0\0\0\0\0\0\0\0\x10\x27\0\0\0\0\0\0\0' >"$work/x.heap"
refused 'cpu' 'got a CPU profile'
