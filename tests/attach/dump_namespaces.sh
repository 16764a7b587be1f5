#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# dump_namespaces.sh JESCOPE JEMALLOC TARGET FOLDER: a program in another root folder, mount
# and process namespace, as in a container: with a read-only root and nothing to write to but
# memory; its library deleted; without /proc.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"
[ "$(id -u)" -eq 0 ] || skip 'needs root'
unshare -m -p -f true 2>/dev/null || skip 'needs the right to make namespaces'

mkdir -p root/proc root/lib64
copy() { mkdir -p "root$(dirname "$1")" && cp -L "$1" "root$1"; }
cp "$target" root/target
copy "$jemalloc"
{ ldd "$target"; ldd "$jemalloc"; } | grep -oE '/[^ ]+' | sort -u | while read -r file; do copy "$file"; done

# inside PROC: starts the target in the root folder; PROC says what /proc is.
inside() {
  : >threads.out  # what the one before was ready for
  MALLOC_CONF=prof:true,lg_prof_sample:12 timeout 800 unshare -m -p -f sh -c "
    mount --bind root root
    $1
    mount -o remount,ro,bind root
    LD_PRELOAD='$jemalloc' exec chroot root /target threads" >threads.out 2>threads.err &
  started+=("$!")
  local runner=$!
  wait_until grep -q ready threads.out || fail "did not start: $(cat threads.err)"
  process=$(pgrep -P "$(pgrep -P "$runner" | head -n 1)" | head -n 1) ||
    fail "did not start: $(cat threads.err)"
  started+=("$process")
}

check() {
  grep -q "$(basename "$jemalloc")" "/proc/$process/maps" || fail "$1: not the target"
  expect_message 0 'wrote x.heap' timeout 300 "$jescope" dump "$process" -o x.heap
  "$jescope" top --pid "$process" x.heap >top.txt 2>top.err || fail "$(cat top.err)"
  grep -q allocate top.txt || fail "$1: the dump names no function: $(cat top.txt)"
  "$jescope" dump "$process" --stacks >stacks.txt 2>stacks.err || fail "$(cat stacks.err)"
  grep -q 'allocate' stacks.txt || fail "$1: stacks have no names: $(cat stacks.txt)"
  echo "$1: $(head -n 1 message.err)"
  finish threads
  rm -f x.heap
}

inside 'mount -t proc proc root/proc'
check 'read-only root'
inside 'mkdir -p root/tmp && mount -t tmpfs none root/tmp'
check 'no /proc, a folder for temporary files'
inside 'mount -t proc proc root/proc'
rm "root$jemalloc"
grep -q "$jemalloc (deleted)" "/proc/$process/maps" || echo 'note: the map does not tell the removal'
check 'deleted library'
