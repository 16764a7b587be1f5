#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_command.sh SHIM JESCOPE FOLDER [below:LIBRARY] [with:OPTION] FUNCTION=BYTES --
# PROGRAM [ARG...]: a program under `jescope record` with the library that is built into
# it: the program prints what it prints without, the table after it names the function, and
# the one dump has its live bytes. LIBRARY is preloaded after the recorder.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
shift 3
below=
options=()
while [ "$1" != -- ]; do
  case $1 in
    below:*) below=${1#below:} ;;
    with:*) options+=("${1#with:}") ;;
    *) function=${1%%=*} bytes=${1#*=} ;;
  esac
  shift
done
shift

plain "$@" || fault "without the recorder the program ends with $?"
mv "$folder/out" "$folder/plain.out"
mv "$folder/err" "$folder/plain.err"

plain "$jescope" record --every-allocation "${options[@]}" --dumps "$folder/heap" -- "$@" ||
  fault "expected exit status 0, got $?"
diff "$folder/plain.out" "$folder/out" || fault "the output differs"
head -n "$(wc -l <"$folder/plain.err")" "$folder/err" | diff "$folder/plain.err" - ||
  fault "the messages differ"
check_dumps
mapfile -t finals < <(dumps f)
[ "${#finals[@]}" = 1 ] || fault "expected one dump, got ${#finals[@]}"
grep -q ': 1 dump written; ' "$folder/err" || fault "expected \"1 dump written\""
grep -q "$function" "$folder/err" || fault "expected $function in the table"
found=$(sum_of "$function" "${finals[0]}")
[ "$found" = "$bytes" ] || fault "expected $bytes live bytes of $function, got $found"
echo "ok: $function=$bytes"
