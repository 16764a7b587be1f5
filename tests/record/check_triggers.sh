#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_triggers.sh SHIM JESCOPE FOLDER STEPS: a dump comes when it is asked for: at the
# end, each so many bytes, each so many milliseconds, by a signal, at a new peak.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4

# run SETTING STEP...
run() {
  rm -f "$folder"/heap.*
  recorded "$@" || fault "steps end with $?"
  check_dumps
}

# expect_dumps KIND LEAST MOST WHAT
expect_dumps() {
  local found
  found=$(dumps "$1" | wc -l)
  expect_between "$2" "$3" "$found" "dumps of kind $1: $4"
  echo "ok: $4: $found"
}

# The milliseconds at which the dumps of the kind were written, a line each.
written_ms() { dumps "$1" | xargs -d '\n' stat -c %.3Y | tr -d .,; }

# The median of what lies between the numbers on standard input.
middle_difference() {
  awk 'NR > 1 { print $1 - last } { last = $1 }' | sort -n |
    awk '{ all[NR] = $1 } END { print all[int((NR + 1) / 2)] }'
}

mebibyte=$((1 << 20))

run sample:4096 "$steps" take:4
expect_dumps f 1 1 "at the end"
[ "$(dumps | wc -l)" = 1 ] || fault "expected the dump at the end alone, got $(dumps)"
dump=$(final_dump)
[[ $dump = "$folder/heap.$pid.0.f.heap" ]] || fault "expected heap.$pid.0.f.heap, got $dump"

run sample:4096,final:0 "$steps" take:4
expect_dumps f 0 0 "final:0"

run "sample:4096,interval_bytes:$((8 * mebibyte))" "$steps" churn:64
expect_dumps i 6 9 "each 8 MiB of 64"
numbers=$(dumps i | sed -E 's/.*\.([0-9]+)\.i([0-9]+)\.heap/\1:\2/' | tr '\n' ' ')
[[ $numbers = "0:0 1:1 2:2 "* || $numbers = "0:1 1:2 2:3 "* ]] ||
  fault "expected numbers in order, got $numbers"

# None comes too early (files' times lag some ms). One may be late on a busy machine, not most.
started_ms=$((${EPOCHREALTIME/[.,]/} / 1000))
run sample:4096,interval_ms:200 "$steps" "until:$folder/heap.*.i9.heap"
passed_ms=$(($(written_ms i | tail -n 1) + 10 - started_ms))
expect_dumps i 10 $((passed_ms / 200)) "each 200 of $passed_ms ms"
apart_ms=$(written_ms i | middle_difference)
expect_between 0 300 "$apart_ms" "ms between dumps each 200 ms"

run "sample:4096,signal:12" "$steps" take:2 raise:12 "until:$folder/heap.*.m0.heap" \
  raise:12 "until:$folder/heap.*.m1.heap"
expect_dumps m 2 2 "signals"

# The signal's dump holds what was live when it came, a process at rest writes it too.
rm -f "$folder"/heap.*
mkfifo "$folder/orders"
(
  exec 3>"$folder/orders"
  wait_until grep -q ready "$folder/out"
  kill -USR2 "$(pgrep -f "^$steps take:3 wait")"
  # shellcheck disable=SC2016  # the inner shell's own words
  wait_until bash -c '[ -e "$(echo "$0"/heap.*.m0.heap)" ]' "$folder"
  echo >&3
) &
sender=$!
input=$folder/orders run "sample:4096,signal:12" "$steps" take:3 wait
wait "$sender"
expect_dumps m 1 1 "a signal to a process at rest"
found=$(sum_of take_block "$(dumps m)")
[ "$found" = $((3 * mebibyte)) ] || fault "at rest: expected 3 MiB, got $found bytes"

run sample:1,peak:1 "$steps" take:16 drop take:8
expect_dumps u 5 100 "peaks"
highest=$(sum_of take_block "$(dumps u | tail -n 1)")
[ "$highest" -ge $((14 * mebibyte)) ] || fault "peak: expected the last near 16 MiB, got $highest"

# A tenth above the highest dumped, and no dump less.
last=0
for dump in $(dumps u); do
  now=$(head -n 2 "$dump" | sed -nE 's/^ *t\*: [0-9]+: ([0-9]+) .*/\1/p')
  [ $((now * 100)) -ge $((last * 109)) ] || fault "peak: $dump has $now after $last"
  last=$now
done
echo "ok: peaks grow by tenths"
