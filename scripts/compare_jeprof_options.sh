#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare_jeprof_options.sh [JESCOPE [WORKLOAD]]: every option of jeprof, alone and in the pairs
# that scripts use, on bundled dumps and on programs built here, with the real jeprof
# (Debian's libjemalloc-dev and binutils) and with jescope: twice, as it is and with
# --compat=exact. Reports are compared row by row (compare_jeprof_rows.awk); exit
# statuses by success. Prints what agrees, and by which known fault of jeprof the rest
# differs; anything else is listed and makes the script fail.
set -euo pipefail
cd "$(dirname "$0")/.."
jescope=$(realpath "${1:-build/release/jescope}")
export jescope
workload=${2:-build/dev/tests/workload}
for program in jeprof c++filt; do
  command -v "$program" >/dev/null || {
    echo "compare_jeprof_options.sh: $program is missing (apt-get install libjemalloc-dev binutils)" >&2
    exit 1
  }
done
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export work

# Dumps that bring their names, and programs of the tests with theirs.
dumps() {
  local run
  for name in rocksdb_leak.5599.18.i18 rocksdb_every_allocation rocksdb_recursion rust_thread_names \
    flink_thread_names fluentbit_backlog.18875.20.i20 jvm_leak.7446.8.i8 no_backtrace; do
    # Raw dumps bring no names, so jeprof wants a program.
    case $name in no_backtrace) echo "/bin/true testdata/dumps/$name.heap" ;; *) echo "testdata/dumps/$name.heap" ;; esac
  done
  for run in "$workload"/g++_O0_pie.run "$workload"/clang++_O2_nopie.run; do
    [ -d "$run" ] || continue
    echo "${run%/*}/workload_$(basename "$run" .run) $(find "$run" -name '*.heap' | sort | head -n 1)"
  done
}

# Lines of options; %BASE% is a dump to compare with.
options() {
  cat <<'OPTIONS'
--text
--text --show_bytes
--text --cum
--text --lines
--text --files
--text --addresses
--text --functions
--text --inuse_objects
--text --alloc_space
--text --alloc_objects
--text --inuse_space
--text --focus=main
--text --ignore=main|Worker
--text --retain=rocksdb|flb|insert
--text --exclude=Arena|insert
--text --thread=0
--text --thread=1
--text --thread=99
--text --nodecount=3
--text --nodefraction=.1 --edgefraction=.1 --maxdegree=2
--text --heapcheck --scale=2
--text --debug-syms-by-id
--text --lib_prefix=/nowhere,/else
--text --nocum --noshow_bytes
-text -show_bytes
--tex --show_b
--TEXT --Show_Bytes
--show_bytes --text --base=%BASE%
--show_bytes --text --base=%BASE% --drop_negative
--show_bytes --cum --lines
--show_bytes --cum --base=%BASE%
--show_bytes --lines --focus=main
--show_bytes --exclude=(jeprof_*|prof_*|fallback*)
--inuse_objects --lines
--alloc_space --show_bytes --cum
--alloc_objects --files
--dot
--dot --show_bytes --nodecount=10
--dot --lines --nodecount=10000
--dot --focus=main --nodefraction=.05
--dot --heapcheck --maxdegree=3 --edgefraction=.01
--dot --base=%BASE%
--dot --inuse_objects
--collapsed
--collapsed --inuse_objects
--collapsed --focus=main
--text --svg
--lines --files
--inuse_space --alloc_space
--no_such_option
--show-bytes
-h
--focus=(
OPTIONS
}

# rows MODE: reports as "flat cumulative name", see compare_jeprof_rows.awk.
rows() {
  case $1 in
    *--dot*) awk '
      /^N[0-9]+ \[label="/ {
        line = $0
        sub(/^N[0-9]+ \[label="/, "", line); sub(/\\r",shape.*/, "", line)
        gsub(/\\"/, "\"", line); gsub(/&amp;/, "\\&", line)
        cumulative = ""
        if (match(line, /\\rof [^ ]+ /)) cumulative = substr(line, RSTART + 5, RLENGTH - 6)
        sub(/\\r.*/, "", line)
        count = split(line, parts, /\\n/)
        split(parts[count], numbers, " ")
        name = parts[1]
        for (i = 2; i < count; i++) name = name "::" parts[i]
        print numbers[1], (cumulative == "" ? numbers[1] : cumulative), name
      }' ;;
    *--collapsed*) awk '
      { value = $NF; sub(/ -?[0-9]+$/, "")
        gsub(/<[0-9a-f]+>/, ""); gsub(/ ?\[inline\]/, "")
        if (value == 0) next # freed again; jescope has no line for nothing
        count = split($0, frames, ";")
        flat[frames[count]] += value
        for (i = 1; i <= count; i++) {
          if (seen[frames[i]] == NR) continue
          seen[frames[i]] = NR; cumulative[frames[i]] += value
        } }
      END { for (name in cumulative) print flat[name] + 0, cumulative[name], name }' ;;
    *) awk '
      /^Total/ { print "total", $(NF - 1); next }
      match($0, /^ *[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ /) {
        name = substr($0, RLENGTH + 1); split($0, f, " "); print f[1], f[4], name }' ;;
  esac
}
export -f rows

# own_rows "INPUTS": of a program that was built here its own functions only: the
# names in system libraries are held against other judges (compare_symbolizers.sh).
own_rows() {
  case $1 in
    */workload_*) awk '$1 == "total" || /workload::|tests\/workload|[^_]main|libjemalloc|malloc_usable_size/ || $3 ~ /^\?\?/' ;;
    *) cat ;;
  esac
}
export -f own_rows

# compare_case "OPTIONS" "INPUTS" BASE: jeprof once, jescope in both modes.
compare_case() {
  local options=$1 base=$3 unit=0.1 cut=0 bare=0 against=0 own=0 mode name theirs=0 ours verdict compat words=() inputs=()
  case $options in *how_[bB]* | *objects* | *--collapsed*) unit=1 ;; esac
  case $options in *--dot*) cut=1 ;; esac
  case $options in *--base*) against=1 ;; esac
  case $2 in */workload_*) own=1 ;; esac
  grep -qE '^@ *$' "${2##* }" && bare=1
  read -r -a words <<<"${options//%BASE%/$base}"
  read -r -a inputs <<<"$2"
  name=$work/$(md5sum <<<"$*" | cut -c1-16)
  timeout 120 jeprof "${words[@]}" "${inputs[@]}" >"$name.jeprof" 2>"$name.usage" || theirs=1
  c++filt <"$name.jeprof" | rows "$options" | own_rows "$2" >"$name.1"
  for mode in exact right; do
    compat=() ours=0
    [ $mode = exact ] && compat=(--compat=exact)
    timeout 120 "$jescope" jeprof "${compat[@]}" "${words[@]}" "${inputs[@]}" >"$name.jescope" \
      2>"$name.errors" || ours=1
    rows "$options" <"$name.jescope" | own_rows "$2" >"$name.2"
    if [ $theirs$ours = 10 ] && grep -q 'cannot be used without a binary' "$name.usage"; then
      verdict=answered:1
    elif [ $theirs != $ours ]; then
      verdict="DIFFERENT exit status, jeprof $theirs, jescope $ours: $(head -n 1 "$name.errors")"
    else
      verdict=$(awk -v mode=$mode -v unit=$unit -v cut=$cut -v base=$against -v bare=$bare -v own=$own \
        -f scripts/compare_jeprof_rows.awk "$name.1" "$name.2")
      [ -s "$name.1" ] || [ -s "$name.2" ] || verdict=empty
    fi
    printf '%s\t%s\t%s\t%s\n' $mode "$options" "$(basename "${inputs[-1]}")" "${verdict:-same}"
  done
  rm -f "$name".*
}
export -f compare_case

# The dump before it in its series, or itself.
base_of() {
  case $1 in
    *rocksdb_leak.5599.18.i18*) echo testdata/dumps/rocksdb_leak.5599.2.i2.heap ;;
    *jvm_leak.7446.8.i8*) echo testdata/dumps/jvm_leak.7446.1.i1.heap ;;
    *) echo "${1##* }" ;;
  esac
}

while read -r inputs; do
  base=$(base_of "$inputs")
  while read -r line; do
    printf '%s\0%s\0%s\0' "$line" "$inputs" "$base"
  done < <(options)
done < <(dumps) | xargs -0 -n 3 -P "$(nproc)" bash -c 'compare_case "$@"' _ >"$work/verdicts"

# A line for each option: in how many dumps the reports are the same, or by which
# faults they differ.
for mode in exact right; do
  [ $mode = exact ] && echo "with --compat=exact" || echo "as it is"
  awk -F '\t' -v mode=$mode '
    $1 != mode { next }
    { cases[$2]++; if ($4 == "same" || $4 == "empty" || $4 ~ /^ *$/) same[$2]++
      count = split($4, kinds, " ")
      for (i = 1; i <= count; i++) { sub(/:.*/, "", kinds[i]); if (kinds[i] ~ /^(place|name|inlined|allocator|backtrace|base|lines|answered|order)$/) by[$2, kinds[i]]++ }
      if ($4 ~ /DIFFERENT/) different[$2]++ }
    END {
      printf "  %-58s %5s %5s %5s %5s %7s %9s %9s %4s %5s %8s %5s %9s\n", "options", "dumps", "same", "place", "name", "inlined", "allocator", "backtrace", "base", "lines", "answered", "order", "DIFFERENT"
      for (line in cases)
        printf "  %-58s %5d %5d %5d %5d %7d %9d %9d %4d %5d %8d %5d %9d\n", line, cases[line], same[line], by[line, "place"], by[line, "name"], by[line, "inlined"], by[line, "allocator"], by[line, "backtrace"], by[line, "base"], by[line, "lines"], by[line, "answered"], by[line, "order"], different[line] | "sort"
    }' "$work/verdicts"
done
if grep DIFFERENT "$work/verdicts" >"$work/different"; then
  echo "not explained:"
  cut -c 1-300 "$work/different"
  exit 1
fi
echo "$(wc -l <"$work/verdicts") cases, every difference explained"
