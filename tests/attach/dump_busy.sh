#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_busy.sh JESCOPE JEMALLOC TARGET FOLDER KIND DUMPS: a program is asked for many dumps
# while it works, and must notice none of them. Prints how long a thread stood still.
# JESCOPE_SOAK=1000 asks that many times.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"
kind=$1 dumps=${JESCOPE_SOAK:-$2}

start "$kind"
may_trace "$process"
for i in $(seq "$dumps"); do
  timeout 300 "$jescope" dump "$process" -o "$kind.heap" 2>"$kind.told" ||
    fail "dump $i: $(cat "$kind.told" "$kind.err")"
  cat "$kind.told" >>told
  head -n 1 "$kind.heap" | grep -q '^heap_v2/4096$' || fail "dump $i is none"
  [ "$(grep -c '^MAPPED_LIBRARIES' "$kind.heap")" -eq 1 ] || fail "dump $i is cut short"
  grep -q "^[0-9a-f]*-.* $target\$" "$kind.heap" || fail "dump $i has no map"
done
"$jescope" top "$kind.heap" >top.txt 2>top.err || fail "$(cat top.err)"
finish "$kind"

[ "$(grep -c 'stood still for' told)" -eq "$dumps" ] || fail 'not each dump told its stop'
# milliseconds WORDS: median and worst of the numbers that stand behind the words.
milliseconds() {
  grep -oE "$1 [0-9.]+ ms" told | grep -oE '[0-9.]+ ms$' | sort -n |
    awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] " ms, worst " all[NR] " ms" }'
}
echo "$kind, $dumps dumps: a thread stood still for $(milliseconds 'stood still for') (median)"
echo "of it for the dump $(sed -nE 's/.*, ([0-9.]+ ms) of it.*/\1/p' told | sort -n | tail -n 1) at worst;" \
  "$(grep -c 'looks before' told || true) dumps needed several looks"
