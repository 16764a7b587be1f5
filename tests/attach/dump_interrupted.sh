#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_interrupted.sh JESCOPE JEMALLOC TARGET FOLDER: jescope is told to end at any moment
# while it works; the program it asks must not notice.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"

start threads
may_trace "$process"
ended=0
for i in $(seq 60); do
  # A shell has what it starts in the background ignore SIGINT.
  env --default-signal=INT "$jescope" dump "$process" -o x.heap >/dev/null 2>&1 &
  ours=$!
  sleep "$(printf '0.%03d' $((i % 40)))"
  kill -"$([ $((i % 2)) -eq 0 ] && echo INT || echo TERM)" "$ours" 2>/dev/null || true
  wait "$ours" || ended=$((ended + 1))
  kill -0 "$process" 2>/dev/null || fail "the program has ended: $(cat threads.err)"
done
wait_until grep -q '^TracerPid:.0$' "/proc/$process/status" || fail 'a tracer is left'
wait_until grep -qE '^State:.[RS]' "/proc/$process/status" || fail 'the program stands still'
finish threads
echo "$ended of 60 runs were ended on their way"
