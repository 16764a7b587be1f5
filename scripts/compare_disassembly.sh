#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare_disassembly.sh FILE...: compares `jescope disasm` with llvm-objdump and
# GNU objdump. Of each program or library (x86-64 or arm64) a dump is made up that
# holds 100 bytes at every n-th of its calls, at most CALLS (600). Then for all
# instructions of the functions around these calls: do they begin where the judges'
# do, have they the mnemonic of llvm-objdump and its targets, and do the bytes stand at
# the calls? Prints a line of counts a file, and the first differences.
set -euo pipefail
cd "$(dirname "$0")/.."

jescope=${JESCOPE:-build/dev/jescope}
calls=${CALLS:-600}
folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT

# "address mnemonic target" of each instruction of .text; "-" without target.
judge() {
  "$@" 2>/dev/null | awk '
    /^ *[0-9a-f]+:/ {
      address = $1; sub(":", "", address); sub("^0+", "", address)
      name = $2
      target = "-"
      text = $0
      sub(/ +# .*| <.*/, "", text)
      n = split(text, words, /[ \t,]+/)
      if (n > 2 && name ~ /^(j|call|bnd|loop|xbegin|b$|bl$|b\.|cb|tb)/) target = words[n]
      sub("^0x", "", target)
      if (target !~ /^[0-9a-f]+$/) target = "-"
      print address, name, target
    }'
}

# A dump that holds 100 bytes at each of the calls that end at the addresses read.
make_dump() {
  local file=$1 machine_page=4096
  local offset address size
  read -r offset address size < <(readelf -lW "$file" |
    awk '$1 == "LOAD" && / R E / { print $2, $3, $5; exit }')
  local start=$((address / machine_page * machine_page))
  local map_offset=$((offset / machine_page * machine_page))
  local end=$(((address + size + machine_page - 1) / machine_page * machine_page))
  awk '{ a[NR] = $1 } END {
    print "heap_v2/1\n  t*: " NR ": " NR * 100 " [0: 0]\n  t0: " NR ": " NR * 100 " [0: 0]"
    for (i = 1; i <= NR; ++i) print "@ " a[i] "\n  t*: 1: 100 [0: 0]\n  t0: 1: 100 [0: 0]"
  }'
  printf '\nMAPPED_LIBRARIES:\n%x-%x r-xp %08x 08:01 1 %s\n' \
    "$((base + start))" "$((base + end))" "$map_offset" "$file"
}

# "address mnemonic target bytes" of each instruction that jescope shows.
ours() {
  "$jescope" disasm --no-cache --quiet -n 0 --unit B . "$1" |
    sed -nE 's/^ *(\.|[0-9,]+ B) +(\.|[0-9,]+ B) +([0-9a-f]+)  ([^ ]+) ?(.*)$/\3\t\4\t\5\t\1/p' |
    awk -F '\t' '{
      target = "-"
      sub(/  # .*/, "", $3)
      is_jump = $2 ~ /^(j|call|bnd|loop|xbegin|b$|bl$|b\.|cb|tb)/
      if (is_jump && match($3, /(^|[ ,])0x[0-9a-f]+( <|$)/)) {
        target = substr($3, RSTART, RLENGTH); gsub(/[ ,<]|0x/, "", target)
      }
      bytes = $4; gsub(/[^0-9]/, "", bytes)
      print $1, $2, target, bytes + 0
    }'
}

for file in "$@"; do
  file=$(realpath "$file")
  base=$((0x7f0000000000))
  readelf -hW "$file" | grep -q 'Type:.*EXEC' && base=0
  gnu=objdump
  readelf -hW "$file" | grep -q AArch64 && gnu=aarch64-linux-gnu-objdump
  judge llvm-objdump -d --no-show-raw-insn --section=.text "$file" >"$folder/llvm"
  if command -v "$gnu" >/dev/null; then
    judge "$gnu" -d --no-show-raw-insn --section=.text "$file" >"$folder/gnu"
  else
    cp "$folder/llvm" "$folder/gnu"
  fi
  # Where calls end: the address of what follows one.
  awk 'was_call { print $1 } { was_call = $2 ~ /^(callq?|bl|blr)$/ }' "$folder/llvm" >"$folder/ends"
  total=$(wc -l <"$folder/ends")
  step=$(((total + calls - 1) / calls))
  awk -v step="$((step > 0 ? step : 1))" 'NR % step == 0' "$folder/ends" |
    while read -r end; do printf '0x%x\n' "$((base + 0x$end))"; done >"$folder/stacks"
  make_dump "$file" <"$folder/stacks" >"$folder/dump.heap"
  ours "$folder/dump.heap" >"$folder/ours"
  sed 's/^0x//' "$folder/stacks" >"$folder/wanted"
  awk -v base="$base" -v file="${file##*/}" '
    FILENAME ~ /llvm$/ { name[$1] = $2; target[$1] = $3; next }
    FILENAME ~ /gnu$/ { gnu[$1] = 1; next }
    !($1 in name) && !($1 in gnu) { ++outside; next }
    {
      ++compared
      if (!($1 in name)) { ++starts; show("begins nowhere in llvm-objdump", $0, "") }
      if (!($1 in gnu)) ++gnu_starts
      if ($1 in name && name[$1] != $2) {
        ++names
        if (++spelled[name[$1] " here " $2] == 1) show("name", $0, name[$1])
      }
      if ($1 in name && target[$1] != $3) { ++targets; show("target", $0, target[$1]) }
      if ($4 > 0) { ++sites; held += $4; if ($2 !~ /^(callq?|bl|blr)$/) ++no_calls }
    }
    function show(what, ours, theirs) {
      if (++shown <= 12) print "  " what ": " ours (theirs == "" ? "" : ", llvm-objdump " theirs)
    }
    END {
      printf "%s: %d instructions, %d begin elsewhere than in llvm-objdump, %d than in GNU objdump; ",
        file, compared, starts, gnu_starts
      printf "%d other mnemonics, %d other targets; ", names, targets
      printf "%d bytes at %d calls, %d not at a call\n", held, sites, no_calls
    }' "$folder/llvm" "$folder/gnu" "$folder/ours"
  echo "  asked for $(($(wc -l <"$folder/stacks") * 100)) bytes at $(wc -l <"$folder/stacks") calls"
done
