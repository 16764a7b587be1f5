#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# jeprof_runs_nothing.sh JESCOPE: hostile dumps in each of jeprof's reports. Names of
# files in a dump's map, in its symbols and in its program's line hold commands for a
# shell; the old jeprof runs the first of them (its ShellEscape() escapes one quote of
# many). All of jeprof's helpers are in PATH as traps. Nothing may be executed and no
# file may appear.
set -euo pipefail
program=$(realpath "$1")
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
cd "$work"
mkdir tools

# What jeprof starts, and what a shell would.
for tool in nm addr2line objdump c++filt file dot ps2pdf curl gv evince kcachegrind sh bash \
  eu-readelf xdg-open touch perl; do
  printf '#!/bin/bash\necho "%s $*" >>%q\n' "$tool" "$work/started" >"tools/$tool"
  chmod +x "tools/$tool"
done

marker=$work/executed
# The commands, written so that no blank is needed.
bad_words=(
  "x'y';touch\${IFS}$marker;'.so"
  "x\$(touch\${IFS}$marker).so"
  "x\`touch\${IFS}$marker\`.so"
  "x;touch\${IFS}$marker;.so"
  "x|touch\${IFS}$marker|.so"
  "x\"\$(touch\${IFS}$marker)\".so"
  "--x=\$(touch\${IFS}$marker).so"
  "../../..$marker.so"
)

# hostile_dump WORD FILE
hostile_dump() {
  mkdir -p "lib"
  cat >"$2" <<DUMP
--- symbol
binary=$1
0x00007f0000001000 $1
---
--- heap
heap_v2/1
  t*: 2: 300 [0: 0]
  t0: 2: 300 [0: 0]
@ 0x7f0000001001 0x7f0000002001
  t*: 1: 100 [0: 0]
  t0: 1: 100 [0: 0]
@ 0x7f0000002001
  t*: 1: 200 [0: 0]
  t0: 1: 200 [0: 0]

MAPPED_LIBRARIES:
7f0000000000-7f0000100000 r-xp 00000000 08:01 1 /$1
7f0000200000-7f0000300000 r-xp 00000000 08:01 1 $work/lib/$1
DUMP
}

faults=0
runs=0
answers=0
timeout=$(command -v timeout)
# try OPTION...: the program with the traps in its way.
try() {
  runs=$((runs + 1))
  PATH=$work/tools BROWSER=trap "$timeout" 60 "$program" jeprof "$@" >out 2>err </dev/null || true
  if [ -s out ]; then answers=$((answers + 1)); fi
  if [ -s started ] || compgen -G "$marker*" >/dev/null; then
    echo "FAULT: jeprof $*: started $(cat started 2>/dev/null)"
    rm -f started "$marker"*
    faults=$((faults + 1))
  fi
}

for index in "${!bad_words[@]}"; do
  word=${bad_words[index]}
  hostile_dump "$word" "dump$index.heap"
  sed '/^--- symbol/,/^--- heap/d' "dump$index.heap" >"raw$index.heap"
  for dump in "dump$index.heap" "raw$index.heap"; do
    for mode in --text --lines --addresses --collapsed --callgrind --dot --svg --ps --pdf --gif \
      --raw "--list=." "--disasm=." "--focus=$word" "--tools=$word" "--add_lib=$word" \
      "--lib_prefix=$work/lib,/$word" --debug-syms-by-id "--thread=*"; do
      try "$mode" "$dump"
    done
    try --text --base "$dump" "$dump"
    try --interactive "$dump"
  done
done
JEPROF_TOOLS=$work/tools/ try --text dump0.heap
echo "$runs command lines, $answers answered, $faults executed something"
[ "$faults" = 0 ] && [ $((2 * answers)) -gt "$runs" ]
