#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# pprof_in.sh PROGRAM: what a Go program writes by runtime/pprof has for jescope
# the totals and the largest functions that Go's own pprof finds, and a profile
# that is no heap profile is told so.
set -euo pipefail
program=$1
if ! command -v go >/dev/null; then
  echo "skipped: no go (Debian package golang-go)"
  exit 77
fi
work=$(mktemp -d)
trap 'rm -rf "$work"' EXIT
export HOME=$work GO111MODULE=off GOFLAGS='' PPROF_TMPDIR=$work

fault() {
  echo "FAULT: $1"
  exit 1
}

cat >"$work/main.go" <<'END'
package main

import (
	"os"
	"runtime"
	"runtime/pprof"
)

var kept [][]byte

//go:noinline
func fillCache(n, bytes int) {
	for i := 0; i < n; i++ {
		kept = append(kept, make([]byte, bytes))
	}
}

func write(name, path string) {
	f, _ := os.Create(path)
	pprof.Lookup(name).WriteTo(f, 0)
	f.Close()
}

func main() {
	runtime.MemProfileRate = 4096
	fillCache(5000, 4000)
	fillCache(200, 90000)
	kept = kept[:4000]
	runtime.GC()
	write("heap", "heap.pb.gz")
	write("allocs", "allocs.pb.gz")
	write("mutex", "mutex.pb.gz")
	f, _ := os.Create("cpu.pb.gz")
	pprof.StartCPUProfile(f)
	pprof.StopCPUProfile()
	f.Close()
}
END
(cd "$work" && go build -o goheap main.go && ./goheap)

# pprof METRIC FILE: functions and what they hold themselves, largest first.
pprof() {
  local unit=B
  [[ $1 == *objects ]] && unit=''
  go tool pprof -sample_index="$1" -unit="$unit" -top -nodecount=0 -nodefraction=0 \
    -edgefraction=0 "$2" 2>/dev/null
}
for file in heap allocs; do
  gzip -dc "$work/$file.pb.gz" >"$work/$file.pb"
  for metric in inuse_space inuse_objects alloc_space alloc_objects; do
    for path in "$work/$file.pb.gz" "$work/$file.pb"; do
      "$program" top --quiet --keep-allocator --format json -n 0 --metric $metric "$path" >"$work/top"
      expected=$(pprof $metric "$path" |
        sed -nE 's/^Showing nodes .* of ([0-9]+)B? total$/\1/p')
      [ "$(jq .total "$work/top")" = "$expected" ] ||
        fault "$path: $metric: pprof has $expected, jescope $(jq .total "$work/top")"
      diff <(pprof $metric "$path" | sed -nE '/^ +flat/,$ s/^ *([1-9][0-9]*)B? +[^ ]+ +[^ ]+ +[^ ]+ +[^ ]+ +/\1 /p' | sort) \
        <(jq -r '.rows[] | select(.self > 0) | "\(.self) \(.name)"' "$work/top" | sort) >"$work/difference" ||
        fault "$path: $metric: $(head -n 6 "$work/difference")"
    done
  done
  echo "ok: $file"
done
for file in mutex cpu; do
  "$program" top "$work/$file.pb.gz" 2>"$work/errors" && fault "$file is read"
  grep -q 'expected a heap profile, got a pprof profile of ' "$work/errors" ||
    fault "$file: $(cat "$work/errors")"
done

# Places without names are named by the files here, as a dump's are.
returns=$(objdump -d --no-show-raw-insn "$work/goheap" |
  sed -nE '/call .*<main.fillCache>/{n;s/^ *([0-9a-f]+):.*/\1/p}' | sed -n 1p)
end=$(readelf -lW "$work/goheap" | awk '$1 == "LOAD" && $7 == "R" && $8 == "E" {print $6; exit}')
cat >"$work/legacy" <<END
heap profile: 1: 4096 [1: 4096] @ heap_v2/1
1: 4096 [1: 4096] @ 0x$returns

MAPPED_LIBRARIES:
00400000-$(printf '%08x' $(((0x400000 + end + 0xfff) & ~0xfff))) r-xp 00000000 08:01 1    $work/goheap
END
go tool pprof -symbolize=none -proto -output="$work/bare.pb.gz" "$work/legacy" >/dev/null 2>&1
"$program" top --quiet --no-cache "$work/bare.pb.gz" | grep -q 'main\.main' ||
  fault "no name from the file: $("$program" top "$work/bare.pb.gz" 2>&1)"
echo "ok: names from files"
