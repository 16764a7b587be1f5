#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# compare_symbolizers.sh [FILE]...: names 10,000 places of each of some Debian
# libraries and programs (those of openjdk-17-dbg and libc6-dbg, stripped ones,
# and the programs of bench_symbols.sh), or of each FILE, with jescope's symbolizer,
# llvm-symbolizer and GNU addr2line. Every disagreement gets a class
# (tests/bench/symbols/compare_answers.cc); those that nothing explains are listed,
# as are names outside of any symbol with a size, frame of .eh_frame or range of
# DWARF. Exit status 1 when there are such.
set -euo pipefail
cd "$(dirname "$0")/.."
places=10000
work=${JESCOPE_BENCH_DIR:-$PWD/build/bench_symbols}
subjects=$work/subjects
mkdir -p "$subjects" "$work/dumps"

scripts/install_deps.sh build test
[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target symbols_programs jescope >/dev/null
programs=$PWD/build/bench/tests/bench/symbols
jescope=$(find "$PWD/build/bench" -maxdepth 2 -name jescope -type f -perm -u+x | head -n 1)
llvm=$(find /usr/bin -name 'llvm-symbolizer-*' | sort -V | tail -n 1)
dwarfdump=${llvm/symbolizer/dwarfdump}
if [ -z "$llvm" ]; then
  echo "compare_symbolizers.sh: llvm-symbolizer is missing (apt-get install llvm)" >&2
  exit 2
fi
results=/dev/null

# shellcheck source=tests/bench/symbols/prepare.sh
. tests/bench/symbols/prepare.sh
# shellcheck source=tests/bench/symbols/report.sh
. tests/bench/symbols/report.sh

# add_joined FILE: FILE and its debug file from /usr/lib/debug, in one.
add_joined() {
  local debug_file
  [ -f "$1" ] || return 0
  debug_file=/usr/lib/debug/$(debug_path_of "$(build_id_of "$1")")
  [ -f "$debug_file" ] && join "$1" "$debug_file" "$subjects/$(basename "$1")"
}

# add_copy FILE NAME [STRIP-OPTION]: under another build-id, so that nobody goes
# to /usr/lib/debug.
add_copy() {
  local file
  file=$(readlink -f "$1")
  [ -f "$file" ] && [ ! -f "$subjects/$2" ] || return 0
  cp "$file" "$subjects/$2.part"
  chmod u+w "$subjects/$2.part"
  [ -z "${3:-}" ] || strip "$3" "$subjects/$2.part"
  change_build_id "$subjects/$2.part"
  mv "$subjects/$2.part" "$subjects/$2"
}

prepare_subjects() {
  local jvm=${libjvm%/server/*} libraries=/usr/lib/x86_64-linux-gnu
  need eu-unstrip elfutils && need "$jvm" openjdk-17-jdk-headless && need /usr/lib/debug openjdk-17-dbg
  for file in "$libjvm" "$jvm"/lib{java,jli,net,nio,zip,jimage}.so "$libraries"/{libc.so.6,libm.so.6,ld-linux-x86-64.so.2}; do
    add_joined "$file" || true
  done
  add_copy "$libjvm" symtab_only_libjvm --strip-debug
  add_copy "$libraries/librocksdb.so" dynsym_only_librocksdb
  add_copy "$libraries/libstdc++.so.6" dynsym_only_libstdcxx
  add_copy "$libraries/libjemalloc.so.2" dynsym_only_libjemalloc
  add_copy "$jescope" stripped_program --strip-all
  for program in gcc clang; do
    [ ! -f "$work/$program" ] || add_copy "$work/$program" "big_$program"
  done
}

# is_in_dwarf FILE ADDRESS: whether a function or unit of the DWARF has it.
is_in_dwarf() { "$dwarfdump" --lookup="$2" "$1" 2>/dev/null | grep -q 'DW_TAG_'; }

# compare FILE: prints what differs; fails when something is not explained.
compare() {
  local answers status=0 address rest
  answers=$subjects/answers/$(basename "$1")
  mkdir -p "$subjects/answers"
  "$programs/sample_addresses" "$1" "$places" >"$answers.addresses"
  "$programs/name_addresses" "$1" <"$answers.addresses" >"$answers.jescope" 2>/dev/null || status=1
  "$llvm" --output-style=GNU -a -f -i -C "--obj=$1" <"$answers.addresses" >"$answers.llvm" 2>/dev/null
  addr2line -afiC -e "$1" <"$answers.addresses" >"$answers.addr2line" 2>/dev/null
  echo "== $(basename "$1")"
  "$programs/compare_answers" "$answers.jescope" "$(bounds_of "$1")" llvm "$answers.llvm" \
    addr2line "$answers.addr2line" >"$answers.differences" || status=1
  grep -v '^outside' "$answers.differences" | cut -c 1-500
  while read -r _ address rest; do
    is_in_dwarf "$1" "$address" && continue
    echo "a name outside of what has bounds: $address $rest"
    status=1
  done < <(grep '^outside' "$answers.differences" | sort -u -k 3 | head -n 50)
  return $status
}

if [ $# -gt 0 ]; then
  files=("$@")
else
  prepare_subjects
  mapfile -t files < <(find "$subjects" -maxdepth 1 -type f ! -name '*.bounds' ! -name '*.part' | sort)
fi
failed=0
for file in "${files[@]}"; do
  compare "$file" || failed=$((failed + 1))
done
echo
echo "${#files[@]} files, $failed with differences that nothing explains"
[ "$failed" = 0 ]
