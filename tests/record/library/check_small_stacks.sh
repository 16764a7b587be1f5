#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_small_stacks.sh LIBRARY SOURCE COMPILER [EMULATOR...]: small_stacks.c allocates on
# stacks as small as they may be, with every allocation sampled and a dump after each few:
# it ends well, and uses 2 KiB more of a stack than alone, at most.
set -euo pipefail
library=$1 source=$2 compiler=$3
shift 3
command -v "$compiler" >/dev/null || exit 77
[ $# = 0 ] || command -v "$1" >/dev/null || exit 77
[ -f "$library" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
program=$work/small_stacks
"$compiler" -O1 "$source" -o "$program" -lpthread

# Runs the program with a library; an emulator takes the variable by option, and must not
# load the library itself.
run() {
  if [ ${#emulator[@]} = 0 ]; then
    timeout 300 env LD_PRELOAD="$1" "$program"
  else
    timeout 300 "${emulator[@]}" -E LD_PRELOAD="$1" "$program"
  fi
}

emulator=("$@")
export JESCOPE_RECORD=sample:1,interval_bytes:2000,keep:3 JESCOPE_RECORD_PREFIX="$work/dump"
run "" >"$work/alone"
run "$library" >"$work/recorded"
[ "$(compgen -G "$work/dump.*.i*.heap" | wc -l)" = 3 ] || {
  echo "expected three dumps on the way" >&2
  exit 1
}
paste -d ' ' "$work/alone" "$work/recorded" | awk '{
  print $1 ": " $2 " bytes alone, " $4 " recorded"
  if ($4 > $2 + 2048) exit 1
}'
