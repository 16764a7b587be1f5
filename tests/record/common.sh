#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# common.sh: what the tests of the recorder share; it is sourced, then
#
#   begin SHIM JESCOPE FOLDER
#
# makes FOLDER anew for all that a test writes. Every program runs with a deadline
# (JESCOPE_RECORD_SECONDS, 300): a hang is a fault, told with the stacks of the hanging
# process where gdb is there.
set -euo pipefail

begin() {
  shim=$(realpath "$1")
  jescope=$(realpath "$2")
  folder=$3
  deadline=${JESCOPE_RECORD_SECONDS:-300}
  rm -rf "$folder"
  mkdir -p "$folder"
  folder=$(realpath "$folder")
}

fault() {
  echo "FAULT: $*"
  for said in "$folder/err" "$folder/out"; do
    [ -s "$said" ] && echo "--- the end of $said" && tail -n 5 "$said"
  done
  exit 1
}

# expect_between LEAST MOST FOUND WHAT
expect_between() {
  if [ "$3" -lt "$1" ] || [ "$3" -gt "$2" ]; then fault "expected $1 to $2 $4, got $3"; fi
}

skip() {
  echo "skipped: $*"
  exit 77
}

# What a process that hangs is doing, for the one who reads the test's output.
show_hang() {
  local process
  echo "--- hangs: $*"
  for process in $1 $(pgrep -P "$1" || true); do
    tr '\0' ' ' <"/proc/$process/cmdline"
    echo
    grep -E '^(State|Threads)' "/proc/$process/status" || true
    if command -v gdb >/dev/null; then
      timeout 60 gdb -p "$process" -batch -ex 'thread apply all bt 25' 2>/dev/null |
        grep -E '^(Thread|#)' | head -n 150 || true
    fi
  done
}

# within SECONDS COMMAND...: runs it in a process group of its own; its exit status, or
# 124 when the time was over. Leaves the process's number in $pid, what it says in
# FOLDER/out and FOLDER/err. $input is its standard input.
within() {
  local seconds=$1 ends status=0
  shift
  set -m
  "$@" <"${input:-/dev/null}" >"$folder/out" 2>"$folder/err" &
  pid=$!
  set +m
  ends=$((SECONDS + seconds))
  while kill -0 "$pid" 2>/dev/null; do
    if [ "$SECONDS" -ge "$ends" ]; then
      show_hang "$pid" "$@"
      kill -KILL -- "-$pid" 2>/dev/null || true
      wait "$pid" 2>/dev/null || true
      return 124
    fi
    sleep 0.02
  done
  wait "$pid" 2>/dev/null || status=$?
  return "$status"
}

# wait_until COMMAND...: tries it until it succeeds. What is waited for comes soon, or, on a
# machine with much else to do, late: the deadline is for what never comes.
wait_until() {
  local ends=$((SECONDS + deadline))
  while ! "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$ends" ] || fault "waited $deadline s in vain: $*"
    sleep 0.05
  done
}

# plain COMMAND...: without the recorder, over the library $below where there is one.
plain() {
  local environment=()
  [ -z "${below:-}" ] || environment=("LD_PRELOAD=$below")
  within "$deadline" env "${environment[@]}" "$@"
}

# recorded SETTING COMMAND...: with JESCOPE_RECORD=SETTING; dumps are FOLDER/heap.* or
# $prefix.*.
recorded() {
  local setting=$1
  shift
  within "$deadline" env "LD_PRELOAD=$shim${below:+:$below}" "JESCOPE_RECORD=$setting" \
    "JESCOPE_RECORD_PREFIX=${prefix:-$folder/heap}" "$@"
}

# dumps [KIND [PID]]: the dumps there are, in the order they were written; KIND is a
# letter: f, i, u or m.
dumps() {
  find "$(dirname "${prefix:-$folder/heap}")" -maxdepth 1 \
    -name "$(basename "${prefix:-$folder/heap}").${2:-*}.*.${1:-[fium]}*.heap" | sort -V
}

# The one dump that the last program wrote at its end.
final_dump() {
  local finals
  mapfile -t finals < <(dumps f "$pid")
  [ "${#finals[@]}" = 1 ] || fault "expected one dump at the exit of process $pid, got ${#finals[@]}"
  echo "${finals[0]}"
}

# value_of DUMP KEY: a number of the line in which the recorder tells of itself.
value_of() {
  grep '^# jescope_record ' "$1" | tr ' ' '\n' | sed -n "s/^$2=//p"
}

# sum_of FUNCTION DUMP [METRIC]: estimate of all stacks through a function, whatever
# its parameters; 0 where there is none.
sum_of() {
  "$jescope" export --quiet --to folded --by function --metric "${3:-inuse_space}" "$2" |
    awk -v name="$1" '
      { value = $NF; sub(/ [0-9]+$/, ""); count = split($0, frames, ";")
        for (i = 1; i <= count; ++i) {
          sub(/\(.*/, "", frames[i]); sub(/^.*(::| )/, "", frames[i])
          if (frames[i] == name) { sum += value; next }
        } }
      END { printf "%.0f\n", sum }'
}

# The first of the standard input's lines, the last, and some between: 12 at most.
some_of() {
  awk '{ lines[NR] = $0 }
    END { step = NR > 12 ? (NR - 1) / 11 : 1
      for (at = 1; int(at + 0.5) <= NR; at += step) print lines[int(at + 0.5)] }'
}

# No dump is half written, each tells of the recorder; some are read, and show no frame of
# the recorder itself.
check_dumps() {
  local dump found
  found=$(find "$folder" -name '*.part')
  [ -z "$found" ] || fault "half a dump was left: $found"
  found=$(dumps | xargs -r -d '\n' grep -L '^# jescope_record .* own_memory=[0-9]') || true
  [ -z "$found" ] || fault "dumps that do not tell own_memory: $found"
  for dump in $(dumps | some_of); do
    "$jescope" info --quiet "$dump" >"$folder/info" 2>&1 || fault "$dump is not read by info"
    "$jescope" export --quiet --to folded --by module --keep-allocator "$dump" \
      >"$folder/modules" || fault "$dump is not read by export"
    ! grep -q jescope_record "$folder/modules" ||
      fault "$dump shows the recorder: $(grep -m 1 jescope_record "$folder/modules")"
  done
}
