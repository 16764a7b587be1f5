#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# print_stacks.sh JESCOPE JEMALLOC TARGET FOLDER: --stacks of a program that allocates in three
# threads, in all forms, many times: it must notice nothing. Then of one whose first thread
# has ended.
# shellcheck source=tests/attach/common.sh
. "$(dirname "$0")/common.sh"

start threads
may_trace "$process"
for _ in $(seq 50); do
  "$jescope" dump "$process" --stacks >text 2>told || fail "$(cat told)"
  cat told >>all_told
  cat text >>all
done
[ "$(grep -c "^thread $process (" all)" -eq 50 ] || fail 'not each names the main thread'
grep -q '^process [0-9]*: 4 threads, ' text || fail "$(head -n 1 text)"
grep -q '^    allocate$' all || fail 'no stack has its function'
[ "$(grep -c '^    run_threads$' all)" -ge 45 ] || fail 'most stacks do not reach main'
"$jescope" dump "$process" --stacks --by line 2>/dev/null | grep -qE '^    (main|run_threads) .*busy_target.c:[0-9]+' ||
  fail 'lines have no place'
"$jescope" dump "$process" --stacks --format json 2>/dev/null >stacks.json
python3 - "$process" <<'PYTHON'
import json, sys
page = json.load(open("stacks.json"))
assert page["schema"] == "jescope/stacks/1" and page["process"] == int(sys.argv[1]), page
threads = [t for stack in page["stacks"] for t in stack["threads"]]
assert len(threads) == 4 and threads[0]["id"] == int(sys.argv[1]), threads
names = [f["name"] for stack in page["stacks"] for f in stack["frames"]]
assert "run_threads" in names and "allocate" in names, names
assert not any("line" in f for stack in page["stacks"] for f in stack["frames"]), "lines"
PYTHON
"$jescope" dump "$process" --stacks --by line -o lines.json 2>/dev/null
grep -qE '"line": ?[1-9]' lines.json || fail "$(head -c 300 lines.json)"
grep -qE '"line": ?0' lines.json && fail 'a line 0'
"$jescope" dump "$process" --stacks -o by_name.folded 2>/dev/null
grep -qE '^[^ ].*;.* [1-4]$' by_name.folded || fail "$(head -n 3 by_name.folded)"
"$jescope" dump "$process" --stacks --format folded -o folded.txt 2>/dev/null
awk '{ n += $NF } END { exit n != 4 }' folded.txt || fail "$(cat folded.txt)"
grep -q 'run_threads' folded.txt || fail "$(cat folded.txt)"
finish threads
start leaderless
names_are_shown() { "$jescope" dump "$process" --stacks >text && grep -q '^    run_threads$' text; }
wait_until names_are_shown || fail "$(cat text)"
[ "$(grep -c 'no stack: it has ended' text)" -eq 1 ] || fail "$(cat text)"
finish leaderless
PRELOAD='' start epoll
for _ in $(seq 30); do
  "$jescope" dump "$process" --stacks >text 2>told || fail "$(cat told)"
done
grep -q run_epoll text || fail "$(cat text)"
finish epoll
echo "longest stop of a thread, in 50 prints: $(sed -nE 's/.*longer than ([0-9.]+) ms/\1/p' all_told | sort -n | tail -n 1) ms"
