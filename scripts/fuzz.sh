#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# fuzz.sh SECONDS [TARGET]...: runs each fuzz target (tests/fuzz) that long, one
# after another, from the inputs in testdata/fuzz/TARGET and those that earlier
# runs found (build/fuzz/corpus); the ELF targets also from the programs that the
# tests build (tests/unit/symbolize). Stops at the first crash and says where its
# input is; a minimised copy of it belongs into testdata/fuzz/TARGET.
set -euo pipefail
cd "$(dirname "$0")/.."
if [ $# -lt 1 ]; then
  echo "usage: fuzz.sh SECONDS [TARGET]..." >&2
  exit 2
fi
seconds=$1
shift
targets=("$@")
if [ $# -eq 0 ]; then
  mapfile -t targets < <(find testdata/fuzz -mindepth 1 -maxdepth 1 -printf '%f\n' | sort)
fi

scripts/install_deps.sh build test
[ -f build/fuzz/build.ninja ] || cmake --preset fuzz
cmake --build build/fuzz --target fuzzers symbolize_fixtures

# add_fixtures TARGET FOLDER: inputs of the ELF targets from the tests' programs,
# as far as they are small.
add_fixtures() {
  local fixtures
  mapfile -t fixtures < <(find build/fuzz/tests/unit/symbolize/built -type f -size -64k)
  case $1 in
    elf) cp -n "${fixtures[@]}" "$2" ;;
    dwarf | line) build/fuzz/tests/fuzz/make_section_seeds "$2" "${fixtures[@]}" ;;
  esac
}

for target in "${targets[@]}"; do
  corpus=build/fuzz/corpus/$target
  mkdir -p "$corpus"
  add_fixtures "$target" "$corpus"
  echo "== $target"
  build/fuzz/tests/fuzz/"${target}"_fuzz -max_total_time="$seconds" -timeout=20 -max_len=16384 \
    -rss_limit_mb=2560 -print_final_stats=1 -verbosity=0 \
    -artifact_prefix=build/fuzz/"$target"- "$corpus" "testdata/fuzz/$target" ||
    {
      echo "fuzz.sh: $target found an input; see build/fuzz/$target-*" >&2
      exit 1
    }
done
