#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# record_run.sh JESCOPE LIBRARY: `jescope record` around programs, seen from outside, with
# LIBRARY (fake_recorder.cc) in the recorder's place: what the program prints, reads and
# ends with, signals, what is left behind. What needs root is skipped without, and said.
# shellcheck disable=SC2016 # what stands in single quotes is for the programs' shells
set -euo pipefail
jescope=$1
library=$2
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
cd "$folder"
mkdir tmp
export TMPDIR=$folder/tmp

fault() {
  echo "FAULT: $*"
  cat out err 2>/dev/null || true
  exit 1
}

# record ARGUMENT...: its output in out and err, its status in $status.
record() {
  status=0
  timeout 300 "$jescope" record --library "$library" "$@" >out 2>err || status=$?
}

expect_status() { [ "$status" = "$1" ] || fault "$2: expected status $1, got $status"; }
expect_error() { grep -qF -- "$1" err || fault "expected on standard error: $1"; }
expect_nothing_left() { [ -z "$(ls tmp)" ] || fault "$1: left $(ls tmp)"; }

echo "output, input and status are the program's"
record -- bash -c 'read -r line; echo "got $line"; echo bad >&2; exit 7' <<<words
expect_status 7 status
[ "$(cat out)" = "got words" ] || fault "expected the program's output alone"
grep -qx bad err || fault "expected the program's errors"
expect_error "1 dump written; the recorder took 1.5 MiB for itself"
grep -q 'total 1,000 B' err || fault "expected the table on standard error"
expect_nothing_left run

echo "dumps of runs before stay out"
record -- bash -c 'exit 0'
expect_error "1 dump written"
[ "$(find . -name 'jescope.*.heap' | wc -l)" = 2 ] || fault "expected two dumps in the folder"
mkdir children
record --dumps children -- bash -c 'bash -c true; bash -c true; exit 0'
expect_error "3 dumps of 3 processes written"
expect_error "added up the dumps of 3 processes"

echo "quiet, and files"
record --quiet -- bash -c 'echo 1'
[ ! -s err ] || fault "expected nothing on standard error"
record -o report.html -- bash -c 'exit 0'
grep -q '</html>' report.html || fault "expected a report"
expect_error "jescope: wrote report.html"
record -o - -- bash -c 'exit 0'
grep -q 'total 1,000 B' out || fault "expected the table on standard output"
record -o no/folder/x.html -- bash -c 'echo ran'
expect_status 4 "an output that cannot be written"
[ ! -s out ] || fault "expected that nothing ran"
expect_error "hint: mkdir -p no/folder"
record -o . -- bash -c 'echo ran'
expect_status 4 "an output that is a folder"
mkdir gone
record --dumps kept -o gone/x.html -- bash -c 'rmdir gone; exit 5'
expect_status 5 "the program's status comes first"
grep -qE "^hint: jescope report .*kept\.[0-9]+\.0\.f\.heap -o gone/x\.html$" err ||
  fault "expected the command for the report"
record -n 0 -- bash -c 'exit 0'
expect_status 0 "all rows"
grep -q 'total 1,000 B' err || fault "expected the table"
record -n 5 -o x.html -- bash -c 'exit 0'
expect_status 2 "rows of a report"

echo "memory that malloc did not give"
record -- perl -e '$x = "a" x 100_000_000'
grep -qE "perl: the program had [0-9.]+ MiB of memory, malloc gave it at most 2.9 KiB" err ||
  fault "expected to be told of memory that was not recorded"

echo "what is in LD_PRELOAD stays"
cp "$library" other.so
LD_PRELOAD=$folder/other.so record -- bash -c 'exec env'
preload=$(sed -n 's/^LD_PRELOAD=//p' out)
[[ $preload == "$folder/tmp/jescope."*"/libjescope_record.so:$folder/other.so" ]] ||
  fault "expected ours before the other in LD_PRELOAD, got $preload"
grep -qx "JESCOPE_RECORD=sample:524288" out || fault "expected the setting"
grep -qx "JESCOPE_RECORD_PREFIX=$folder/jescope" out || fault "expected a prefix from the root on"

echo "programs that do not start"
record -- no-such-program
expect_status 127 "no such program"
expect_error "no-such-program: expected a program, got none of that name in PATH"
record -- ./nope
expect_status 127 "no such file"
expect_error "./nope: expected a program, got no such file"
printf '#!/no/such/interpreter\n' >lost
chmod +x lost
record -- ./lost
expect_status 127 "a script without its program"
expect_error "./lost: expected a script whose program is there, got one for /no/such/interpreter"
(
  ulimit -f 1
  record -- bash -c 'echo ran'
  expect_status 4 "a limit of file sizes"
)
grep -q "got a limit of file sizes of 1.0 KiB" err || fault "expected the limit told"
record -- "$folder"
expect_status 126 "a folder"
printf '\177ELF' >broken
chmod +x broken
record -- ./broken
[ "$status" != 0 ] || fault "expected a broken program not to run"
record --dumps no/such/folder/ -- bash -c 'echo ran'
expect_status 4 "no folder for dumps"
[ ! -s out ] || fault "expected that nothing ran"
expect_error "hint: mkdir -p $folder/no/such/folder"
record --dumps broken/app -- bash -c 'echo ran'
expect_status 4 "a folder that cannot be written"
expect_error "hint: --dumps /tmp/app"

echo "ends by signals"
record -- bash -c 'kill -9 $$'
expect_status 137 killed
expect_error "expected a dump at its end, got SIGKILL; there is none"
expect_error "hint: jescope record --interval 10s"

# Waits until the program says that it runs; on a busy machine it takes its time.
wait_for_ready() {
  for _ in $(seq 1200); do
    [ -e ready ] && return
    sleep 0.05
  done
  return 1
}

# start ARGUMENT...: record in the background, until the program runs.
start() {
  rm -f ready
  "$jescope" record --library "$library" "$@" >out 2>err &
  running=$!
  wait_for_ready || fault "expected the program to start"
}
finish() {
  status=0
  wait "$running" || status=$?
}

for signal in TERM HUP USR2; do
  start -- bash -c "trap 'exit 9' $signal; touch ready; while true; do sleep 0.1; done"
  kill -"$signal" "$running"
  finish
  expect_status 9 "SIG$signal is passed on"
  expect_error "written; the recorder took"
done

echo "a process that stays"
record -- bash -c 'sleep 300 >/dev/null 2>&1 & echo $!'
left=$(cat out)
kept=$(find tmp -name libjescope_record.so)
[ -n "$kept" ] || fault "expected the library to stay for a process that runs"
expect_error "a process that it started still runs ($left), and may write more dumps"
kill "$left"
rm -rf tmp/*

echo "the library as a file"
record --print-shim shim.so
expect_status 0 print
cmp shim.so "$library" || fault "expected the library's bytes"
[ "$(stat -c %a shim.so)" = 755 ] || fault "expected mode 755"
grep -qx "LD_PRELOAD=$folder/shim.so" err || fault "expected LD_PRELOAD=..."

if [ "$(id -u)" != 0 ] || ! unshare --pid --fork --mount true 2>/dev/null; then
  echo "skipped: without root there is no process namespace, no mount"
  exit 0
fi

echo "as the first process of a container"
# An orphan ends while the program runs: somebody has to see it off, or it stays a zombie.
cat >first.sh <<'SCRIPT'
bash -c 'sleep 0.2 & echo $! >orphan; exit 0'
trap 'exit 6' TERM
while kill -0 "$(cat orphan)" 2>/dev/null; do sleep 0.1; done
touch ready
while true; do sleep 0.1; done
SCRIPT
rm -f ready
unshare --pid --fork --kill-child --mount-proc \
  "$jescope" record --library "$library" -- bash first.sh >out 2>err &
outer=$!
wait_for_ready || { kill -KILL "$outer" && fault "expected the orphan to be seen off"; }
kill -TERM "$(tr -d ' ' <"/proc/$outer/task/$outer/children")"
running=$outer
finish
expect_status 6 "SIGTERM to the first process"
expect_error "written; the recorder took"

echo "nothing but dumps can be written"
cat >read_only.sh <<SCRIPT
mount -t tmpfs none /mnt
touch /mnt/jescope
mount --bind "$jescope" /mnt/jescope
mount --bind "$folder" "$folder"
mount -o remount,bind,noexec "$folder"
mount --bind /tmp /tmp
mount -o remount,bind,noexec /tmp
mount -t tmpfs -o noexec none /dev/shm
mount -t tmpfs -o ro none /var/tmp
/mnt/jescope record --library "$folder/other.so" --dumps "$folder/" -- \
  bash -c 'echo "\$LD_PRELOAD"; exit 3'
SCRIPT
status=0
unshare --pid --fork --mount-proc --mount bash read_only.sh >out 2>err || status=$?
expect_status 3 "the library in memory"
grep -qE '^/proc/[0-9]+/fd/[0-9]+$' out || fault "expected the library in memory"
expect_error "1 dump written"
