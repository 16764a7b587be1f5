#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_limits.sh SHIM JESCOPE FOLDER STEPS KNOWN_SITES: the recorder's own memory is
# bounded and told, and when it is not to be had, the program goes on.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4 known_sites=$5

# What it takes to stand ready, before the first sample.
recorded "sample:1000000000000" "$steps" churn:1 || fault "steps end with $?"
ready=$(value_of "$(final_dump)" own_memory)
echo "ok: ready with $ready bytes"
rm -f "$folder"/heap.*

# Some 100,000 live objects: more than so little memory can remember.
for memory in 65536 1048576 4194304; do
  recorded "sample:1,max_memory:$memory" "$known_sites" "$folder/truth" 8 ||
    fault "max_memory:$memory: the program ends with $?"
  check_dumps
  mapfile -t found < <(dumps f)
  # Too little to begin with is told.
  [ "${#found[@]}" -gt 0 ] || grep -q '^jescope_record: ' "$folder/err" ||
    fault "max_memory:$memory: expected a dump, or a word why not"
  for dump in "${found[@]}"; do
    own=$(value_of "$dump" own_memory) lost=$(value_of "$dump" lost)
    [ "$own" -le $((ready + memory)) ] ||
      fault "max_memory:$memory: expected no more than $ready beside it, got $own"
    [ "$lost" -gt 0 ] || fault "max_memory:$memory: expected lost samples, got none"
    echo "ok: max_memory:$memory: own $own, lost $lost"
  done
  rm -f "$folder"/heap.*
done

recorded "sample:1" "$known_sites" "$folder/truth" 8 || fault "the program ends with $?"
dump=$(final_dump)
[ "$(value_of "$dump" lost)" = 0 ] || fault "expected no lost sample, got $(value_of "$dump" lost)"
echo "ok: $(value_of "$dump" samples) samples in $(value_of "$dump" own_memory) bytes"

# limited KIBIBYTES COMMAND...: with so large an address space.
limited() {
  local kibibytes=$1
  shift
  (ulimit -v "$kibibytes" && "$@")
}

# Twice what the program needs by itself is enough for it with a recorder.
needed=0
for kibibytes in 8000 12000 16000 24000 32000 48000 64000; do
  limited "$kibibytes" plain "$steps" take:4 2>/dev/null && needed=$kibibytes && break
done
[ "$needed" -gt 0 ] || fault "expected steps to run in 64 MB of addresses"
for times in 2 4 8 16; do
  limited $((needed * times)) recorded sample:1 "$steps" take:4 ||
    fault "ulimit -v $((needed * times)): the program ends with $?"
  [ "$(cat "$folder/out")" = "done" ] || fault "ulimit -v: expected \"done\""
done
echo "ok: address spaces of $((needed * 2)) to $((needed * 16)) KiB"
