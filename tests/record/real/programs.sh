#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# programs.sh: what the tests of the world's programs share; it is sourced. Each
#
#   PROGRAM.sh SHIM JESCOPE FOLDER SECONDS
#
# runs a program without and with the recorder for about SECONDS, with a sample each
# 64 KiB and a dump now and then ($JESCOPE_RECORD_SETTING, when it is set): it does the
# same, and its dumps are read and name what they must. Skipped where the program is not
# installed.
# shellcheck source=../common.sh
. "$(dirname "${BASH_SOURCE[0]}")/../common.sh"
begin "$1" "$2" "$3"
seconds=$4
deadline=$((seconds * 10 + 300))
setting=${JESCOPE_RECORD_SETTING:-sample:65536,interval_bytes:100000000,keep:5}
# shellcheck disable=SC2034  # for those that source this
here=$(dirname "$(realpath "$0")")
# shellcheck disable=SC2034
program=$(basename "$0" .sh)

needs() {
  local command
  for command in "$@"; do
    command -v "$command" >/dev/null || skip "no $command; scripts/install_deps.sh test installs it"
  done
}

# same COMMAND...: output, messages and status with the recorder are those without.
same() {
  local status=0 recorded_status=0
  plain "$@" || status=$?
  [ "$status" != 124 ] || fault "$1 takes too long even without the recorder"
  mv "$folder/out" "$folder/plain.out"
  mv "$folder/err" "$folder/plain.err"
  recorded "$setting" "$@" || recorded_status=$?
  [ "$status" = "$recorded_status" ] || fault "$1: expected exit status $status, got $recorded_status"
  diff -q "$folder/plain.out" "$folder/out" || fault "$1: the output differs"
  diff "$folder/plain.err" "$folder/err" || fault "$1: the messages differ"
  check_dumps
}

# has_live FUNCTION LEAST: the last process's dump has so many live bytes of it, at least.
has_live() {
  local found
  found=$(sum_of "$1" "$(final_dump)")
  [ "$found" -ge "$2" ] || fault "expected $2 live bytes of $1 at least, got $found"
  echo "ok: $1 holds $found bytes"
}
