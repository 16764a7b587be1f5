#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# The tables of bench_symbols.sh, and its last part; to be sourced. $results
# has lines
#
#   jvm_plain 1000 llvm 1.234 1.198 220160 14336 0
#   module    set  tool wall  cpu   rss    private (KiB)  exit status
: "${work:?}" "${results:?}" "${programs:?}" "${jescope:?}"

print_head() {
  printf '%-10s %7s %-10s %9s %9s %9s %9s\n' module set tool wall cpu rss private
}

print_result() {
  awk '{ printf "%-10s %7s %-10s %9.3f %9.3f %9.0f %9.0f%s\n", $1, $2, $3, $4, $5,
    $6 / 1024, $7 / 1024, $8 == 0 ? "" : "  (exit status " $8 ")" }' <<<"$1"
}

# result MODULE SET TOOL COLUMN: one number; nothing when it was not measured.
result() { awk -v m="$1" -v s="$2" -v t="$3" -v c="$4" '$1 == m && $2 == s && $3 == t { print $c; exit }' "$results"; }

# goal WHAT OURS THEIRS LIMIT: a row; nothing without both numbers.
goal() {
  [ -n "$2" ] && [ -n "$3" ] || return 0
  awk -v what="$1" -v ours="$2" -v theirs="$3" -v limit="$4" 'BEGIN {
    ratio = theirs > 0 ? ours / theirs : 0
    printf "%-52s %8.3f  goal %6.3f  %s\n", what, ratio, limit, ratio <= limit ? "met" : "NOT MET" }'
}

# goals MODULE SET ADDR2LINE LLVM GIMLI: the limits of one row of the table.
goals() {
  local module=$1 set=$2 tool
  shift 2
  for tool in addr2line llvm gimli; do
    goal "$module, $set addresses, of $tool" "$(result "$module" "$set" jescope 5)" \
      "$(result "$module" "$set" "$tool" 5)" "$1"
    shift
  done
}

# memory_goals MODULE SET: private memory against gimli's, and in MB.
memory_goals() {
  local ours theirs output
  ours=$(result "$1" "$2" jescope 7)
  theirs=$(result "$1" "$2" gimli 7)
  [ -n "$ours" ] || return 0
  goal "$1, $2 addresses, private memory, of gimli" "$ours" "$theirs" 0.25
  output=$(stat -c %s "$work/answers/$1.$2.jescope")
  goal "$1, $2 addresses, private MB, of 50 + output" "$ours" $((50 * 1024 + output / 1024)) 1
}

print_goals() {
  goals jvm_plain real 0.05 0.13 0.30
  goals gcc real 0.05 0.13 0.30
  goals clang real 0.08 0.15 0.40
  goals jvm_zlib real 0.15 0.28 0.45
  for module in jvm_plain gcc osd_plain; do goals "$module" 20000 0.06 0.18 0.30; done
  for module in jvm_plain gcc clang; do memory_goals "$module" real; done
}

print_threads() {
  for module in jvm_plain gcc osd_plain jvm_zlib; do
    for set in real 20000; do
      goal "$module, $set addresses, two threads of one" "$(result "$module" "$set" jescope-2 4)" \
        "$(result "$module" "$set" jescope 4)" 0.625
    done
  done
}

# A module's functions, as compare_answers wants them; kept beside it.
bounds_of() {
  local bounds=$1.bounds
  if [ ! -f "$bounds" ]; then
    {
      { nm -SC "$1"; nm -SCD "$1"; } 2>/dev/null | awk '$3 ~ /^[tTwWiuVv]$/ { print "symbol " $1, $2, substr($0, index($0, $3) + 2) }'
      readelf --debug-dump=frames "$1" 2>/dev/null |
        sed -nE 's/^.* FDE .*pc=([0-9a-f]+)\.\.([0-9a-f]+)$/frame \1 \2/p'
    } >"$bounds.part"
    mv "$bounds.part" "$bounds"
  fi
  echo "$bounds"
}

# top_against_jeprof NAME PROGRAM LIMIT: without and with kept answers.
top_against_jeprof() {
  local dump=$work/dumps/$1.heap program=$2 first second theirs
  [ -f "$dump" ] && need jeprof libjemalloc-dev || return 0
  rm -rf "$work/cache"
  first=$(XDG_CACHE_HOME=$work/cache "$programs/measure" /dev/null "$work/answers/$1.top" "$jescope" top "$dump")
  second=$(XDG_CACHE_HOME=$work/cache "$programs/measure" /dev/null "$work/answers/$1.top" "$jescope" top "$dump")
  theirs=$("$programs/measure" /dev/null "$work/answers/$1.jeprof" jeprof --text "$program" "$dump")
  rm -rf "$work/cache"
  print_result "$1 top jescope $first"
  print_result "$1 again jescope $second"
  print_result "$1 top jeprof $theirs"
  goal "$1, first run, of jeprof" "${first%% *}" "${theirs%% *}" "$3"
  [ "$1" != jvm ] || goal "$1, second run, of jeprof" "${second%% *}" "${theirs%% *}" 0.0167
}

end_to_end() {
  print_head
  top_against_jeprof jvm "$(readlink -f "$(command -v java)")" 0.125
  top_against_jeprof gcc "$work/gcc" 0.05
  top_against_jeprof rocksdb "$work/rocksdb" 0.04
  top_against_jeprof compiler "$(readlink -f "$(command -v clang++)")" 0.0125
}
