#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_program.sh SHIM JESCOPE FOLDER [below:LIBRARY] [setting:SETTING] EXPECTATION...
# -- PROGRAM [ARG...]: a program does under the recorder, with every allocation and with a sample each 4 KiB,
# what it does without: output, messages and exit status. With every allocation its dump
# holds what is expected:
#
#   FUNCTION=BYTES  live bytes of the stacks through the function
#   FUNCTION        more than nothing
#   first:FUNCTION  nothing stands before the function in its stacks: it is the caller of malloc
#   nothing         not even a dump need be there
#
# LIBRARY is preloaded after the recorder: an allocator of its own. SETTING is put behind
# the sample period.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
shift 3
expected=()
below=
setting=
while [ "$1" != -- ]; do
  case $1 in
    below:*) below=${1#below:} ;;
    setting:*) setting=,${1#setting:} ;;
    *) expected+=("$1") ;;
  esac
  shift
done
shift

status=0
plain "$@" || status=$?
[ "$status" = 0 ] || fault "without the recorder the program ends with $status"
mv "$folder/out" "$folder/plain.out"
mv "$folder/err" "$folder/plain.err"

# check_same SAMPLE COMMAND...
check_same() {
  local sample=$1
  shift
  status=0
  recorded "sample:$sample$setting" "$@" || status=$?
  [ "$status" = 0 ] || fault "sample:$sample: expected exit status 0, got $status"
  diff "$folder/plain.out" "$folder/out" || fault "sample:$sample: the output differs"
  diff "$folder/plain.err" "$folder/err" || fault "sample:$sample: the messages differ"
}

# The innermost frames of the stacks through FUNCTION, allocator or not, are it.
check_first() {
  local others
  others=$("$jescope" export --quiet --to folded --by function --keep-allocator "$2" |
    grep -E "[:; ]$1\(" | grep -vE "[:; ]$1\([^;]* [0-9]+\$" || true)
  [ -z "$others" ] || fault "$2: expected $1 to come first, got $(head -n 1 <<<"$others")"
}

# check_expectation TEXT DUMP
check_expectation() {
  local function=${1%%=*} bytes=${1#*=} found
  found=$(sum_of "$function" "$2")
  if [ "$bytes" = "$function" ]; then
    [ "$found" -gt 0 ] || fault "$2: expected live bytes of $function, got none"
  elif [ "$found" != "$bytes" ]; then
    fault "$2: expected $bytes live bytes of $function, got $found"
  fi
}

for sample in 1 4096; do
  check_same "$sample" "$@"
  check_dumps
  [ "${expected[0]:-}" != nothing ] || continue
  dump=$(final_dump)
  [ "$sample" = 1 ] || continue
  for expectation in "${expected[@]}"; do
    case $expectation in
      first:*) check_first "${expectation#first:}" "$dump" ;;
      *) check_expectation "$expectation" "$dump" ;;
    esac
  done
done
echo "ok: ${expected[*]}"
