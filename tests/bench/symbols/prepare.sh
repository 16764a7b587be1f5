#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# Makes what bench_symbols.sh and compare_symbolizers.sh name, in the folder
# $work, once; to be sourced. Files appear when they are whole, so a run that was
# stopped goes on where it was.
#
#   jvm_zlib   Debian's libjvm joined with its debug file, sections compressed
#   jvm_plain  the same, inflated
#   osd_plain  ceph-osd joined with its debug file, inflated
#   gcc, clang a program of $units units of tests/bench/symbols/big_unit.cc
#   dumps/...  heap dumps of a JVM, of gcc and clang, of a stripped program with
#              RocksDB, and of a compiler that compiles a large file
# $work: the folder.
: "${work:?}"
jemalloc=/usr/lib/x86_64-linux-gnu/libjemalloc.so.2
libjvm=/usr/lib/jvm/java-17-openjdk-amd64/lib/server/libjvm.so
sources=$PWD/tests/bench/symbols
units=${JESCOPE_BENCH_UNITS:-30}

note() { echo "$*" >&2; }

# need COMMAND-OR-FILE PACKAGE: whether it is here; says what to install.
need() {
  [ -e "$1" ] || command -v "$1" >/dev/null || {
    note "left out: $1 is missing (apt-get install $2)"
    return 1
  }
}

build_id_of() { readelf -n "$1" 2>/dev/null | sed -nE 's/^ *Build ID: *([0-9a-f]+)$/\1/p' | head -n 1; }

debug_path_of() { sed -E 's#^(..)(.*)$#.build-id/\1/\2.debug#' <<<"$1"; }

# Changes the first byte of a file's build-id: some symbolizers would go to
# /usr/lib/debug instead of reading the file they are given.
change_build_id() {
  local offset
  offset=$(readelf -SW "$1" | awk '$0 ~ /\.note\.gnu\.build-id/ { sub(/^.*NOTE */, ""); print $2; exit }')
  [ -n "$offset" ] || return 0
  printf '\252' | dd of="$1" bs=1 seek=$((16#$offset + 16)) conv=notrunc status=none
}

# join FILE DEBUG-FILE RESULT: one file with code and debug sections.
join() {
  [ -f "$3" ] && return
  eu-unstrip -o "$3.part" "$1" "$2"
  chmod u+w "$3.part"
  change_build_id "$3.part"
  mv "$3.part" "$3"
}

inflate() {
  [ -f "$2" ] && return
  objcopy --decompress-debug-sections "$1" "$2.part"
  mv "$2.part" "$2"
}

prepare_jvm() {
  local debug_file
  need eu-unstrip elfutils && need "$libjvm" openjdk-17-jdk-headless || return 0
  debug_file=/usr/lib/debug/$(debug_path_of "$(build_id_of "$libjvm")")
  need "$debug_file" openjdk-17-dbg || return 0
  join "$libjvm" "$debug_file" "$work/jvm_zlib"
  inflate "$work/jvm_zlib" "$work/jvm_plain"
}

prepare_osd() {
  local folder=$work/ceph
  [ -f "$work/osd_plain" ] && return
  mkdir -p "$folder"
  (cd "$folder" && apt-get download ceph-osd ceph-osd-dbg >/dev/null 2>&1) || {
    note "left out: ceph-osd, whose packages cannot be reached"
    return 0
  }
  for package in "$folder"/*.deb; do dpkg -x "$package" "$folder"; done
  rm -f "$folder"/*.deb
  join "$folder/usr/bin/ceph-osd" \
    "$folder/usr/lib/debug/$(debug_path_of "$(build_id_of "$folder/usr/bin/ceph-osd")")" "$folder/osd_zlib"
  inflate "$folder/osd_zlib" "$work/osd_plain"
  rm -rf "$folder"
}

# prepare_program NAME COMPILER
prepare_program() {
  local folder=$work/$1.units
  [ -f "$work/$1" ] && return
  need "$2" "$1" || return 0
  note "compiling $units units with $2 (some minutes, once)"
  mkdir -p "$folder"
  seq 0 $((units - 1)) | xargs -P "$(nproc)" -I{} sh -c \
    "[ -f '$folder/{}.o' ] || { $2 -std=c++17 -g -O2 -DUNIT={} -c '$sources/big_unit.cc' -o '$folder/{}.part' &&
       mv '$folder/{}.part' '$folder/{}.o'; }"
  "$2" -std=c++17 -g -O2 "-DUNITS=$units" "$sources/big_main.cc" "$folder"/*.o -o "$work/$1.part"
  mv "$work/$1.part" "$work/$1"
  rm -rf "$folder"
}

# dump NAME LG-PERIOD COMMAND...: dumps/NAME.heap, the heap at the command's end.
dump() {
  local name=$1 period=$2
  shift 2
  [ -f "$work/dumps/$name.heap" ] && return
  need "$jemalloc" libjemalloc2 && need "$1" "what has $1" || return 0
  note "making the dump of $name"
  rm -rf "$work/dumps/$name.d"
  mkdir -p "$work/dumps/$name.d"
  LD_PRELOAD=$jemalloc \
    MALLOC_CONF=prof:true,prof_accum:${accumulates:-true},prof_final:true,lg_prof_sample:$period,prof_prefix:$work/dumps/$name.d/x \
    "$@" >/dev/null 2>&1 || true
  # Of several processes, the one that did the work.
  mv "$(find "$work/dumps/$name.d" -name '*.heap' -printf '%s %p\n' | sort -rn | head -n 1 | cut -d' ' -f2-)" \
    "$work/dumps/$name.heap"
  rm -rf "$work/dumps/$name.d"
}

prepare_rocksdb() {
  [ -f "$work/rocksdb" ] && return
  need /usr/include/rocksdb/db.h librocksdb-dev || return 0
  g++ -std=c++17 -O2 -s "$sources/rocksdb_program.cc" -lrocksdb -o "$work/rocksdb.part"
  mv "$work/rocksdb.part" "$work/rocksdb"
}

prepare_dumps() {
  dump jvm 10 java "$sources/Allocate.java"
  for program in gcc clang; do
    [ ! -f "$work/$program" ] || dump "$program" 0 "$work/$program"
  done
  rm -rf "$work/rocksdb.data"
  [ ! -f "$work/rocksdb" ] || dump rocksdb 0 "$work/rocksdb" "$work/rocksdb.data"
  rm -rf "$work/rocksdb.data"
}

prepare_large_dump() {
  # Without the stacks of all that was freed: they would make it six times as large.
  accumulates=false dump compiler 0 clang++ -std=c++17 -O0 -DUNIT=0 -c "$sources/big_unit.cc" -o "$work/compiler.o"
  rm -f "$work/compiler.o"
}
