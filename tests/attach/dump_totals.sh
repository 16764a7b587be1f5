#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_totals.sh JESCOPE JEMALLOC TARGET FOLDER: a program with a fixed set of blocks is asked
# for a dump, and then writes one itself: both must hold the same, and a second of ours, too.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"

mkfifo orders
exec 3<>orders
CONF=prof:true,lg_prof_sample:0 IN=orders start self
may_trace "$process"
ls "/proc/$process/fd" >descriptors.before
"$jescope" dump "$process" -o ours.heap 2>told
echo "$folder/its_own.heap" >&3
wait_until grep -q 'dumped 0' self.out || fail "the program wrote no dump: $(cat self.out self.err)"
"$jescope" dump "$process" -o again.heap 2>>told

total() { sed -n 2p "$1"; }
[ "$(total ours.heap)" = "$(total its_own.heap)" ] ||
  fail "the program's own dump says $(total its_own.heap), ours $(total ours.heap)"
[ "$(total ours.heap)" = "$(total again.heap)" ] || fail 'a dump changed what the next one says'
grep -v '^ *[0-9a-f]*-' ours.heap >a
grep -v '^ *[0-9a-f]*-' its_own.heap >b
cmp a b || fail 'stacks or threads differ'
"$jescope" diff its_own.heap ours.heap --fail-on 'total>0%' >diff.txt 2>diff.err ||
  fail "jescope finds a difference: $(cat diff.txt diff.err)"
ls "/proc/$process/fd" >descriptors
cmp descriptors.before descriptors || fail "descriptors are left open: $(cat descriptors)"
grep -q 'jescope' "/proc/$process/maps" && fail 'something of ours is left mapped'
echo "equal: $(total ours.heap)"
