#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_gates.sh [PAIRS [JESCOPE]]: whether gates and error bars of `jescope diff`
# keep their word at jemalloc's default sampling. Runs tests/workload/two_builds.cc
# in PAIRS pairs (40) under Debian's jemalloc and prints how often gates fire
# without and with a change, and how many of the changes lie within one, two and
# three sigma of the truth, which a run with every allocation sampled tells.
#
# Of 40 pairs without a change one gate may fire by chance in one run of twenty:
# three sigma, one side. The script fails when two do, or when two runs with every
# allocation sampled differ.
set -euo pipefail
cd "$(dirname "$0")/.."
pairs=${1:-40}
jescope=${2:-build/release/jescope}
work=build/gates
mebibytes=16 # of each of 26 call sites: about 32 samples, where objects are small

scripts/install_deps.sh build demo
[ -x "$jescope" ] || scripts/build.sh
rm -rf "$work"
mkdir -p "$work"
for build in 1 2; do
  g++ -std=c++20 -O2 -g -fno-optimize-sibling-calls -DWORKLOAD_BUILD=$build \
    tests/workload/two_builds.cc -o "$work/two_builds.$build"
done

# run_dumped NAME BUILD LG_SAMPLE MALLOC_CONF [again]: leaves NAME.heap and, with
# "again", NAME.before.heap.
run_dumped() {
  local name=$work/$1
  LD_PRELOAD=libjemalloc.so.2 \
    MALLOC_CONF=prof:true,prof_final:true,lg_prof_sample:$3,prof_prefix:$name,$4 \
    "$work/two_builds.$2" "$mebibytes" "${@:5}"
  mv "$name".*.f.heap "$name.heap"
  [ $# -lt 5 ] || mv "$name".*.m0.heap "$name.before.heap"
}

# rows BASE NEW [OPTION...]: "name<TAB>change<TAB>sigma" of each row; no name of
# this program holds a comma.
rows() {
  "$jescope" diff --quiet --format csv "${@:3}" "$work/$1.heap" "$work/$2.heap" |
    awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
      { print $column["name"] "\t" $column["change"] "\t" $column["sigma"] }'
}

# gate_fires GATE BASE NEW: true when the gate is broken.
gate_fires() {
  local status=0
  "$jescope" diff --quiet --fail-on "$1" "$work/$2.heap" "$work/$3.heap" >"$work/gate.txt" 2>&1 ||
    status=$?
  [ "$status" -le 1 ] || {
    cat "$work/gate.txt" >&2
    exit 1
  }
  [ "$status" -eq 1 ]
}

# coverage WHAT TRUTH ROWS: a row of the table, over all sites of TRUTH. ROWS has
# a line "pair" before each pair. A site that is not listed did not change, and its
# error is not told: right if that is the truth, else not judged.
coverage() {
  awk -F'\t' -v what="$1" '
    FNR == NR { truth[$1] = $2; next }
    function judge(name, change, sigma,   k) {
      judged++
      for (k = 1; k <= 3; k++) within[k] += (change - truth[name]) ^ 2 <= (k * sigma) ^ 2
    }
    function judge_pair(   name) {
      for (name in truth) {
        if (name in change || truth[name] == 0) judge(name, change[name] + 0, sigma[name] + 0)
      }
      delete change
      delete sigma
    }
    /^pair/ { if (seen++) judge_pair(); next }
    { change[$1] = $2; sigma[$1] = $3 }
    END {
      judge_pair()
      printf "%-34s %6.1f%% %6.1f%% %6.1f%%   %d changes\n", what, 100 * within[1] / judged,
        100 * within[2] / judged, 100 * within[3] / judged, judged
    }' "$2" "$3"
}

# truth BASE NEW: the true changes of all sites; those that did not change are in
# the table of NEW only.
truth() {
  {
    "$jescope" top --quiet --format csv -n 0 "$work/$2.heap" |
      awk -F, 'NR == 1 { for (i = 1; i <= NF; i++) column[$i] = i; next }
        $column["self"] > 0 { print $column["name"] "\t0" }'
    rows "$@"
  } | grep builds::
}

echo "every allocation sampled: the truth, and two runs of one build"
for run in first again; do run_dumped "$run" 1 0 prof_accum:true; done
run_dumped second 2 0 prof_accum:true
run_dumped later 1 0 prof_accum:true again
[ -z "$(rows first again)" ] || {
  echo "check_gates.sh: two runs of one build differ:" >&2
  rows first again >&2
  exit 1
}
truth first again >"$work/truth.same"
truth first second >"$work/truth.changed"
truth later.before later >"$work/truth.later"

fired=0
found=0
for ((pair = 1; pair <= pairs; pair++)); do
  run_dumped a 1 19 prof_accum:false
  run_dumped b 1 19 prof_accum:false
  run_dumped c 2 19 prof_accum:false
  run_dumped counted 1 19 prof_accum:true again
  run_dumped bound 1 19 prof_accum:false again
  if gate_fires 'total>5%' a b; then fired=$((fired + 1)); fi
  if gate_fires 'grown>8MiB' a c; then found=$((found + 1)); fi
  { echo pair; rows a b; } >>"$work/rows.same"
  { echo pair; rows a c; } >>"$work/rows.changed"
  { echo pair; rows counted.before counted --assume same-process; } >>"$work/rows.counted"
  { echo pair; rows bound.before bound --assume same-process; } >>"$work/rows.bound"
done

echo "total>5% without a change: fired in $fired of $pairs pairs"
echo "grown>8MiB, a site grown by $((2 * mebibytes)) MiB: fired in $found of $pairs pairs"
echo
echo "changes within                    1 sigma 2 sigma 3 sigma"
echo "nominal                              68.3%   95.4%   99.7%"
coverage "two processes, no change" "$work/truth.same" "$work/rows.same"
coverage "two processes, two sites changed" "$work/truth.changed" "$work/rows.changed"
coverage "one process, prof_accum" "$work/truth.later" "$work/rows.counted"
coverage "one process, an upper bound" "$work/truth.later" "$work/rows.bound"
[ "$fired" -lt 2 ]
