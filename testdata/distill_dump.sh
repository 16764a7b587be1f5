#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# distill_dump.sh DUMP RECORDS [deepest]: prints a smaller heap_v2 dump with the
# RECORDS records that hold most (live bytes, then bytes allocated), or with those
# whose stacks are deepest, in their order. The header's totals become the sums of
# what is kept; of the threads, the symbols (standing at the address or the byte
# before it) and the map, only what these records need stays. A file's mappings
# stay together.
set -euo pipefail
dump=$1
records=$2
order=${3:-largest}

chosen_records() {
  awk -v order="$order" '
    /^@/ { record++; depth = NF - 1; next }
    /^ +t\*:/ && record {
      gsub(/[^0-9]+/, " ")
      print (order == "deepest" ? depth : $2), $4, record
    }' "$dump" | sort -k1,1nr -k2,2nr -k3,3n | sed -n "1,${records}p" | cut -d ' ' -f 3
}

awk -v chosen="$(chosen_records | tr '\n' ' ')" '
  function number(hex,   i, value) {
    sub(/^0x/, "", hex)
    for (i = 1; i <= length(hex); i++) {
      value = value * 16 + index("0123456789abcdef", substr(hex, i, 1)) - 1
    }
    return value
  }
  # The thread of a line of counts, "t*" or "t12".
  function thread(line) { sub(/^ +/, "", line); sub(/:.*/, "", line); return line }
  function count(line,   counts, i) {
    uid = thread(line); sub(/^ *t[^:]*:/, "", line); gsub(/[^0-9]+/, " ", line); split(line, counts, " ")
    for (i = 1; i <= 4; i++) sum[uid, i] += counts[i]
    used[uid] = 1
  }
  function use_stack(line,   places, i, n) {
    n = split(line, places, " ")
    for (i = 2; i <= n; i++) if (!(places[i] in stack_places)) {
      stack_places[places[i]] = 1; address[++addresses] = number(places[i])
      symbol_at[key(address[addresses])] = symbol_at[key(address[addresses] - 1)] = 1
    }
  }
  # Large numbers as keys of a table, in full.
  function key(value) { return sprintf("%.0f", value) }
  function is_hit(range,   ends, i) {
    split(range, ends, "-"); ends[1] = number(ends[1]); ends[2] = number(ends[2])
    for (i = 1; i <= addresses; i++) if (ends[1] <= address[i] && address[i] < ends[2]) return 1
    return 0
  }
  function mapped_path(line) { return index(line, "/") ? substr(line, index(line, "/")) : "" }
  function print_counts(uid, name) {
    printf "  %s: %d: %d [%d: %d]%s\n", uid, sum[uid, 1], sum[uid, 2], sum[uid, 3], sum[uid, 4], name
  }

  BEGIN { n = split(chosen, list, " "); for (i = 1; i <= n; i++) kept[list[i]] = 1 }
  FNR == 1 { pass++; part = "head"; record = 0 }
  /^--- symbol/ { part = "symbols" }
  /^heap_v2/ { part = "header" }
  /^@/ { part = "records"; record++ }
  /^MAPPED_LIBRARIES/ { part = "map"; if (pass == 3) { print ""; print }; next }

  # First what the chosen records use, then which files those places are in.
  pass == 1 && part == "records" && record in kept { if (/^@/) use_stack($0); else if (/^ +t/) count($0) }
  pass == 2 && part == "map" && is_hit($1) { hit_line[FNR] = 1; hit_path[mapped_path($0)] = 1 }

  pass < 3 { next }
  part == "symbols" && /^0x/ { if (key(number($1)) in symbol_at) print; next }
  part == "header" && /^ +t/ {
    uid = thread($0); name = $0; sub(/^[^\]]*\]/, "", name)
    if (uid in used) print_counts(uid, name)
    next
  }
  part == "records" { if (record in kept && NF) print; next }
  part == "map" {
    path = mapped_path($0)
    if (FNR in hit_line || (path != "" && path in hit_path)) print
    next
  }
  { print }
' "$dump" "$dump" "$dump"
