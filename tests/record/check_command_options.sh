#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_command_options.sh SHIM JESCOPE FOLDER STEPS: what `jescope record` is asked for, the
# library built into it does; the exit status is the program's, however it ends.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4

# record STATUS OPTION... -- COMMAND...
record() {
  local expected=$1 status=0
  shift
  rm -f "$folder"/heap.*
  within "$deadline" "$jescope" record --sample 4KiB --dumps "$folder/heap" "$@" || status=$?
  [ "$status" = "$expected" ] || fault "$*: expected exit status $expected, got $status"
  check_dumps
}

# expect_dumps KIND LEAST MOST WHAT
expect_dumps() {
  local found
  found=$(dumps "$1" | wc -l)
  expect_between "$2" "$3" "$found" "dumps of kind $1: $4"
  echo "ok: $4: $found"
}

record 0 --interval-bytes 8MiB --keep 3 -- "$steps" churn:64 take:4
expect_dumps i 2 3 "--interval-bytes, --keep"
expect_dumps f 1 1 "at exit"
record 0 --interval 100ms -- "$steps" "until:$folder/heap.*.i2.heap"
expect_dumps i 2 1000 "--interval"
record 0 --signal USR2 -- "$steps" take:2 raise:12 "until:$folder/heap.*.m0.heap"
expect_dumps m 1 1 "--signal"
record 0 --peak -- "$steps" take:16 drop take:8
expect_dumps u 5 100 "--peak"
record 0 --at-rss 100MiB -- "$steps" take:60 take:45 "until:$folder/heap.*.u0.heap"
expect_dumps u 1 30 "--at-rss"
record 0 --no-final --interval-bytes 1MiB -- "$steps" churn:4
expect_dumps f 0 0 "--no-final"

# Two programs and the shell between them.
both="'$steps' take:1; '$steps' take:1; exit 7"
record 7 -- bash -c "$both"
expect_dumps f 3 3 "a program that starts others"
record 7 --no-children -- bash -c "$both"
expect_dumps f 1 1 "--no-children"

record 0 -- "$steps" take:3 quick
expect_dumps f 1 1 "a program that leaves by _exit"
# The signal ends it: there is no dump, which is told.
record 139 --quiet -- "$steps" take:3 raise:11
expect_dumps f 0 0 "a program that a signal ends"
