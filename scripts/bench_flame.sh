#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_flame.sh [FRAMES]: flame graphs of a made-up tree (100,000 frames unless
# told) in headless Chromium. Prints of each file its size, first paint, when the
# script is ready, and a zoom: of one dump, of two, as HTML, and for comparison an
# element a frame as flamegraph.pl --minwidth 0 draws them (flamegraph.pl's own
# where it is installed). The numbers are for a person; nothing here fails for
# being slow. The goals: 1.5 MB, 1 s, 100 ms.
set -euo pipefail
cd "$(dirname "$0")/.."
frames=${1:-100000}

scripts/install_deps.sh build test browser
[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target make_flame 2>&1 | tail -n 1
make_flame=$(find build/bench -name make_flame -type f -perm -u+x | head -n 1)

driver=build/bench/driver
mkdir -p "$driver"
cp tests/browser/package.json tests/bench/flame/*.js "$driver/"
[ -d "$driver/node_modules/playwright-core" ] ||
  (cd "$driver" && npm install --no-audit --no-fund --no-package-lock --ignore-scripts --silent)

folder=$(mktemp -d)
trap 'rm -rf "$folder"' EXIT
"$make_flame" service "$frames" >"$folder/one.svg"
"$make_flame" service "$frames" html >"$folder/page.html"
"$make_flame" service "$frames" change >"$folder/two.svg"
"$make_flame" service "$frames" folded >"$folder/stacks.folded"
node "$driver/plain_svg.js" "$folder/stacks.folded" >"$folder/plain.svg"
others=("an element a frame=$folder/plain.svg")
if command -v flamegraph.pl >/dev/null; then
  flamegraph.pl --minwidth 0 "$folder/stacks.folded" >"$folder/theirs.svg"
  others+=("flamegraph.pl --minwidth 0=$folder/theirs.svg")
fi
node "$driver/bench_flame.js" 5 "jescope flame, $frames frames=$folder/one.svg" \
  "jescope flame, HTML=$folder/page.html" "jescope flame --base=$folder/two.svg" "${others[@]}"
