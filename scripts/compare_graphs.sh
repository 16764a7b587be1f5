#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare_graphs.sh [JESCOPE [DUMP...]]: call graphs as jescope draws them beside
# those that graphviz makes from the same graph (--format dot), of ten dumps of the
# project unless others are given. Prints a table of
#   crossings  pairs of edges that cross, measured in both pictures (count_crossings.js)
#   area       width times height, in units in which the smallest names have equal size
#   ms         the median of seven runs: of jescope from dump to SVG, of dot from its file
# Installs graphviz and Node.js for itself.
set -euo pipefail
cd "$(dirname "$0")/.."
jescope=${1:-build/release/jescope}
shift $(($# > 0 ? 1 : 0))
if [ $# -eq 0 ]; then
  set -- testdata/dumps/{rocksdb_leak.5599.18.i18,rocksdb_non_pie,rocksdb_gdump.7617.40.u40}.heap \
    testdata/dumps/{fluentbit_backlog.18875.20.i20,python_deep,rust_thread_names}.heap \
    testdata/dumps/flink_thread_names.heap \
    testdata/series/rocksdb_leak/*.10.i10.heap.zst \
    testdata/series/fluentbit_backlog/*.20.i20.heap.zst \
    testdata/series/jvm_leak/*.8.i8.heap.zst
fi
[ -x "$jescope" ] || { echo "compare_graphs.sh: no $jescope; scripts/build.sh makes it" >&2; exit 1; }
scripts/install_deps.sh graphs

work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT

# median_ms COMMAND...: of seven runs.
median_ms() {
  local begin
  for _ in 1 2 3 4 5 6 7; do
    begin=$(date +%s%N)
    timeout 120 "$@" >/dev/null 2>&1
    echo $((($(date +%s%N) - begin) / 10000))
  done | sort -n | sed -n 4p | awk '{ printf "%.1f", $1 / 100 }'
}

printf '%-38s %5s %5s | %9s %9s | %6s %6s | %7s %7s\n' '' '' '' crossings '' 'area, Mpx' '' ms ''
printf '%-38s %5s %5s | %9s %9s | %6s %6s | %7s %7s\n' \
  dump nodes edges jescope graphviz jescope graphviz jescope graphviz
for dump in "$@"; do
  "$jescope" graph --quiet "$dump" -o "$work/ours.svg"
  "$jescope" graph --quiet "$dump" -o "$work/graph.dot"
  dot -Tsvg "$work/graph.dot" -o "$work/theirs.svg"
  read -r nodes edges our_crossings our_area < <(node scripts/count_crossings.js "$work/ours.svg")
  read -r _ _ their_crossings their_area < <(node scripts/count_crossings.js "$work/theirs.svg")
  our_ms=$(median_ms "$jescope" graph --quiet "$dump" -o "$work/ours.svg")
  their_ms=$(median_ms dot -Tsvg "$work/graph.dot" -o "$work/theirs.svg")
  name=$(basename "$dump" | sed -E 's/\.heap(\.zst)?$//')
  printf '%-38s %5s %5s | %9s %9s | %6s %6s | %7s %7s\n' "$name" "$nodes" "$edges" \
    "$our_crossings" "$their_crossings" "$our_area" "$their_area" "$our_ms" "$their_ms"
done
