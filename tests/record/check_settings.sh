#!/usr/bin/env bash
# SPDX-License-Identifier: Apache-2.0
#
# check_settings.sh SHIM JESCOPE FOLDER STEPS: a setting without sense is told in one
# line and nothing is recorded; without the variable nothing happens; depth is kept.
# shellcheck source=common.sh
. "$(dirname "$0")/common.sh"
begin "$1" "$2" "$3"
steps=$4

# said LINES WHAT: the program ran, wrote no dump, and so many lines were told.
said() {
  [ "$(cat "$folder/out")" = "done" ] || fault "$2: expected \"done\""
  [ -z "$(dumps)" ] || fault "$2: expected no dump, got $(dumps)"
  [ "$(wc -l <"$folder/err")" = "$1" ] || fault "$2: expected $1 lines told"
  [ "$1" = 0 ] || grep -q '^jescope_record: ' "$folder/err" || fault "$2: expected 'jescope_record: …'"
  echo "ok: $2: $(cat "$folder/err")"
}

for setting in colour:1 sample:0 sample:-1 sample:many sample: sample :1 sample:1,colour:2 \
  sample:99999999999999999999999 at_rss:0% at_rss:101% peak:2 depth:0 signal:999 signal:9 signal:19; do
  recorded "$setting" "$steps" take:1 || fault "$setting: the program ends with $?"
  said 1 "$setting"
done

within "$deadline" env "LD_PRELOAD=$shim" "JESCOPE_RECORD_PREFIX=$folder/heap" \
  "$steps" take:1 || fault "without the variable the program ends with $?"
said 0 "no variable"

# Frames of stacks, at most; stacks of a depth are deeper without.
deepest() {
  grep '^@' "$1" | awk 'NF - 1 > deepest { deepest = NF - 1 } END { print deepest }'
}
recorded sample:1 "$steps" take:1 || fault "the program ends with $?"
[ "$(deepest "$(final_dump)")" -gt 3 ] || fault "expected stacks of more than 3 frames"
recorded sample:1,depth:3 "$steps" take:1 || fault "depth:3: the program ends with $?"
[ "$(deepest "$(final_dump)")" = 3 ] ||
  fault "depth:3: expected 3 frames, got $(deepest "$(final_dump)")"
echo "ok: depth"
