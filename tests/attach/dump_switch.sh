#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_switch.sh JESCOPE JEMALLOC TARGET FOLDER: sampling is switched on and off in a program
# that runs, and what dumps then hold follows.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"

live_bytes() { sed -nE '2s/.*: [0-9]+: ([0-9]+) .*/\1/p' "$1"; }

# What was sampled since is live.
has_samples() {
  "$jescope" dump "$process" -o active.heap
  [ "$(live_bytes inactive.heap)" -lt "$(live_bytes active.heap)" ]
}

CONF=prof:true,prof_active:false,lg_prof_sample:12 start threads
may_trace "$process"
expect_message 0 'prof.active is false: the dump holds only what was sampled before' \
  "$jescope" dump "$process" -o inactive.heap
grep -q "hint: jescope dump $process --activate" message.err || fail 'no hint to --activate'
expect_message 0 'prof.active is true now' "$jescope" dump "$process" --activate
[ ! -e "jeprof.$process.0.m0.heap" ] || fail '--activate wrote a dump'
expect_message 0 'prof.active is true, as it was' "$jescope" dump "$process" --activate
wait_until has_samples || fail 'nothing was sampled after --activate'
expect_message 0 "wrote jeprof.$process.0.m0.heap" "$jescope" dump "$process"
expect_message 0 "wrote jeprof.$process.1.m1.heap" "$jescope" dump "$process"
expect_message 0 'prof.active is false now' "$jescope" dump "$process" --deactivate -o last.heap
"$jescope" info "jeprof.$process.0.m0.heap" 2>&1 | grep -qi 'manual' || fail 'its name tells no kind'
expect_message 2 'expected no --activate beside it' \
  "$jescope" dump "$process" --activate --deactivate
finish threads
