#!/bin/sh
# SPDX-License-Identifier: Apache-2.0
#
# check_two_builds.sh FIRST SECOND JESCOPE FOLDER: runs the builds of two_builds.cc
# under Debian's jemalloc with every allocation sampled. Two runs of one build,
# at different addresses, must not differ; the two builds must differ by the two
# changed sites, to the byte. Exits 77 (skipped) without libjemalloc2.
set -eu
first=$1 second=$2 jescope=$3 folder=$4

jemalloc=$(ldconfig -p | sed -n 's/^.*libjemalloc\.so\.2 .*=> //p' | head -n 1)
if [ -z "$jemalloc" ]; then
  echo "skipped: libjemalloc.so.2 is not installed (apt-get install libjemalloc2)"
  exit 77
fi

rm -rf "$folder"
mkdir -p "$folder"

# run_dumped NAME PROGRAM: leaves FOLDER/NAME.heap.
run_dumped() {
  LD_PRELOAD=$jemalloc \
    MALLOC_CONF=prof:true,prof_final:true,lg_prof_sample:0,prof_prefix:$folder/$1 "$2" 1
  mv "$folder/$1".*.f.heap "$folder/$1.heap"
}

# changes BASE NEW: "name change state" of each row. No name here holds a comma.
changes() {
  "$jescope" diff --format csv -o "$folder/$1.$2.csv" "$folder/$1.heap" "$folder/$2.heap"
  awk -F, '
    NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
    { print $column["name"], $column["change"], $column["state"] }' "$folder/$1.$2.csv"
}

# expect WHAT EXPECTED FOUND
expect() {
  [ "$2" = "$3" ] && return
  printf '%s: expected\n%s\ngot\n%s\n' "$1" "$2" "$3"
  exit 1
}

run_dumped first "$first"
run_dumped again "$first"
run_dumped second "$second"

expect "one build" "" "$(changes first again)"
expect "two builds" "builds::growing_site(unsigned long) 2097280 grown
builds::new_site(unsigned long) 1048960 new" "$(changes first second)"
expect "two builds, the other way" "builds::growing_site(unsigned long) -2097280 shrunk
builds::new_site(unsigned long) -1048960 gone" "$(changes second first)"

# listed NEW: "lines" when the change since the first dump is told by source lines.
listed() {
  "$jescope" list --quiet --base "$folder/first.heap" growing_site "$folder/$1.heap" >"$folder/list"
  if grep -q "not lined up" "$folder/list"; then echo sums; else echo lines; fi
}

expect "lines within a build" lines "$(listed again)"
expect "lines of two builds" sums "$(listed second)"

"$jescope" diff --fail-on 'grown>0' --fail-on 'new>0' "$folder/first.heap" "$folder/again.heap"
status=0
"$jescope" diff --fail-on 'new>512KiB' "$folder/first.heap" "$folder/second.heap" || status=$?
expect "exit status of a broken gate" 1 "$status"
