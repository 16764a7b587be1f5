# shellcheck shell=bash
# SPDX-License-Identifier: Apache-2.0
#
# For the scripts here: sourced with JESCOPE JEMALLOC TARGET FOLDER ... as arguments. Works
# in FOLDER, which is made anew, and ends what it started.
set -euo pipefail
jescope=$1 jemalloc=$2 target=$3 folder=$4
shift 4
rm -rf "$folder"
mkdir -p "$folder"
cd "$folder"
started=()

end_all() {
  local process
  for process in "${started[@]}"; do
    pkill -KILL -P "$process" || true
    kill -KILL "$process" 2>/dev/null || true
  done
}
trap end_all EXIT

fail() {
  echo "FAIL: $*" >&2
  exit 1
}

skip() {
  echo "skipped: $*" >&2
  exit 77
}

# wait_until COMMAND...: tries it until it succeeds; false where it never does. A machine with
# much else to do may be late by many seconds.
wait_until() {
  local ends=$((SECONDS + 120))
  while ! "$@" >/dev/null 2>&1; do
    [ "$SECONDS" -lt "$ends" ] || return 1
    sleep 0.05
  done
}

# start KIND [COMMAND]: runs the target; its number is $process then. CONF, PRELOAD change
# how; IN names its standard input.
start() {
  local kind=$1 program=${2:-$target}
  : >"$kind.out"  # what one before was ready for
  MALLOC_CONF=${CONF-prof:true,lg_prof_sample:12} LD_PRELOAD=${PRELOAD-$jemalloc} \
    timeout 800 "$program" "$kind" >"$kind.out" 2>"$kind.err" <"${IN:-/dev/null}" &
  local runner=$!
  wait_until grep -q ready "$kind.out" || fail "$kind did not start: $(cat "$kind.err")"
  process=$(pgrep -P "$runner" | head -n 1) || fail "$kind did not start: $(cat "$kind.err")"
  started+=("$process" "$runner")
  [ "$kind" != leaderless ] || wait_until grep -q '^State:.Z' "/proc/$process/status" ||
    fail 'the first thread has not ended'
}

# finish KIND: ends the target, which must say that all was fine.
finish() {
  kill -TERM "$process" 2>/dev/null || true
  wait_until grep -q '^fine' "$1.out" ||
    fail "$1 did not end well: $(tail -n 2 "$1.out" "$1.err")"
}

# expect_message STATUS PATTERN COMMAND...: it fails so and says so.
expect_message() {
  local status=$1 pattern=$2 got=0
  shift 2
  "$@" >message.out 2>message.err || got=$?
  [ "$got" -eq "$status" ] || fail "$*: expected status $status, got $got: $(cat message.err)"
  grep -qE -- "$pattern" message.err || fail "$*: expected /$pattern/, got $(cat message.err)"
}

may_trace() {
  "$jescope" dump "$1" --stacks >/dev/null 2>trace.err || {
    grep -q 'right to trace' trace.err && skip "$(head -n 1 trace.err)"
    fail "$(cat trace.err)"
  }
}
