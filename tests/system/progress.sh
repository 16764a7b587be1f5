#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# progress.sh PROGRAM DUMP: a slow dump shows its progress on a terminal (script(1)
# makes one) and nowhere else: not in a pipe, with --quiet or on a dumb terminal.
# The report stays the same, and a Ctrl-C leaves nothing of the line.
set -euo pipefail
program=$1
dump=$2
command -v script >/dev/null || { echo "skipped: no script (apt-get install bsdutils)"; exit 77; }

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
export XDG_CACHE_HOME=$folder TERM=xterm
slow=$folder/slow.heap
log=$folder/log
mkfifo "$slow"
lines=$(wc -l <"$dump")

# A line that is told of in the end, half of the dump, a pause that is long enough
# for progress, the other half.
feed() {
  {
    echo "some other text"
    head -n $((lines / 2)) "$dump"
    sleep 2
    tail -n +$((lines / 2 + 1)) "$dump"
  } >"$slow" 2>/dev/null
}

fault() {
  echo "FAULT: $*"
  sed -n l "$log"
  exit 1
}

# on_terminal COMMAND: runs it on a terminal of 60 columns; $log is what that saw.
on_terminal() {
  : >"$log"
  feed &
  script -qefc "stty cols 60; $1" "$log" >/dev/null </dev/null || true
  wait
  # script(1) frames what was seen by lines of its own.
  sed -i '/^Script \(started\|done\)/d; /^$/d' "$log"
}

has_controls() { grep -qP '\r(?!\n|$)|\x1b' "$1"; }

report="'$program' top -n 3 --sysroot '$folder' '$slow'"

feed &
bash -c "$report" >"$folder/plain" 2>"$log"
wait
has_controls "$log" && fault "progress in a pipe"
grep -q '^jescope: ' "$log" || fault "no words beside the report"
cp "$log" "$folder/words"

on_terminal "$report >'$folder/seen'"
cmp "$folder/plain" "$folder/seen" || fault "another report with progress"
grep -q 'reading: slow.heap' "$log" || fault "no progress on a terminal"
# Before each word for people the line is gone, and there are no other controls.
sed 's/\r[^\r\x1b]*\x1b\[K//g; s/\r$//' "$log" >"$folder/rest"
cmp "$folder/words" "$folder/rest" || fault "more on the terminal than progress and words"
grep -qP '\r\x1b\[Kjescope: ' "$log" || fault "the line is not erased before words"
widest=$(tr '\r' '\n' <"$log" | sed -n 's/\x1b\[K.*//p' | awk '{ if (length > n) n = length } END { print n + 0 }')
[ "$widest" -lt 60 ] || fault "a line of $widest columns on 60"

on_terminal "NO_COLOR=1 $report >'$folder/seen'"
grep -q 'reading: slow.heap' "$log" || fault "no progress with NO_COLOR"
on_terminal "TERM=dumb $report >'$folder/seen'"
has_controls "$log" && fault "progress on a dumb terminal"
on_terminal "$report --quiet >'$folder/seen'"
has_controls "$log" && fault "progress with --quiet"

# Interrupted as soon as there is a line.
on_terminal "echo \$\$ >'$folder/pid'; exec $report >'$folder/seen'" &
for _ in $(seq 100); do
  grep -qs 'reading: slow.heap' "$log" && break
  sleep 0.05
done
kill -INT "$(cat "$folder/pid")"
wait
[[ "$(tail -n 1 "$log")" = *$'\r\x1b[K' ]] || fault "a signal leaves the line"
echo "progress: on a terminal, of $widest columns; nowhere else; gone after a signal"
