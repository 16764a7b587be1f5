#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_rotation.sh SHIM JESCOPE FOLDER STEPS: keep:N leaves the newest dumps of the
# process, the one at its end always, and no dump of another.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4

for keep in 1 3; do
  rm -f "$folder"/heap.*
  touch "$folder/heap.1.0.i0.heap" "$folder/heapother"
  recorded "sample:4096,interval_bytes:1048576,keep:$keep" "$steps" churn:20 take:1 ||
    fault "steps end with $?"
  [ -f "$folder/heap.1.0.i0.heap" ] || fault "another's dump is gone"
  [ -f "$folder/heapother" ] || fault "another's file is gone"
  rm "$folder/heap.1.0.i0.heap"
  check_dumps
  final_dump >/dev/null
  mapfile -t kept < <(dumps i)
  expect_between $((keep - 1)) "$keep" "${#kept[@]}" "dumps with keep:$keep: ${kept[*]}"
  for dump in "${kept[@]}"; do
    sequence=$(sed -E 's/.*\.([0-9]+)\.i[0-9]+\.heap/\1/' <<<"$dump")
    [ "$sequence" -ge 15 ] || fault "keep:$keep: expected the newest, got $dump"
  done
done
echo "ok: keep"
