#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# demo.sh: the main job on a dump made on the spot. A service that leaks runs a
# second under Debian's jemalloc; jescope shows where its memory is as a table
# here and as a flame graph for the browser.
set -euo pipefail
cd "$(dirname "$0")/.."
work=build/demo
service=$work/leaky_service
source=tests/workload/leaky_service.cc

scripts/install_deps.sh build demo
scripts/build.sh

mkdir -p "$work"
if [ "$source" -nt "$service" ]; then
  echo "building $service"
  g++ -std=c++20 -O2 -g -pthread "$source" -o "$service"
fi

echo "running $service under jemalloc, one sample each 4 KiB"
rm -f "$work"/service.*.heap
LD_PRELOAD=libjemalloc.so.2 \
  MALLOC_CONF=prof:true,prof_accum:true,prof_final:true,lg_prof_sample:12,prof_prefix:$work/service \
  "$service"
dump=$(ls "$work"/service.*.f.heap)

# show ARGUMENT...: the command as a person would type it, and its answer.
show() {
  local word
  printf '\n$ jescope'
  for word in "$@"; do
    [[ $word =~ ^[A-Za-z0-9/._-]+$ ]] || word="'$word'"
    printf ' %s' "$word"
  done
  echo
  build/release/jescope "$@"
}

show top -n 8 "$dump"
show top -n 8 --hide '\bstd::' "$dump"
show flame -o "$work/flame.svg" "$dump"
echo
echo "flame graph, for a browser: $PWD/$work/flame.svg"
