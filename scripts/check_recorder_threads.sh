#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_recorder_threads.sh [REPEATS]: the recorder without its hooks under ThreadSanitizer:
# its unit tests, then threads that allocate, free, enter and ask for dumps at once, REPEATS
# times (10). Builds them into build/tsan.
set -euo pipefail
cd "$(dirname "$0")/.."
repeats=${1:-10}
build=build/tsan
tests=(record_shim_test record_stack_test record_threads_test)
[ -f "$build/build.ninja" ] ||
  cmake -S . -B "$build" -G Ninja -DCMAKE_BUILD_TYPE=Debug -DCMAKE_CXX_FLAGS=-O1 \
    -DJESCOPE_SANITIZE=thread
cmake --build "$build" --target "${tests[@]}"

# Addresses at random may meet those that the sanitizer wants for itself.
calmly=()
! setarch --addr-no-randomize true 2>/dev/null || calmly=(setarch --addr-no-randomize)
# The tests' own handlers of signals allocate; the recorder's are seen all the same.
export TSAN_OPTIONS=exitcode=66:report_signal_unsafe=0
faults=0
# run PROGRAM TIMES
run() {
  local program
  program=$(find "$build/tests" -name "$1" -type f -perm -u+x)
  for _ in $(seq "$2"); do
    timeout 600 "${calmly[@]}" "$program" --gtest_brief=1 || faults=$((faults + 1))
  done
  echo "$1: $2 times"
}
run record_shim_test 1
run record_stack_test 1
run record_threads_test "$repeats"
echo "$faults runs with faults"
[ "$faults" = 0 ]
