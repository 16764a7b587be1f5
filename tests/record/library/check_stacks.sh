#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_stacks.sh LIBRARY SOURCE COMPILER [EMULATOR...]: builds known_stacks.c with several
# flags, records every allocation of the stripped program, and looks for each way's
# functions in its stack, named by addr2line from one that is not stripped.
set -euo pipefail
library=$1 source=$2 compiler=$3
shift 3
command -v "$compiler" >/dev/null || exit 77
[ $# = 0 ] || command -v "$1" >/dev/null || exit 77
[ -f "$library" ] || exit 77
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
faults=0

run_recorded() {
  local setting=(LD_PRELOAD="$library" JESCOPE_RECORD=sample:1 JESCOPE_RECORD_PREFIX="$work/dump")
  if [ $# = 1 ]; then
    env "${setting[@]}" "$1"
  else
    # The emulator takes the program's environment by option.
    local options=()
    for variable in "${setting[@]}"; do options+=(-E "$variable"); done
    timeout 300 "${@:1:$#-1}" "${options[@]}" "${!#}"
  fi
}

# Prints the functions of the stack whose live bytes are $2, innermost first.
functions_of() {
  local dump=$1 bytes=$2 program=$3 base addresses
  base=0
  # A program that is not position-independent lies where its file says.
  readelf -hW "$program" | grep -q 'EXEC (' || base=$(awk -v program="$program" '$NF == program && $3 == "00000000" { sub("-.*", "", $1); print $1; exit }' "$dump")
  addresses=$(awk -v bytes="$bytes" '/^@/ { stack = $0 } $1 == "t*:" && $2 == "1:" && $3 == bytes { print stack; exit }' "$dump")
  for address in ${addresses#@}; do
    printf '0x%x\n' $((address - 1 - 0x$base))
  done | addr2line -f -e "$program.named" | sed -n '1~2p' | tr '\n' ' '
}

expect_stack() {
  local dump=$1 program=$2 bytes=$3 wanted=$4 got
  got=$(functions_of "$dump" "$bytes" "$program")
  if ! grep -qE "^$wanted" <<<"$got"; then
    echo "$(basename "$program"), $bytes bytes: expected $wanted, got $got" >&2
    faults=$((faults + 1))
  fi
}

expect_all() {
  local dump=$1 program=$2 through_libc=$3 recursion
  recursion=$(printf 'with_recursion %.0s' $(seq 41))
  expect_stack "$dump" "$program" 5101 'allocate with_large_frame main'
  expect_stack "$dump" "$program" 5102 'allocate with_alloca main'
  expect_stack "$dump" "$program" 5103 "allocate ${recursion}main"
  expect_stack "$dump" "$program" 5104 'allocate with_aligned_room main'
  expect_stack "$dump" "$program" 5105 "allocate handle $through_libc"
  expect_stack "$dump" "$program" 5106 "allocate handle_on_own_stack $through_libc"
}

# A stack ends in musl, which has no call frame information, when a signal came there.
through_libc='(\?\? )+with_signal(_stack)? main'
[ "$compiler" != musl-gcc ] || through_libc='(\?\? )*'
for flags in -O0 -O2 '-O2 -fomit-frame-pointer ' '-Os -no-pie'; do
  program="$work/known${flags// /}"
  # shellcheck disable=SC2086  # several flags
  "$compiler" -g -funwind-tables -Wl,--eh-frame-hdr $flags "$source" -o "$program.named"
  # shellcheck disable=SC2086
  "$compiler" -s -funwind-tables -Wl,--eh-frame-hdr $flags "$source" -o "$program"
  run_recorded "$@" "$program" >"$work/told"
  grep -q 'bytes and more' "$work/told"
  dump=$(compgen -G "$work/dump*.heap")
  expect_all "$dump" "$program" "$through_libc"
  rm "$dump"
done
[ "$faults" = 0 ]
