#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# bench_unwind.sh: nanoseconds a frame of the recorder's unwinder, with its rows known and
# with nothing kept, beside glibc's backtrace(), libunwind's unw_backtrace() (0: it is not
# installed) and a bare walk along frame pointers. The numbers are for a person.
set -euo pipefail
cd "$(dirname "$0")/.."

[ -f build/bench/build.ninja ] || cmake -S . -B build/bench -G Ninja -DCMAKE_BUILD_TYPE=Release
cmake --build build/bench --target bench_unwind >/dev/null
build/bench/tests/bench/unwind/bench_unwind
