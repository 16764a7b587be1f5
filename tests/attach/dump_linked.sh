#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_linked.sh JESCOPE JEMALLOC TARGET FOLDER LINKED: jemalloc is a part of the program, so
# it is told by symbols alone; stripped, it cannot be found, and that is said.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"
linked=$1
export PRELOAD=''

start threads "$linked"
may_trace "$process"
for _ in $(seq 20); do
  expect_message 0 'stood still' timeout 300 "$jescope" dump "$process" -o x.heap
done
"$jescope" top x.heap >top.txt 2>/dev/null
grep -q allocate top.txt || fail "$(cat top.txt)"
finish threads
start alloc "$linked"
for _ in $(seq 10); do
  expect_message 0 'stood still' timeout 300 "$jescope" dump "$process" -o x.heap
done
finish alloc

strip -o stripped "$linked"
start nanosleep ./stripped
expect_message 3 'seems to be a part of .*stripped, which is stripped of its symbols' \
  "$jescope" dump "$process"
finish nanosleep
