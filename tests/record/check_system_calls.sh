#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_system_calls.sh SHIM JESCOPE FOLDER CHURN: allocations without a sample make no
# system call: ten times as many of them make as many calls.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
churn=$4
command -v strace >/dev/null || skip "no strace"
strace -o /dev/null true 2>/dev/null || skip "strace is not permitted here"

# calls OBJECTS: system calls of all threads.
calls() {
  within "$deadline" strace -f -c -o "$folder/calls" env "LD_PRELOAD=$shim" \
    "JESCOPE_RECORD=sample:1000000000000" "JESCOPE_RECORD_PREFIX=$folder/heap" \
    "$churn" 2 "$1" 5 >/dev/null || fault "churn ends with $?"
  awk '$NF == "total" { print $4 }' "$folder/calls"
}

few=$(calls 100000)
many=$(calls 1000000)
[ "$few" -gt 10 ] || fault "expected counts, got $few"
# Waits of threads for each other differ by a few.
[ $((many - few)) -lt 20 ] || fault "expected about $few system calls, got $many"
echo "ok: $few system calls for 100,000 objects of two threads, $many for 1,000,000"
