#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_thread_names.sh SHIM JESCOPE FOLDER THREADS: a dump has a line for each thread with
# its name, and what the threads hold is what all hold.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
threads=$4

recorded sample:1 "$threads" || fault "threads end with $?"
dump=$(final_dump)
# The lines before the first stack: "t12: 25: 1000 [100: 20000] wave 3".
sed -n '2,/^@/p' "$dump" | grep -v '^@' >"$folder/lines"
for wave in 0 7 39; do
  grep -qE "^ *t[0-9]+: [0-9]+: [0-9]+ \[[0-9]+: [0-9]+\] wave $wave\$" "$folder/lines" ||
    fault "expected a thread named \"wave $wave\", got $(tail -n 2 "$folder/lines")"
done
awk '/t\*:/ { all = $3; next } { sum += $3 } END { if (all != sum) { print all, sum; exit 1 } }' \
  "$folder/lines" || fault "the threads' live bytes are not the sum"
found=$("$jescope" export --quiet --to folded --thread 'wave 7' "$dump" |
  awk '/keep_in_thread/ { sum += $NF } END { print sum }')
[ "$found" = 10000 ] || fault "expected 10000 bytes of the ten threads \"wave 7\", got $found"
echo "ok: thread names"
