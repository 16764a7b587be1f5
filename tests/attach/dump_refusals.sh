#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_refusals.sh JESCOPE JEMALLOC TARGET FOLDER: what cannot be asked is told why, and runs
# on as before.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"
dump() { "$jescope" dump "$@"; }

# until_status PROCESS PATTERN: waits until its /proc/PID/status says so.
until_status() {
  wait_until grep -qE "$2" "/proc/$1/status" || fail "process $1 never had $2"
}

expect_message 2 'PID: expected the number of a process, got "me"' dump me
expect_message 2 '--by: expected --stacks beside it' dump 1 --by line
expect_message 3 'got none with that number' dump 4194303

PRELOAD='' start idle
may_trace "$process"
expect_message 3 'expected jemalloc in it .*its allocator is glibc' dump "$process"
grep -q '^hint: jescope record' message.err || fail 'no hint to jescope record'
kill -STOP "$process"
until_status "$process" '^State:.T'
expect_message 3 'got one that is stopped' dump "$process"
grep -q "hint: kill -CONT $process" message.err || fail 'no hint to kill -CONT'
kill -CONT "$process"
finish idle

CONF=prof:false start nanosleep
expect_message 3 'got prof:false' dump "$process"
grep -q 'MALLOC_CONF=prof:true' message.err || fail 'no hint to MALLOC_CONF'
finish nanosleep

start threads
ls "/proc/$process/fd" >descriptors.before
thread=$(find "/proc/$process/task" -maxdepth 1 -name '[0-9]*' -printf '%f\n' | sort -n | tail -n 1)
expect_message 3 "got thread $thread of process $process" dump "$thread"
expect_message 4 'no/such/folder' dump "$process" -o no/such/folder/x.heap
ls "/proc/$process/fd" >descriptors
cmp descriptors.before descriptors || fail "descriptors are left open: $(cat descriptors)"
finish threads

# A zombie: its parent sleeps and does not wait for it.
python3 -c '
import os, time
child = os.fork()
if child == 0: os._exit(0)
print(child, flush=True)
time.sleep(600)' >zombie &
started+=("$!")
wait_until test -s zombie || fail 'there is no zombie'
until_status "$(cat zombie)" '^State:.Z'
expect_message 3 'a zombie' dump "$(cat zombie)"

if [ "$(id -u)" -eq 0 ] && command -v setpriv >/dev/null; then
  start poll
  cp "$jescope" ./jescope_of_all && chmod 755 jescope_of_all "$folder"
  copy=$(mktemp -d) && mv jescope_of_all "$copy/jescope" && chmod 755 "$copy"
  expect_message 3 'it is of user 0, and this is user 65534 without CAP_SYS_PTRACE' \
    setpriv --reuid 65534 --clear-groups "$copy/jescope" dump "$process"
  rm -r "$copy"
  grep -q 'SYS_PTRACE' message.err || fail 'no hint to capabilities'
  finish poll
fi
if command -v gdb >/dev/null; then
  start epoll
  timeout 300 gdb -q -batch -p "$process" -ex 'shell sleep 120' >gdb.out 2>&1 &
  started+=("$!")
  until_status "$process" '^TracerPid:.[1-9]'
  expect_message 3 'that process [0-9]+ \(gdb\) traces already' dump "$process"
fi
echo 'all refused as they should be'
